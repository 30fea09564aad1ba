"""Reckoning of deadlines: from a term, its event and what was decided on it to the last day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.domain.calendar import DayKind, WorkingCalendar
from app.domain.deadlines import (
    DaysNotCounted,
    Deadline,
    Explanation,
    Extension,
    Suspension,
    Term,
    TermChangeNeedsGrounds,
    TermChangeWrong,
    TermUnit,
)
from app.domain.texts import Text

_ONE_DAY = timedelta(days=1)


def arm(term: Term, start: datetime, calendar: WorkingCalendar) -> Deadline:
    """The deadline of the term counted from the event at `start` (aware)."""
    return reckon(term, start, calendar)


def suspend(deadline: Deadline, suspension: Suspension, calendar: WorkingCalendar) -> Deadline:
    """Leave the suspended days out of the count.

    Raises:
        TermChangeNeedsGrounds: no reason or no norm.
        TermChangeWrong: it ends before it begins, or begins after the last day of the term.
    """
    _check_grounds(suspension.reason, suspension.norm)
    if suspension.last < suspension.first:
        raise TermChangeWrong("Expected the last suspended day not to lie before the first")
    if suspension.first > deadline.due:
        raise TermChangeWrong("Expected a suspension that begins within the term")
    return reckon(
        deadline.term,
        deadline.started_at,
        calendar,
        (*deadline.suspensions, suspension),
        deadline.extensions,
    )


def extend(deadline: Deadline, extension: Extension, calendar: WorkingCalendar) -> Deadline:
    """Add to the term, in its own unit.

    Raises:
        TermChangeNeedsGrounds: no reason or no norm.
        TermChangeWrong: the amount is below 1.
    """
    _check_grounds(extension.reason, extension.norm)
    if extension.amount < 1:
        raise TermChangeWrong(f"Expected an amount from 1, found {extension.amount}")
    return reckon(
        deadline.term,
        deadline.started_at,
        calendar,
        deadline.suspensions,
        (*deadline.extensions, extension),
    )


def _check_grounds(reason: str, norm: str) -> None:
    if not reason.strip() or not norm.strip():
        raise TermChangeNeedsGrounds


def reckon(
    term: Term,
    start: datetime,
    calendar: WorkingCalendar,
    suspensions: Sequence[Suspension] = (),
    extensions: Sequence[Extension] = (),
) -> Deadline:
    """The deadline with all that was decided on it; also how stored facts become one again."""
    if term.before is not None:
        raise ValueError(f"Expected {term.id} to be counted back from the end of {term.before}")
    calendar = calendar.by_schedule(term.schedule)
    received = calendar.local_date(start)
    started = _started(term, start, calendar)
    counting = calendar
    for suspension in suspensions:
        counting = counting.without(suspension.first, suspension.last)
    amount = term.amount + sum(extension.amount for extension in extensions)
    begun_at = start if started == received else calendar.opens_at(started)
    first, end, closes_at = _count(term, amount, started, begun_at, counting, suspensions)
    due = counting.first_working_day(end)
    original = None
    if suspensions or extensions:
        original = reckon(term, start, calendar).due
    explanation = Explanation(
        received=received,
        started=started,
        start_reason=term.event,
        counts_start_day=term.counts_start_day,
        first_counted=first,
        not_counted=_not_counted(started, due, calendar, suspensions),
        due=due,
        moved_off_day=end if end != due else None,
        norm=term.norm,
        gap=term.gap,
        original_due=original,
        suspensions=tuple(suspensions),
        extensions=tuple(extensions),
        also_counted=_also_counted(started, due, calendar),
    )
    return Deadline(
        term=term,
        started=started,
        first_counted=first,
        due=due,
        closes_at=closes_at or calendar.closes_at(due),
        explanation=explanation,
        started_at=start,
        suspensions=tuple(suspensions),
        extensions=tuple(extensions),
    )


def reckon_back(term: Term, end: Deadline, calendar: WorkingCalendar) -> Deadline:
    """The last day on which something may happen that must lie before the end of another term.

    Counted in calendar days it is the last working day that leaves them whole: a day before a
    Monday is the Friday before.

    Raises:
        ValueError: the term is no such term, or is counted in hours or months.
    """
    if term.before != end.term.id:
        raise ValueError(f"Expected {term.id} to be counted back from the end of {end.term.id}")
    calendar = calendar.by_schedule(term.schedule)
    if term.unit is TermUnit.WORKING_DAY:
        counted = due = calendar.working_days_before(end.due, term.amount)
    elif term.unit is TermUnit.CALENDAR_DAY:
        counted = end.due - term.amount * _ONE_DAY
        following = counted + _ONE_DAY
        due = (
            counted
            if calendar.is_working_day(counted)
            else (calendar.working_days_before(following, 1))
        )
    else:
        raise ValueError(f"Expected {term.id} in days, found {term.unit}")
    explanation = Explanation(
        received=end.due,
        started=end.due,
        start_reason=term.event,
        counts_start_day=False,
        first_counted=due,
        not_counted=_not_counted(due, end.due, calendar, ()),
        due=due,
        moved_off_day=counted if counted != due else None,
        norm=term.norm,
        gap=term.gap,
        original_due=None,
        suspensions=(),
        extensions=(),
        counted_back_from=end.due,
    )
    return Deadline(
        term=term,
        started=end.due,
        first_counted=due,
        due=due,
        closes_at=calendar.closes_at(due),
        explanation=explanation,
        started_at=end.started_at,
    )


def counted_from(term: Term, start: datetime, calendar: WorkingCalendar) -> date | datetime:
    """The day (for hours the moment) that alone decides which days and moments a term covers.

    Events of which it is the same have the same first counted day, last day and closing moment.
    """
    calendar = calendar.by_schedule(term.schedule)
    return start if term.unit is TermUnit.WORKING_HOUR else _started(term, start, calendar)


def _started(term: Term, start: datetime, calendar: WorkingCalendar) -> date:
    received = calendar.local_date(start)
    cut_off = calendar.schedule.hours.end if term.cuts_at_closing else term.cut_off
    if cut_off is None:
        return received
    if not calendar.is_working_day(received):
        return calendar.first_working_day(received)
    if start.astimezone(calendar.zone).time() >= cut_off:
        return calendar.working_days_after(received, 1)
    return received


def _count(
    term: Term,
    amount: int,
    started: date,
    begun_at: datetime,
    calendar: WorkingCalendar,
    suspensions: Sequence[Suspension],
) -> tuple[date, date, datetime | None]:
    """First counted day, last day as counted, and the moment where the term is in hours."""
    if term.unit is TermUnit.WORKING_HOUR:
        ends_at = calendar.working_hours_after(begun_at, amount)
        first = calendar.local_date(calendar.next_working_moment(begun_at))
        return first, calendar.local_date(ends_at), ends_at
    if term.unit is TermUnit.WORKING_DAY:
        eve = started - _ONE_DAY if term.counts_start_day else started
        first = calendar.working_days_after(eve, 1)
        return first, calendar.working_days_after(eve, amount), None
    first = started if term.counts_start_day else started + _ONE_DAY
    if term.unit is TermUnit.CALENDAR_DAY:
        end = first + (amount - 1) * _ONE_DAY
    else:
        end = add_months(first - _ONE_DAY, amount)
    return first, _pushed(first, end, suspensions), None


def _pushed(first: date, end: date, suspensions: Sequence[Suspension]) -> date:
    """The end moved by each suspended day that the running term meets, a day met twice once."""
    suspended = {
        s.first + k * _ONE_DAY for s in suspensions for k in range((s.last - s.first).days + 1)
    }
    for day in sorted(suspended):
        if first <= day <= end:
            end += _ONE_DAY
    return end


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - _ONE_DAY).day))


_SUSPENDED = Text("мерзім тоқтатыла тұрған", "срок приостановлен", "term suspended")


def _not_counted(
    started: date, due: date, calendar: WorkingCalendar, suspensions: Sequence[Suspension]
) -> tuple[DaysNotCounted, ...]:
    """Days off and suspended days after the start, runs of one weekend or one suspension joined."""
    runs: list[DaysNotCounted] = []
    day = started + _ONE_DAY
    while day < due:
        found = _why_not(day, calendar, suspensions)
        if found is not None:
            reason, kind = found
            last = runs[-1] if runs else None
            if (
                last
                and last.kind == kind
                and last.last == day - _ONE_DAY
                and (kind == "weekend" or last.reason == reason)
            ):
                joined = _WEEKEND if kind == "weekend" else reason
                runs[-1] = replace(last, last=day, reason=joined)
            else:
                runs.append(DaysNotCounted(day, day, reason, kind))
        day += _ONE_DAY
    return tuple(runs)


def _also_counted(
    started: date, due: date, calendar: WorkingCalendar
) -> tuple[DaysNotCounted, ...]:
    """Days after the start, the last one included, that are worked because an act says so."""
    return tuple(
        DaysNotCounted(day, day, calendar.days[day].name, "worked")
        for day in sorted(calendar.days)
        if started < day <= due
        and calendar.days[day].kind is DayKind.TRANSFERRED_WORKING
        and calendar.is_special(day)
    )


_WEEKEND = Text("демалыс күндері", "выходные", "weekend")


def _why_not(
    day: date, calendar: WorkingCalendar, suspensions: Sequence[Suspension]
) -> tuple[Text, str] | None:
    for suspension in suspensions:
        if suspension.first <= day <= suspension.last:
            why = suspension.reason
            return (
                Text(
                    f"{_SUSPENDED.kk}: {why}", f"{_SUSPENDED.ru}: {why}", f"{_SUSPENDED.en}: {why}"
                ),
                "suspended",
            )
    reason = calendar.why_off(day)
    if reason is None:
        return None
    return reason, "holiday" if calendar.is_special(day) else "weekend"
