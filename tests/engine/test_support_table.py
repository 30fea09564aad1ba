"""The page on BPMN support says what the code does."""

from pathlib import Path

from app.engine.building import NODES
from app.engine.support import RUNS
from app.engine.support_page import support_table

PAGE = Path(__file__).parents[2] / "docs" / "bpmn-support.md"


def test_the_page_is_what_the_table_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == support_table()


def test_the_parser_knows_exactly_the_elements_that_run() -> None:
    assert set(NODES) == RUNS
