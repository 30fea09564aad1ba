"""Which pictures docs/tour.md shows."""

from app.settings import ROOT

LANGUAGES = ("kk", "en")
PICTURES = (
    *("sign-in", "start-form", "inbox-all", "batch-preview", "notes", "keys", "task"),
    *("task-decision", "case-open", "sign", "document"),
    *("verify", "cabinet-cases", "cabinet-hearing", "cabinet-contested"),
    *("complaint", "control-room", "mending", "registers", "stand"),
    *("designer-editor", "designer-publish"),
)
"""Names of sights, in the order of the tour."""
FOLDER = ROOT / "docs" / "tour"


def picture_of(name: str, language: str) -> str:
    """The file's name."""
    return f"{name}-{language}.png"
