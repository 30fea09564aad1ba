"""The volume of a measure of rehabilitation that is given by hours a day."""

from dataclasses import dataclass
from datetime import date

HOURS_OF_A_DAY = 24


@dataclass(frozen=True, slots=True)
class MeasureVolume:
    hours: int
    """In the whole period."""
    period_from: date
    period_until: date
    """The last day, inclusive."""


def volume_to_year_end(hours_per_day: int, start: date, expires: date | None) -> MeasureVolume:
    """The hours from `start` to 31 December of its year, or to `expires` where that is earlier.

    Args:
        hours_per_day: 1 to 24, of each calendar day; nothing is carried over.
        start: the first day on which the measure may be used.
        expires: the last day of the programme; None: without a limit.

    Raises:
        ValueError: hours that no day has, or a programme that is over before the start.

    Norm: order 458, R1 p.34 (up to 8 hours a day to the end of the year); gap 458/G-37.
    """
    if not 1 <= hours_per_day <= HOURS_OF_A_DAY:
        raise ValueError(f"Expected 1 to {HOURS_OF_A_DAY} hours a day, found {hours_per_day}")
    until = date(start.year, 12, 31)
    if expires is not None:
        until = min(until, expires)
    if until < start:
        raise ValueError(f"Expected a programme that holds on {start}, found one until {until}")
    return MeasureVolume(hours_per_day * ((until - start).days + 1), start, until)
