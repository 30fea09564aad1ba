"""The moments that divide open tasks into overdue, today, this week and later."""

from datetime import date, datetime, time, timedelta

from app.domain.calendar import WorkingCalendar
from app.ports.views import DueBounds


def due_bounds(now: datetime, calendar: WorkingCalendar) -> DueBounds:
    """Bounds in the office's zone; the week ends with its Sunday."""
    today = calendar.local_date(now)
    sunday = today + timedelta(days=6 - today.weekday())

    return DueBounds(
        now=now,
        end_of_today=_end_of(today, calendar, now),
        end_of_week=_end_of(sunday, calendar, now),
    )


def end_of_working_days(now: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    """The end of the working day that is `days` after today, in the office's zone."""
    last = calendar.working_days_after(calendar.local_date(now), days)
    return _end_of(last, calendar, now)


def _end_of(day: date, calendar: WorkingCalendar, now: datetime) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=calendar.zone)
    return midnight.astimezone(now.tzinfo)
