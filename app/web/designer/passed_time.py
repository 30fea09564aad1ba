"""The times of a scenario in words: how long a step lets pass, and moments."""

from datetime import datetime

from app.domain.texts import Language
from app.domain.words import counted, long_date
from app.web import wording

_UNITS = {
    "working day": "working_day",
    "day": "calendar_day",
    "hour": "hour",
    "minute": "minute",
}


def passed_time(words: str, language: Language) -> str | None:
    """`3 рабочих дня` for `3 working days`; None where the words name no length of time."""
    amount, _, unit = words.partition(" ")
    found = _UNITS.get(unit.removesuffix("s"))
    if found is None or not amount.isdecimal():
        return None
    return counted(int(amount), found, language)


def moment_told(moment: datetime, language: Language) -> str:
    """`24 декабря 2026 г., 11:00`: a scenario lives in a year of its own."""
    at = wording.local(moment)
    return f"{long_date(at.date(), language)}, {at:%H:%M}"
