"""What the tests of the expression language share."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from app.feel import Outcome, Value, from_value, parse, to_value

NOW = datetime(2026, 12, 31, 20, 30, tzinfo=UTC)


@pytest.fixture
def outcome() -> Callable[..., Outcome]:
    """Evaluate a text over plain Python data."""

    def run(text: str, /, **variables: object) -> Outcome:
        scope: dict[str, Value] = {name: to_value(data) for name, data in variables.items()}
        return parse(text).evaluate(scope, now=NOW)

    return run


@pytest.fixture
def feel(outcome: Callable[..., Outcome]) -> Callable[..., Any]:
    """Evaluate a text to plain Python data."""
    return lambda text, /, **variables: from_value(outcome(text, **variables).value)


@pytest.fixture
def why(outcome: Callable[..., Outcome]) -> Callable[..., list[str]]:
    """Evaluate a text that must give null, and return what the notes say."""

    def run(text: str, /, **variables: object) -> list[str]:
        found = outcome(text, **variables)
        assert found.value is None
        return [note.message for note in found.notes]

    return run
