"""The words of the diagram editor: each in Kazakh and Russian, and none that the library asks for
is missing."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "app" / "web" / "frontend"
MODULES = FRONTEND / "node_modules"
WORDS: dict[str, list[str]] = json.loads(
    (FRONTEND / "js" / "designer" / "words.json").read_text(encoding="utf-8")
)
ASKED = re.compile(r"""(?<![.\w])translate\(\s*(['"])((?:(?!\1).)+)\1""")
LABEL = re.compile(r"label: '([^']+)'")
USED = (
    "bpmn-js/lib/features/context-pad", "bpmn-js/lib/features/palette",
    "bpmn-js/lib/features/popup-menu", "bpmn-js/lib/features/align-elements",
    "bpmn-js/lib/features/distribute-elements", "bpmn-js/lib/features/drilldown",
    "diagram-js/lib/features", "diagram-js-minimap/dist/index.esm.js",
)  # fmt: skip
UNSEEN = frozenset({"HELLO {you}", " + x + "})
"""An example in a comment, and a piece of an SVG transform."""
KAZAKH = re.compile(r"[а-яәғқңөұүһі]", re.IGNORECASE)


def plain(text: str) -> str:
    """As the editor looks it up."""
    text = re.sub(r"[()-]", " ", text.lower()).replace("subprocess", "sub process")
    return re.sub(r"\s+", " ", text.replace("compensate ", "compensation ")).strip()


KNOWN = {plain(words) for words in WORDS}


def sources(part: str) -> Iterator[Path]:
    path = MODULES / part
    return iter([path]) if path.is_file() else path.rglob("*.js")


@pytest.mark.parametrize("part", USED)
def test_every_word_that_the_library_asks_for_is_told(part: str) -> None:
    asked = {
        found[1]
        for source in sources(part)
        for found in ASKED.findall(source.read_text(encoding="utf-8"))
    }
    assert {words for words in asked - UNSEEN if plain(words) not in KNOWN} == set()


def test_every_kind_of_element_that_one_may_become_is_told() -> None:
    features = MODULES / "bpmn-js/lib/features"
    options = (features / "replace/ReplaceOptions.js", features / "popup-menu/PopupEntries.js")
    kinds = {kind for file in options for kind in LABEL.findall(file.read_text(encoding="utf-8"))}
    assert len(kinds) > 70
    assert {kind for kind in kinds if plain(kind) not in KNOWN} == set()


@pytest.mark.parametrize("english", WORDS)
def test_a_word_is_told_in_both_languages_and_not_twice_the_same(english: str) -> None:
    kk, ru = WORDS[english]
    assert kk != ru
    assert KAZAKH.search(kk)
    assert KAZAKH.search(ru)


@pytest.mark.parametrize("english", [words for words in WORDS if "{" in words])
def test_places_for_names_are_kept(english: str) -> None:
    places = re.findall(r"{\w+}", english)
    assert all(re.findall(r"{\w+}", told) == places for told in WORDS[english])


def test_the_lock_file_names_no_address() -> None:
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "http" not in re.sub(r'"url": "[^"]*"', "", lock)
