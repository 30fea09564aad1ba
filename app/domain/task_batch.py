"""One deed on many tasks: it starts after a while in which it may be undone, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.domain.identity import BatchId, CaseNumber, PersonId, UserTaskId
from app.domain.refusals import Conflict, Invalid, NotFound
from app.domain.texts import Text

UNDO_WINDOW = timedelta(seconds=20)
MOST_TASKS = 200


class BatchNotFound(NotFound):
    code = "BatchNotFound"
    title = Text("Мұндай топтама жоқ", "Такого пакета нет", "There is no such batch")


class BatchBegun(Conflict):
    code = "BatchBegun"
    title = Text(
        "Орындау басталып кеткен, енді болдырмауға болмайды",
        "Выполнение уже началось, отменить нельзя",
        "It has begun already and cannot be undone",
    )


class BatchUnfit(Invalid):
    code = "BatchUnfit"
    title = Text(
        "Кемінде бір тапсырманы белгілеңіз, ең көбі 200",
        "Отметьте хотя бы одну задачу, не больше 200",
        "Choose at least one task, at most 200",
    )


class BatchDeed(StrEnum):
    CLAIM = "claim"
    ASSIGN = "assign"
    RELEASE = "release"
    """Back to the candidates, from one's own hands or, by order, from anybody's."""
    COMPLETE = "complete"
    """Each with the answers that are kept in it."""


class BatchRowState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class BatchRow:
    """What becomes of one task."""

    id: UUID
    task_id: UserTaskId
    number: CaseNumber
    name: Text
    state: BatchRowState = BatchRowState.WAITING
    refusal: Text | None = None
    """Why it was refused."""

    def done(self) -> "BatchRow":
        return replace(self, state=BatchRowState.DONE)

    def refused(self, why: Text) -> "BatchRow":
        return replace(self, state=BatchRowState.REFUSED, refusal=why)


@dataclass(frozen=True, slots=True)
class TaskBatch:
    id: BatchId
    person: PersonId
    deed: BatchDeed
    to: PersonId | None
    """Of `assign`: to whom."""
    made_at: datetime
    starts_at: datetime
    rows: Sequence[BatchRow]
    stopped_at: datetime | None = None
    """When it was undone, before it began."""

    @property
    def settled(self) -> int:
        return sum(row.state is not BatchRowState.WAITING for row in self.rows)

    @property
    def is_over(self) -> bool:
        return self.stopped_at is not None or self.settled == len(self.rows)

    def may_be_stopped(self, now: datetime) -> bool:
        return self.stopped_at is None and now < self.starts_at
