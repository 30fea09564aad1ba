"""The pages on what runs and what the linter finds say what the code does.

After a change of a table: `PYTHONPATH=. .venv/bin/python tests/engine/write_pages.py`.
"""

import re
from pathlib import Path

import pytest
from write_pages import DOCS, PAGES

from app.engine.building import NODES
from app.engine.lint import severities
from app.engine.lint.messages import MESSAGES
from app.engine.support import RUNS

LINT = Path(severities.__file__).parent


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_what_the_tables_give(page: str) -> None:
    assert (DOCS / page).read_text(encoding="utf-8") == PAGES[page]()


def test_the_parser_knows_exactly_the_elements_that_run() -> None:
    assert set(NODES) == RUNS


def test_every_weighed_rule_has_its_message() -> None:
    assert (severities.SERVICE | severities.WARNINGS) - MESSAGES.keys() == set()
    assert severities.SERVICE.isdisjoint(severities.WARNINGS)


def test_every_message_is_told_by_some_rule() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in (LINT, LINT.parent, LINT.parents[1] / "decisions", LINT.parents[1])
        for path in folder.glob("*.py")
        if not path.name.endswith("messages.py") and path.name != "severities.py"
    )
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', code))
    assert MESSAGES.keys() - named == set()
