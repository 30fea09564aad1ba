"""Batches of deeds on tasks, in storage."""

from datetime import datetime, timedelta
from typing import Protocol

from app.domain.identity import BatchId
from app.domain.task_batch import BatchRow, TaskBatch


class BatchRepository(Protocol):
    def add(self, batch: TaskBatch) -> None: ...

    def get(self, batch_id: BatchId) -> TaskBatch:
        """With its rows in their order. Raises BatchNotFound."""
        ...

    def stop(self, batch_id: BatchId, now: datetime) -> bool:
        """Undo it, by one conditional update; False where it has begun or is undone already."""
        ...

    def take_row(self, now: datetime, lease: timedelta) -> tuple[TaskBatch, BatchRow] | None:
        """Lease the first row that is due, by one conditional update; the batch without rows."""
        ...

    def settle(self, row: BatchRow, now: datetime) -> None:
        """Write what became of the row, unless that is known already."""
        ...

    def next_due(self) -> datetime | None: ...
