"""The page on the language says what the code does, and which outside cases do not pass.

After a change: `PYTHONPATH=. .venv/bin/python tests/feel/test_feel_page.py` writes it anew.
"""

from datetime import UTC, datetime
from os import environ  # noqa: TID251  # where the material is, is no setting of the product
from pathlib import Path

import pytest

from app.decisions.judging import judge
from app.decisions.page import CASES, JUEL, language_page
from app.feel.juel import to_feel

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "feel.md"


def material():
    given = environ.get("QADAM_CONFORMANCE")
    return (Path(given) if given else ROOT.parent / "shared" / "conformance") / "dmn"


def failed():
    return judge(material(), datetime(2026, 12, 2, tzinfo=UTC)).failed


def test_the_page_is_what_the_tables_give():
    written = PAGE.read_text(encoding="utf-8").partition(CASES)[0]

    assert written == language_page([]).partition(CASES)[0]


@pytest.mark.conformance
def test_every_case_that_does_not_pass_stands_on_the_page_with_its_reason():
    if not material().is_dir():
        pytest.skip(f"The DMN TCK is not at {material()}")

    assert PAGE.read_text(encoding="utf-8") == language_page(failed())


@pytest.mark.parametrize("text", JUEL)
def test_what_the_page_shows_of_juel_is_translated(text):
    assert to_feel(text)


if __name__ == "__main__":
    PAGE.write_text(language_page(failed()), encoding="utf-8")
