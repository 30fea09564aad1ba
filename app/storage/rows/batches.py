"""Rows of batches: one deed on many tasks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.task_batch import BatchDeed, BatchRowState
from app.domain.texts import Text
from app.storage.columns import Base
from app.storage.rows.parts import one_of


class TaskBatchRow(Base):
    __tablename__ = "task_batch"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person: Mapped[str]
    deed: Mapped[str]
    given_to: Mapped[str | None]
    made_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]

    __table_args__ = (one_of("deed", BatchDeed),)


class TaskBatchItemRow(Base):
    """One task of a batch."""

    __tablename__ = "task_batch_item"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID]
    place: Mapped[int]
    task_id: Mapped[UUID]
    number: Mapped[str]
    name: Mapped[Text]
    state: Mapped[str]
    refusal: Mapped[Text | None]
    leased_until: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(["batch_id"], ["task_batch.id"], ondelete="CASCADE"),
        one_of("state", BatchRowState),
        Index("ix_task_batch_item_of_batch", "batch_id", "place", unique=True),
        Index(
            "ix_task_batch_item_waiting",
            *("batch_id", "place"),
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )
