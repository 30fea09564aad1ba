"""Dates in words, as they stand in official documents."""

from dataclasses import astuple
from datetime import date

from app.domain.texts import Text

_KK = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
    "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
)  # fmt: skip
_RU = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> Text:
    """A date without an ending, "2026 жылғы 8 желтоқсан", held together by non-breaking spaces."""
    month = day.month - 1
    in_words = Text(
        f"{day.year} жылғы {day.day} {_KK[month]}",
        f"{day.day} {_RU[month]} {day.year} года",
        f"{day.day} {_EN[month]} {day.year}",
    )
    return Text(*(words.replace(" ", "\N{NO-BREAK SPACE}") for words in astuple(in_words)))
