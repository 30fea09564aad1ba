"""Dates beyond the years 1 to 9999, and times finer than a microsecond.

Python has neither. They are read, written, compared and taken apart; the calendar does not reckon
with them. Nothing in a service needs them, but the standard has them.
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time

from app.feel.errors import Unfit

YEAR_LIMIT = 999_999_999


@dataclass(frozen=True, slots=True, order=True)
class WideDate:
    """A date of the proleptic calendar in a year that Python does not know."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        fits = 1 <= self.month <= 12 and abs(self.year) <= YEAR_LIMIT
        if not fits or not 1 <= self.day <= calendar.monthrange(self._like(), self.month)[1]:
            raise Unfit(
                "There is no date with year {year}, month {month}, day {day}",
                year=self.year,
                month=self.month,
                day=self.day,
            )

    def _like(self) -> int:
        """A year with the same days: the calendar repeats itself every 400 years."""
        return 2000 + self.year % 400

    def isoweekday(self) -> int:
        """The day of the week, Monday is 1."""
        return date(self._like(), self.month, self.day).isoweekday()


@dataclass(frozen=True, slots=True)
class WideMoment:
    """A date and time on such a date."""

    day: WideDate
    at: time


class FineTime(time):
    """A time of day with nanoseconds beyond its microseconds; lost when it is calculated with."""

    nanos = 0


class FineMoment(datetime):
    """A date and time with nanoseconds beyond its microseconds; lost likewise."""

    nanos = 0


def fine(at: time, nanos: int) -> time:
    """The time with these nanoseconds, 0 to 999, beyond its microseconds."""
    if not nanos:
        return at
    found = FineTime(at.hour, at.minute, at.second, at.microsecond, at.tzinfo, fold=at.fold)
    found.nanos = nanos
    return found


def combined(day: date | WideDate, at: time) -> datetime | WideMoment:
    """The moment of this day and time."""
    if isinstance(day, WideDate):
        return WideMoment(day, at)
    if not isinstance(at, FineTime):
        return datetime.combine(day, at)
    found = FineMoment.combine(day, at)
    found.nanos = at.nanos
    return found


def time_of(moment: datetime) -> time:
    """The time of day of a moment, with its zone."""
    return fine(moment.timetz(), getattr(moment, "nanos", 0))


FAMILY: dict[type, type] = {
    WideDate: date,
    WideMoment: datetime,
    FineTime: time,
    FineMoment: datetime,
}
"""Which plain type each of these stands beside."""
PLAIN: dict[type, type] = {FineTime: time, FineMoment: datetime}
"""Those that can be reckoned with as the plain type."""
