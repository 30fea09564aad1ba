"""How long a step of a scenario lets pass, in words."""

from app.domain.texts import Language
from app.domain.words import counted

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
