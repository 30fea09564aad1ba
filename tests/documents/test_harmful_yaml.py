"""YAML that would bring the reader down is refused with its line, whoever reads it."""

from pathlib import Path

import pytest

from app.documents.strict_yaml import load_mapping
from app.documents.yaml_splicing import spliced
from app.domain.mistakes import FileUnreadable
from app.safe_yaml import MAX_NESTING
from app.simulation.yaml_nodes import ScenarioUnusable, read_yaml

DEEP = "[" * 200_000 + "]" * 200_000
LAUGHS = "a: &a [ha, ha]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
ITSELF = "a: &a\n  again: *a\n"
HARMFUL = {
    "deep in brackets": f"a: {DEEP}",
    "deep in lists": "a:\n  " + "- " * (MAX_NESTING + 1) + "b",
    "an alias of an alias": LAUGHS,
    "a mapping in itself": ITSELF,
}


@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL.keys())
def test_harmful_texts_of_a_service_are_refused(text: str) -> None:
    with pytest.raises(FileUnreadable, match=r"within each other|has an anchor"):
        load_mapping(text.encode())


@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL.keys())
def test_nothing_is_changed_in_a_harmful_file(text: str) -> None:
    with pytest.raises(ValueError, match=r"within each other|has an anchor"):
        spliced(text.encode(), {("a",): "b"})


@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL.keys())
def test_a_harmful_scenario_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(ScenarioUnusable, match=r"x\.yaml:[12]: no YAML: "):
        read_yaml(Path("x.yaml"), text.encode())


def test_an_alias_of_something_plain_is_read() -> None:
    read = load_mapping(b"a: &channels [counter, cabinet]\nb: *channels\n")

    assert read["b"] == ["counter", "cabinet"]


def test_a_file_as_deep_as_is_allowed_is_read() -> None:
    deepest = MAX_NESTING - 1  # the mapping is one, too

    assert "a" in load_mapping(f"a: {'[' * deepest}{']' * deepest}".encode())
