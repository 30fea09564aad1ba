"""Dates, moments and figures in words, as they stand in official documents."""

from dataclasses import astuple
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.domain.calendar import ZONE_NAME
from app.domain.texts import Text
from app.domain.words import (
    MONTHS,
    MONTHS_ABLATIVE,
    MONTHS_DATIVE,
    MONTHS_LOCATIVE,
    NBSP,
    Ending,
    numeric_date,
)

DAY = "day"
"""As a placeholder asks for a moment's day alone: `{issued_on:day}`, in any language."""
ENDINGS = {
    "dative": Ending.DATIVE,
    "locative": Ending.LOCATIVE,
    "ablative": Ending.ABLATIVE,
}
"""As a placeholder names them: `{due:dative}` is `2026 жылғы 8 желтоқсанға`."""

_MONTHS_WITH = {
    Ending.DATIVE: MONTHS_DATIVE,
    Ending.LOCATIVE: MONTHS_LOCATIVE,
    Ending.ABLATIVE: MONTHS_ABLATIVE,
}


def long_date(day: date, ending: Ending | None = None) -> Text:
    """A date held together by non-breaking spaces: `2026 жылғы 8 желтоқсан`.

    The Kazakh words take the `ending`; the Russian genitive serves every sentence.
    """
    month = MONTHS[day.month - 1]
    kazakh = month.kk if ending is None else _MONTHS_WITH[ending][day.month - 1]
    in_words = Text(
        f"{day.year} жылғы {day.day} {kazakh}",
        f"{day.day} {month.ru} {day.year} года",
        f"{day.day} {month.en} {day.year}",
    )
    return Text(*(_bound(words) for words in astuple(in_words)))


def long_moment(moment: datetime) -> Text:
    """A moment on the office's clock: `2026 жылғы 8 желтоқсан, сағат 10:00`."""
    local = _at_the_office(moment)
    day, clock = long_date(local.date()), f"{local:%H:%M}"
    return Text(f"{day.kk}, сағат{NBSP}{clock}", f"{day.ru}, {clock}", f"{day.en}, {clock}")


def local_day(moment: datetime) -> date:
    """Its day on the office's clock."""
    return _at_the_office(moment).date()


def short_moment(moment: datetime) -> str:
    """For messages: `08.12.2026 10:00`."""
    local = _at_the_office(moment)
    return f"{numeric_date(local.date())} {local:%H:%M}"


def _at_the_office(moment: datetime) -> datetime:
    """On the office's clock; a moment without a zone, as forms give it, stands there already."""
    return moment.astimezone(ZoneInfo(ZONE_NAME)) if moment.tzinfo is not None else moment


def figure(number: Decimal) -> Text:
    """A number with its thousands parted: `2 920,5`, in English `2,920.5`."""
    english = f"{number.normalize():,f}"
    local = english.replace(",", NBSP).replace(".", ",")
    return Text(local, local, english)


def _bound(words: str) -> str:
    return words.replace(" ", NBSP)
