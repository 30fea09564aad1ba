from pathlib import Path

from handlers.topics_page import topics_page

PAGE = Path(__file__).parents[2] / "docs" / "topics.md"


def test_the_page_is_what_the_handlers_say() -> None:
    """After a change: `python -m handlers.topics_page > docs/topics.md`."""
    assert PAGE.read_text(encoding="utf-8") == topics_page()
