"""What people decided on the terms of one case: suspended, resumed, extended, in their order.

The decisions are kept as they were made; the days that do not count follow from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.calendar import WorkingCalendar
from app.domain.deadlines import (
    Deadline,
    Extension,
    NotSuspended,
    Suspension,
    TermChangeNeedsGrounds,
    TermChangeWrong,
)
from app.domain.identity import PersonId, TermId
from app.domain.reckoning import extend, reckon, suspend

_ONE_DAY = timedelta(days=1)


class TermChangeKind(StrEnum):
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class TermChange:
    """One decision on a term, with its ground."""

    term: TermId
    kind: TermChangeKind
    reason: str
    norm: str
    decided_by: PersonId
    decided_at: datetime
    first: date | None = None
    """Of a suspension: its first day. Of a resumption: the day from which the term runs again."""
    last: date | None = None
    """Of a suspension: the last day that is not to count."""
    amount: int = 0
    """Of an extension, in the unit of the term."""


def changes_of(
    term: TermId, changes: Sequence[TermChange]
) -> tuple[tuple[Suspension, ...], tuple[Extension, ...]]:
    """The suspensions of the term as they stand after all decisions, and its extensions."""
    suspensions: list[Suspension] = []
    extensions: list[Extension] = []
    for change in changes:
        if change.term != term:
            continue
        if change.kind is TermChangeKind.EXTENDED:
            extensions.append(
                Extension(change.amount, change.reason, change.norm, change.decided_by)
            )
        elif change.kind is TermChangeKind.SUSPENDED:
            suspensions.append(_suspension(change))
        else:
            suspensions = _resumed(suspensions, _day(change.first))
    return tuple(suspensions), tuple(extensions)


def changed_term(
    deadline: Deadline, change: TermChange, today: date, calendar: WorkingCalendar
) -> Deadline:
    """The deadline after one more decision.

    Raises:
        TermChangeNeedsGrounds: no reason or no norm.
        TermChangeWrong: the term is over, the days do not fit it, or the amount is below 1.
        NotSuspended: a term is to run on that no suspension holds.
    """
    if not change.reason.strip() or not change.norm.strip():
        raise TermChangeNeedsGrounds
    if today > deadline.due:
        raise TermChangeWrong(f"Expected a term that is not over; it ended on {deadline.due}")
    match change.kind:
        case TermChangeKind.EXTENDED:
            extension = Extension(change.amount, change.reason, change.norm, change.decided_by)
            return extend(deadline, extension, calendar)
        case TermChangeKind.SUSPENDED:
            if _day(change.first) < today:
                raise TermChangeWrong("Expected a suspension that does not begin in the past")
            return suspend(deadline, _suspension(change), calendar)
        case TermChangeKind.RESUMED:
            day = _day(change.first)
            if day < today:
                raise TermChangeWrong("Expected a term to run on from today or later")
            held = _resumed(list(deadline.suspensions), day)
            if tuple(held) == deadline.suspensions:
                raise NotSuspended(f"Expected the term to be suspended on {day} or later")
            return reckon(deadline.term, deadline.started_at, calendar, held, deadline.extensions)


def _suspension(change: TermChange) -> Suspension:
    return Suspension(
        _day(change.first), _day(change.last), change.reason, change.norm, change.decided_by
    )


def _resumed(suspensions: Sequence[Suspension], day: date) -> list[Suspension]:
    """Suspensions cut so that the day counts again; one that has not begun by then is dropped."""
    return [
        suspension if suspension.last < day else replace(suspension, last=day - _ONE_DAY)
        for suspension in suspensions
        if suspension.first < day
    ]


def _day(day: date | None) -> date:
    if day is None:
        raise TermChangeWrong("Expected the day on which the change begins, and its last day")
    return day
