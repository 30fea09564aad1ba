"""Logs tell where something failed and of what kind, and quote nobody."""

import logging

import pytest

from app.cli.logs import WithoutWords


def logged(error: BaseException) -> str:
    record = logging.LogRecord(
        "app.web", logging.ERROR, __file__, 1, "failed %s", ("4711",), (type(error), error, None)
    )
    return WithoutWords().format(record)


def test_the_words_of_an_error_and_of_its_causes_stay_out() -> None:
    with pytest.raises(ValueError, match="Айгүл") as caught:
        _read("Қалиева Айгүл, 580412400174")

    told = logged(caught.value)

    assert "Айгүл" not in told
    assert "580412400174" not in told


def test_the_kind_and_place_of_an_error_and_of_its_cause_are_told() -> None:
    with pytest.raises(ValueError, match="Айгүл") as caught:
        _read("Қалиева Айгүл, 580412400174")

    told = logged(caught.value)

    assert "failed 4711" in told
    assert told.index("builtins.KeyError") < told.index("builtins.ValueError")
    assert "test_logs.py" in told


def _read(name: str) -> None:
    try:
        {}[name]
    except KeyError as missing:
        raise ValueError(f"nobody is called {name}") from missing
