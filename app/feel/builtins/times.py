"""Functions on the calendar and the clock."""

from datetime import date, datetime
from decimal import Decimal

from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.values import Builtin, Value
from app.feel.zones import OFFICE_ZONE, zone

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def _office_now(run: Run) -> datetime:
    if run.now is None:
        raise Unfit("the present time is not known here")
    if run.now.tzinfo is None:
        raise Unfit("the present time was given without a time zone")
    return run.now.astimezone(zone(OFFICE_ZONE))


def _now(run: Run) -> Value:
    return _office_now(run)


def _today(run: Run) -> Value:
    return _office_now(run).date()


def _day_of_week(day: date) -> Value:
    return _DAYS[day.weekday()]


def _day_of_year(day: date) -> Value:
    return Decimal(day.timetuple().tm_yday)


def _month_of_year(day: date) -> Value:
    return _MONTHS[day.month - 1]


def _week_of_year(day: date) -> Value:
    return Decimal(day.isocalendar().week)


_DAY = ("day",)

FUNCTIONS = (
    Builtin("now", (), _now, needs_run=True),
    Builtin("today", (), _today, needs_run=True),
    Builtin("day of week", ("date",), _day_of_week, kinds=_DAY),
    Builtin("day of year", ("date",), _day_of_year, kinds=_DAY),
    Builtin("month of year", ("date",), _month_of_year, kinds=_DAY),
    Builtin("week of year", ("date",), _week_of_year, kinds=_DAY),
)
