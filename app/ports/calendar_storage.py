"""Changes of the calendar and the deadlines that move by them, in storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from app.domain.calendar_change import (
    CalendarChange,
    CalendarChangeId,
    CaseMoves,
    MoveKind,
    MoveState,
)
from app.domain.identity import InstanceId, OfficeId, ProcessKey


@dataclass(frozen=True, slots=True)
class MoveCount:
    process_key: ProcessKey
    office_id: OfficeId
    kind: MoveKind
    state: MoveState
    count: int
    told: int = 0
    """Of them, with how many the applicant is told the new day."""


class CalendarChangeRepository(Protocol):
    def add(self, change: CalendarChange) -> None: ...

    def lock(self, change_id: CalendarChangeId) -> CalendarChange:
        """Raises CalendarChangeNotFound."""
        ...

    def put(self, change: CalendarChange, *, rests_until: datetime | None = None) -> None:
        """Write it, and let whoever works on it go on, from a moment on where one is given."""
        ...

    def has_open(self) -> bool:
        """Whether one is being counted, ready, or being applied."""
        ...

    def latest(self, limit: int) -> Sequence[CalendarChange]:
        """The newest first."""
        ...

    def take(self, now: datetime, lease: timedelta) -> CalendarChange | None:
        """Lease one that is being counted or applied, by one conditional update."""
        ...

    def open_instances(
        self, since: date, after: InstanceId | None, limit: int
    ) -> Sequence[InstanceId]:
        """Live cases with a term, a task or a timer on that day or later, by their ids."""
        ...

    def count_open(self, since: date) -> int: ...

    def tell(self, change_id: CalendarChangeId, moves: CaseMoves) -> None:
        """Note what moves in a case, in place of all that was told of it but what has moved."""
        ...

    def counts(self, change_id: CalendarChangeId) -> Sequence[MoveCount]: ...

    def moves(
        self, change_id: CalendarChangeId, after: InstanceId | None, limit: int
    ) -> Sequence[CaseMoves]:
        """Cases of a change with all their moves, by their ids."""
        ...
