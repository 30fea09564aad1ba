"""What screen readers are told on each page, as text that a person can read as a difference.

`python3 run.py test tests/browser/test_pages.py --record-trees` writes the files anew; what changed
in them is reviewed like any other change (docs/accessibility.md).
"""

from difflib import unified_diff
from pathlib import Path

from accessibility_tree import tree_of
from playwright.sync_api import Page
from sight import Sight

FOLDER = Path(__file__).parent / "accessibility"
LANGUAGES = ("kk", "ru")
NOT_REVIEWED = "stand"
"""How the names of the sights of the stand begin: it counts and lists all that was ever asked."""
WITH_FRAME = frozenset({"start-form", "inbox-groups", "control-room", "designer", "cabinet-cases"})
"""Sights whose file tells the head and the foot of the page, too: one for each kind of person."""
HINT = """\
Screen readers are told something else than was reviewed. If that is meant, record it and read it:
python3 run.py test tests/browser/test_pages.py --record-trees -k '{name}-kk or {name}-ru'"""
VARYING = (
    (r"\b127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
    (r"\b[0-9a-f]{64}\b", "FINGERPRINT"),
    (r": [0-9a-f]{8}\b", ": REQUEST"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "UUID"),
    (r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){5}\b", "CODE"),
    (r"\b[0-9a-z]{4}(-[0-9a-z]{4}){3}\b", "SLIP"),
    (r": \d{6}\b", ": PASSWORD"),
    (r"\b\d+(?= (мс|ms)\b)", "N"),
    # A number in one piece is a text by itself; no ear hears the gap behind it.
    (r"(?<=-\d{4}-\d{6}) (?=[.,:;])", ""),
)
"""What differs between two runs, and the stable word in its place."""
VARYING_ON = {"about-software": ((r"\b\d+(?= rows more)", "N"),)}
"""On one page alone, from machine to machine: another Python needs other libraries."""


def path_of(sight: Sight, language: str) -> Path:
    return FOLDER / f"{sight.name}-{language}.txt"


def is_reviewed(sight: Sight, language: str) -> bool:
    return language in LANGUAGES and not sight.name.startswith(NOT_REVIEWED)


def record(page: Page, sight: Sight, language: str) -> None:
    """Write down what is told now, for a person to read as a difference."""
    page.wait_for_load_state("networkidle")
    path_of(sight, language).write_text(_told(page, sight), encoding="utf-8")


def difference(page: Page, sight: Sight, language: str) -> str:
    """What is told now against what was reviewed, line by line; empty where it is the same."""
    path = path_of(sight, language)
    reviewed = path.read_text(encoding="utf-8") if path.exists() else ""
    told = _told(page, sight)
    if told != reviewed:  # What a page fetches after it was loaded may not be there yet.
        page.wait_for_load_state("networkidle")
        told = _told(page, sight)
    lines = unified_diff(
        reviewed.splitlines(), told.splitlines(), f"reviewed: {path.name}", "told now", lineterm=""
    )
    found = "\n".join(lines)
    return found and f"{found}\n\n{HINT.format(name=sight.name)}"


def _told(page: Page, sight: Sight) -> str:
    varying = (*VARYING, *VARYING_ON.get(sight.name, ()))
    return tree_of(page, varying, with_frame=sight.name in WITH_FRAME)
