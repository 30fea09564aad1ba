"""What screen readers are told on each page, as a person has read and approved it.

`python3 run.py test tests/browser/test_pages.py --record-trees` writes the files anew; what changed
in them is reviewed like any other change (docs/accessibility.md).
"""

import difflib
from pathlib import Path

from accessibility_tree import tree_of
from playwright.sync_api import Page
from sight import Sight

FOLDER = Path(__file__).parent / "accessibility"
LANGUAGES = ("kk", "ru")
WITH_FRAME = frozenset({"start-form", "inbox-groups", "control-room", "designer", "cabinet-cases"})
"""Sights whose file tells the head and the foot of the page, too: one for each kind of person."""
VARYING = (
    (r"\b10:[0-5]\d\b", "10:MM"),
    (r"\b127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
    (r"\b[0-9a-f]{64}\b", "FINGERPRINT"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "UUID"),
    (r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){5}\b", "CODE"),
    (r": \d{6}\b", ": PASSWORD"),
    (r"\b\d+(?= (мс|ms)\b)", "N"),
)
"""What differs between two runs, and the stable word in its place."""


def path_of(sight: Sight, language: str) -> Path:
    return FOLDER / f"{sight.name}-{language}.txt"


def differences(page: Page, sight: Sight, language: str, *, record: bool) -> str:
    """What is told otherwise than reviewed, line by line; nothing after recording it."""
    told = tree_of(page, VARYING, with_frame=sight.name in WITH_FRAME)
    path = path_of(sight, language)
    if record:
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8")
    reviewed = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = difflib.unified_diff(
        reviewed.splitlines(), told.splitlines(), f"reviewed {path.name}", "told now", "", "", 2, ""
    )
    return "\n".join(lines)
