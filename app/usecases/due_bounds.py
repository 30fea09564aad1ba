"""The moments that divide open tasks into overdue, today, this week and later."""

from datetime import date, datetime, time, timedelta

from app.domain.calendar import WorkingCalendar
from app.ports.views import DueBounds


def due_bounds(now: datetime, calendar: WorkingCalendar) -> DueBounds:
    """Bounds in the office's zone; the week ends with its Sunday."""
    today = calendar.local_date(now)
    sunday = today + timedelta(days=6 - today.weekday())

    def end_of(day: date) -> datetime:
        midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=calendar.zone)
        return midnight.astimezone(now.tzinfo)

    return DueBounds(now=now, end_of_today=end_of(today), end_of_week=end_of(sunday))
