"""How a command tells its user that it cannot go on: one line, the way out, an exit status."""

import sys

from app.domain.refusals import DomainError, StorageAway
from app.settings import SettingsMissing


class CannotGoOn(Exception):
    """Something has to be done first; the message is the line for the person at the machine."""


def one_line(words: str, status: int = 1) -> int:
    print(" ".join(words.split()), file=sys.stderr)
    return status


def line_of(error: Exception) -> str | None:
    """The one line for an error that its user can do something about; None for a defect."""
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"Cannot go on: {error.strerror or error}{place}."
    if isinstance(error, StorageAway):
        from app.storage import why_unusable  # loaded already, or there would be no such error

        return why_unusable(error.__cause__) or str(error)
    if isinstance(error, SettingsMissing | CannotGoOn | DomainError):
        return str(error)
    from app.storage import DatabaseUnusable  # not before it is needed: loading it takes long

    return str(error) if isinstance(error, DatabaseUnusable) else None
