"""How a deadline stands on a given day: the cells of its bar, and the tag of a list row.

Today is never counted as left: the figure equals the number of white cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from app.domain.calendar import WorkingCalendar
from app.domain.deadlines import Deadline, Suspension

MOST_BREACHED = 15
"""Cells after the last day; of a longer breach the latest days are shown."""
_ONE_DAY = timedelta(days=1)

CellState = Literal["spent", "suspended", "today", "left", "breached"]
StandingKind = Literal["overdue", "today", "this_week", "later", "suspended"]


@dataclass(frozen=True, slots=True)
class DayCell:
    """One working day of a deadline."""

    day: date
    state: CellState
    is_last: bool
    """The last day of the term."""
    gap_before: bool
    """Days off (or days left out of a long breach) lie between this cell and the one before."""
    is_today: bool = False
    """The saffron dot stands here, also where the day is suspended or breached."""


def cells(deadline: Deadline, today: date, calendar: WorkingCalendar) -> tuple[DayCell, ...]:
    """One cell per working day from the first counted day to the last, then the breached ones."""
    within = _working_days(deadline.first_counted, deadline.due, calendar)
    breached = _working_days(deadline.due + _ONE_DAY, today, calendar)[-MOST_BREACHED:]
    days = within + breached
    return tuple(
        DayCell(
            day=day,
            state=_state(day, today, deadline),
            is_last=day == deadline.due,
            gap_before=k > 0 and day - days[k - 1] > _ONE_DAY,
            is_today=day == today,
        )
        for k, day in enumerate(days)
    )


def _working_days(first: date, last: date, calendar: WorkingCalendar) -> list[date]:
    days = (first + k * _ONE_DAY for k in range((last - first).days + 1))
    return [day for day in days if calendar.is_working_day(day)]


def _state(day: date, today: date, deadline: Deadline) -> CellState:
    if day > deadline.due:
        return "breached"
    if _is_suspended(day, deadline.suspensions):
        return "suspended"
    if day == today:
        return "today"
    return "spent" if day < today else "left"


def _is_suspended(day: date, suspensions: Sequence[Suspension]) -> bool:
    return any(s.first <= day <= s.last for s in suspensions)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a tag and a list say of a deadline."""

    kind: StandingKind
    working_days: int
    """Left after today, or overdue up to today; suspended days are not counted. An overdue of 0
    is the weekend right after the last day."""
    working_hours: int
    """Full hours left today, for `today`; 0 after closing time and for every other kind."""


def standing(
    deadline_due: date,
    now: datetime,
    calendar: WorkingCalendar,
    suspensions: Sequence[Suspension] = (),
) -> Standing:
    """How the deadline stands at `now` (aware). The last day lasts until the office's midnight."""
    today = calendar.local_date(now)
    if today > deadline_due:
        return Standing("overdue", calendar.working_days_between(deadline_due, today), 0)
    counting = calendar
    for suspension in suspensions:
        counting = counting.without(suspension.first, suspension.last)
    left = counting.working_days_between(today, deadline_due)
    if _is_suspended(today, suspensions):
        return Standing("suspended", left, 0)
    if today == deadline_due:
        return Standing("today", 0, calendar.working_hours_left(now, deadline_due))
    is_this_week = deadline_due.isocalendar()[:2] == today.isocalendar()[:2]
    return Standing("this_week" if is_this_week else "later", left, 0)
