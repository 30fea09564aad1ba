"""Due dates and timers: from a literal or an expression to a moment."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.engine.event_facts import Timer
from app.engine.expressions import Scope, is_expression
from app.engine.failures import Stuck
from app.feel.errors import Unfit
from app.feel.temporal import read_date, read_date_time, read_duration
from app.feel.values import Value, YearsMonths, type_name
from app.feel.zones import OFFICE_ZONE, zone


def literal_date(text: str) -> date | datetime:
    """A literal of `dueDate`, `followUpDate` or `timeDate`. Raises Unfit."""
    return read_date_time(text) if "T" in text else read_date(text)


def due_at(timer: Timer, scope: Scope, what: str) -> datetime:
    """When the timer is due, counted once, at arming.

    A date means the start of that day in the office's zone; a date and time without a zone is read
    in it. A duration counts from the moment of the command.
    """
    if timer.kind == "timeDuration":
        return after(scope.around.now, _value(timer.text, scope, what, read_duration), what)
    found = _value(timer.text, scope, what, literal_date)
    if not isinstance(found, date):
        raise Stuck("expression-failed", f"{what}: {type_name(found)} instead of a date")
    return moment(found)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A repeating timer: each round counts from the first, so that months keep their day."""

    begins: datetime
    length: timedelta | YearsMonths
    rounds: int | None
    """None: without an end."""
    is_dated: bool
    """The beginning is named, and is the first round itself."""

    def due(self, number: int, what: str) -> datetime:
        """When the round is due, counted from 1. Raises Stuck."""
        steps = number - 1 if self.is_dated else number
        try:
            if isinstance(self.length, YearsMonths):
                return after(self.begins, YearsMonths(self.length.months * steps), what)
            return after(self.begins, self.length * steps, what)
        except (OverflowError, Unfit) as error:
            raise Stuck("expression-failed", f"{what}: beyond the year 9999") from error


def cycle_of(timer: Timer, scope: Scope, what: str) -> Cycle:
    """The cycle, with the present moment as its beginning where it names none. Raises Stuck.

    An expression gives the text of a cycle, or a duration that repeats without an end.
    """
    found = _value(timer.text, scope, what, read_cycle_text)
    if isinstance(found, timedelta | YearsMonths):
        return Cycle(scope.around.now, found, None, is_dated=False)
    if not isinstance(found, str):
        raise Stuck("expression-failed", f"{what}: {type_name(found)} instead of a cycle")
    try:
        rounds, begins, length = read_cycle(found)
    except Unfit as error:
        raise Stuck("expression-failed", f"{what}: {error}") from error
    return Cycle(begins or scope.around.now, length, rounds, is_dated=begins is not None)


_CYCLE = re.compile(r"R(\d{0,6})/(?:([^/]+)/)?(P[^/]+)", re.ASCII)


def read_cycle(text: str) -> tuple[int | None, datetime | None, timedelta | YearsMonths]:
    """`R3/PT1H`, `R/P1M`, `R5/2026-01-31T09:00:00+05:00/P1D`: rounds, beginning, length.

    Raises:
        Unfit: it is no cycle, has no rounds, or a length that does not go forward.
    """
    found = _CYCLE.fullmatch(text.strip())
    if found is None or found[1] in ("0", "00"):
        raise Unfit(text)
    length = read_duration(found[3])
    if (isinstance(length, timedelta) and length <= timedelta()) or (
        isinstance(length, YearsMonths) and length.months <= 0
    ):
        raise Unfit(text)
    begins = moment(read_date_time(found[2])) if found[2] else None
    return int(found[1]) if found[1] else None, begins, length


def read_cycle_text(text: str) -> str:
    """The text itself, if it is a cycle. Raises Unfit."""
    read_cycle(text)
    return text


def moment(found: date | datetime) -> datetime:
    """The instant a date or date and time stands for, in the office's zone."""
    if not isinstance(found, datetime):
        found = datetime.combine(found, time())
    return found if found.tzinfo is not None else found.replace(tzinfo=zone(OFFICE_ZONE))


def after(start: datetime, length: Value, what: str) -> datetime:
    """The moment that lies a duration after `start`; months keep the day where they can."""
    try:
        if isinstance(length, timedelta):
            return start + length
        if isinstance(length, YearsMonths):
            local = start.astimezone(zone(OFFICE_ZONE))
            months = local.year * 12 + local.month - 1 + length.months
            year, month = months // 12, months % 12 + 1
            day = min(local.day, monthrange(year, month)[1])
            return local.replace(year=year, month=month, day=day)
    except (OverflowError, ValueError) as error:
        raise Stuck("expression-failed", f"{what}: beyond the year 9999") from error
    raise Stuck("expression-failed", f"{what}: {type_name(length)} instead of a duration")


def day_or_moment(text: str, scope: Scope, what: str) -> date | datetime | None:
    """A due date or follow-up date of a user task; None where none is set."""
    if not text:
        return None
    found = _value(text, scope, what, literal_date)
    if found is None:
        return None
    if not isinstance(found, date):
        raise Stuck("expression-failed", f"{what}: {type_name(found)} instead of a date")
    return moment(found) if isinstance(found, datetime) else found


def _value(text: str, scope: Scope, what: str, read: Callable[[str], Value]) -> Value:
    if is_expression(text):
        return scope.evaluate(text, what)
    try:
        return read(text)
    except Unfit as error:
        raise Stuck("expression-failed", f"{what}: {error}") from error
