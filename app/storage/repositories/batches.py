"""Batches: added whole, undone before they begin, worked row by row under leases."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from app.domain.identity import BatchId, CaseNumber, PersonId, UserTaskId
from app.domain.task_batch import (
    BatchDeed,
    BatchNotFound,
    BatchRow,
    BatchRowState,
    TaskBatch,
)
from app.storage.columns import UtcDateTime
from app.storage.reading import add, change, first, many
from app.storage.rows import TaskBatchItemRow, TaskBatchRow
from app.storage.rows.parts import word

_NOW = bindparam("now", type_=UtcDateTime())
_WAITING = TaskBatchItemRow.state == word(BatchRowState.WAITING)
_OF_BATCH = TaskBatchItemRow.batch_id == TaskBatchRow.id
_GET = select(TaskBatchRow).where(TaskBatchRow.id == bindparam("wanted"))
_ITEMS = (
    select(TaskBatchItemRow)
    .where(TaskBatchItemRow.batch_id == bindparam("wanted"))
    .order_by(TaskBatchItemRow.place)
)
_STOP = (
    update(TaskBatchRow)
    .where(
        TaskBatchRow.id == bindparam("wanted"),
        TaskBatchRow.stopped_at.is_(None),
        TaskBatchRow.starts_at > _NOW,
    )
    .values(stopped_at=_NOW)
)
_NEXT = (
    select(TaskBatchItemRow.id)
    .join(TaskBatchRow, _OF_BATCH)
    .where(
        _WAITING,
        TaskBatchRow.stopped_at.is_(None),
        TaskBatchRow.starts_at <= _NOW,
        or_(TaskBatchItemRow.leased_until.is_(None), TaskBatchItemRow.leased_until < _NOW),
    )
    .order_by(TaskBatchRow.starts_at, TaskBatchItemRow.batch_id, TaskBatchItemRow.place)
    .limit(1)
    .with_for_update(skip_locked=True, of=TaskBatchItemRow)
    .scalar_subquery()
)
_TAKE = (
    update(TaskBatchItemRow)
    .where(TaskBatchItemRow.id == _NEXT)
    .values(leased_until=bindparam("lease_end", type_=UtcDateTime()))
    .returning(*TaskBatchItemRow.__table__.c)
)
_SETTLE = update(TaskBatchItemRow).where(TaskBatchItemRow.id == bindparam("of_id"), _WAITING)
_NEXT_DUE = (
    select(func.min(TaskBatchRow.starts_at))
    .join(TaskBatchItemRow, _OF_BATCH)
    .where(and_(_WAITING, TaskBatchRow.stopped_at.is_(None)))
)


class BatchRepository:
    """Implements app.ports.batch_storage.BatchRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, batch: TaskBatch) -> None:
        values = {
            "id": batch.id,
            "person": batch.person,
            "deed": batch.deed.value,
            "given_to": batch.to,
            "made_at": batch.made_at,
            "starts_at": batch.starts_at,
            "stopped_at": batch.stopped_at,
        }
        add(self._connection, TaskBatchRow, values)
        items = [
            {
                "id": row.id,
                "batch_id": batch.id,
                "place": place,
                "task_id": row.task_id,
                "number": row.number,
                "name": row.name,
                "state": row.state.value,
                "refusal": row.refusal,
                "leased_until": None,
                "settled_at": None,
            }
            for place, row in enumerate(batch.rows)
        ]
        add(self._connection, TaskBatchItemRow, items)

    def get(self, batch_id: BatchId) -> TaskBatch:
        row = first(self._connection, TaskBatchRow, _GET, {"wanted": batch_id})
        if row is None:
            raise BatchNotFound(f"Expected a batch {batch_id}, there is none")
        items = many(self._connection, TaskBatchItemRow, _ITEMS, {"wanted": batch_id})
        return _batch_of(row, tuple(_row_of(item) for item in items))

    def stop(self, batch_id: BatchId, now: datetime) -> bool:
        return change(self._connection, _STOP, {"wanted": batch_id, "now": now}) == 1

    def take_row(self, now: datetime, lease: timedelta) -> tuple[TaskBatch, BatchRow] | None:
        params = {"now": now, "lease_end": now + lease}
        item = first(self._connection, TaskBatchItemRow, _TAKE, params)
        if item is None:
            return None
        row = first(self._connection, TaskBatchRow, _GET, {"wanted": item.batch_id})
        if row is None:
            raise BatchNotFound(f"Expected a batch {item.batch_id}, there is none")
        return _batch_of(row, ()), _row_of(item)

    def settle(self, row: BatchRow, now: datetime) -> None:
        values = {"state": row.state.value, "refusal": row.refusal, "settled_at": now}
        change(self._connection, _SETTLE, {"of_id": row.id, **values})

    def next_due(self) -> datetime | None:
        found: datetime | None = self._connection.execute(_NEXT_DUE).scalar()
        return found


def _batch_of(row: TaskBatchRow, rows: tuple[BatchRow, ...]) -> TaskBatch:
    return TaskBatch(
        id=BatchId(row.id),
        person=PersonId(row.person),
        deed=BatchDeed(row.deed),
        to=None if row.given_to is None else PersonId(row.given_to),
        made_at=row.made_at,
        starts_at=row.starts_at,
        rows=rows,
        stopped_at=row.stopped_at,
    )


def _row_of(item: TaskBatchItemRow) -> BatchRow:
    return BatchRow(
        id=item.id,
        task_id=UserTaskId(item.task_id),
        number=CaseNumber(item.number),
        name=item.name,
        state=BatchRowState(item.state),
        refusal=item.refusal,
    )
