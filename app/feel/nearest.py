"""Finds the known name that a wrong one was probably meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches

from app.feel.saying import Said

HINT = 100
"""What looking for the nearest name costs, in steps."""
_KNOWN_LIMIT = 300
_LENGTH_LIMIT = 60


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is spelled most alike, or None where none is near."""
    if len(name) > _LENGTH_LIMIT:
        return None
    candidates = {one.casefold(): one for one in sorted(known)[:_KNOWN_LIMIT]}
    found = get_close_matches(name.casefold(), candidates, n=1, cutoff=0.7)
    return candidates[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the end of a message that names the nearest name, or nothing."""
    found = nearest(name, known)
    return Said("; did you mean {name}?", {"name": found}) if found else ""
