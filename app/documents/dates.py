"""Dates in words, as they stand in official documents."""

from dataclasses import astuple
from datetime import date

from app.domain.texts import Text
from app.domain.words import MONTHS


def long_date(day: date) -> Text:
    """A date without an ending, "2026 жылғы 8 желтоқсан", held together by non-breaking spaces."""
    month = MONTHS[day.month - 1]
    in_words = Text(
        f"{day.year} жылғы {day.day} {month.kk}",
        f"{day.day} {month.ru} {day.year} года",
        f"{day.day} {month.en} {day.year}",
    )
    return Text(*(words.replace(" ", "\N{NO-BREAK SPACE}") for words in astuple(in_words)))
