"""The shape that a contract demands of a request's body, and what of a body breaks it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

Shape = Mapping[str, object]
"""Parts by name; a name that ends in `?` may hold null.

A part is a type, a pattern of a text, a tuple of the words that may stand there, a list of one
part, or a shape.
"""

TEXT = re.compile(r"(?s).*\S.*")
IIN = re.compile("[0-9]{12}")
WORDS: Shape = {"kk": TEXT, "ru": TEXT, "en": TEXT}
DAY = date
MOMENT = datetime
STATUSES = (
    "registered", "accepted", "not_accepted", "in_review", "hearing", "suspended", "extended",
    "granted", "refused", "ready", "closed",
)  # fmt: skip
STAGES = (
    "registered", "accepted", "not_accepted", "data_requested", "in_review",
    "preliminary_decision", "hearing_notified", "hearing_held", "decided", "result_handed_over",
    "result_issued", "result_returned", "suspended", "resumed", "extended", "term_missed",
    "closed",
)  # fmt: skip
OUTCOMES = ("granted", "refused", "not_accepted", "withdrawn")
CASE: Shape = {
    "number": TEXT,
    "service": TEXT,
    "service_name": WORDS,
    "office": TEXT,
    "office_name": WORDS,
    "channel": TEXT,
    "registered_at": MOMENT,
    "due_on?": DAY,
}


def unfit(shape: Shape, body: Mapping[str, Any]) -> str:
    """The names of what breaks the shape, joined by commas; empty where nothing does."""
    return ", ".join(sorted(_wrong(shape, body, "")))


def _wrong(shape: Shape, body: Mapping[str, Any], path: str) -> set[str]:
    found = {f"{path}{name}" for name in set(body) - {name.rstrip("?") for name in shape}}
    for name, part in shape.items():
        key, may_be_null = name.rstrip("?"), name.endswith("?")
        if key not in body:
            found.add(f"{path}{key}")
        elif body[key] is not None or not may_be_null:
            found |= _wrong_part(part, body[key], f"{path}{key}")
    return found


def _wrong_part(part: object, value: object, path: str) -> set[str]:
    if isinstance(part, Mapping):
        return _wrong(part, value, f"{path}.") if isinstance(value, Mapping) else {path}
    if isinstance(part, list):
        if not isinstance(value, list):
            return {path}
        return set().union(*(_wrong_part(part[0], entry, path) for entry in value))
    return set() if _fits(part, value) else {path}


def _fits(part: object, value: object) -> bool:
    if part is int:
        return type(value) is int
    if not isinstance(value, str):
        return False
    if isinstance(part, tuple):
        return value in part
    if isinstance(part, re.Pattern):
        return part.fullmatch(value) is not None
    try:
        if part is datetime:
            return datetime.fromisoformat(value).tzinfo is not None
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
