"""The page about forms names every component with every property that the editor offers."""

import re
from pathlib import Path

import pytest

from app.domain.field_drafting import KINDS, WITH_OPTIONS
from app.domain.field_properties import properties_of
from app.engine.lint.forms import KEYED, UNKEYED

PAGE = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \|(.*)\|$", PAGE, re.MULTILINE))


def test_the_page_lists_what_the_editor_offers_and_the_linter_lets_pass() -> None:
    listed = {kind for kind in ROWS if kind not in ("iframe",)}
    assert listed == set(KINDS) == KEYED | UNKEYED


@pytest.mark.parametrize("kind", KINDS)
def test_a_component_is_listed_with_all_that_a_designer_may_set(kind: str) -> None:
    named = set(re.findall(r"`([\w.]+)`", ROWS[kind]))
    wanted = {one.js_name for one in properties_of(kind)}
    if kind in WITH_OPTIONS:
        wanted.add("values")
    assert wanted <= named
