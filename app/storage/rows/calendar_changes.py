"""Rows of changes of the calendar: the days, how far the work is, and what moves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.calendar_change import ChangeState, MoveKind, MoveState
from app.domain.texts import Text
from app.storage.columns import Base
from app.storage.rows.parts import one_of


class CalendarChangeRow(Base):
    __tablename__ = "calendar_change"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    days: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    before: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    act: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    state: Mapped[str]
    cursor: Mapped[UUID | None]
    seen: Mapped[int]
    total: Mapped[int]
    applied_by: Mapped[str | None]
    applied_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]

    __table_args__ = (one_of("state", ChangeState),)


class CalendarMoveRow(Base):
    """One date of a case that moves by a change."""

    __tablename__ = "calendar_move"

    change_id: Mapped[UUID] = mapped_column(primary_key=True)
    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[str]
    process_key: Mapped[str]
    office_id: Mapped[str]
    kind: Mapped[str]
    name: Mapped[Text]
    old_at: Mapped[datetime]
    new_at: Mapped[datetime]
    state: Mapped[str]
    is_told: Mapped[bool]

    __table_args__ = (
        ForeignKeyConstraint(["change_id"], ["calendar_change.id"], ondelete="CASCADE"),
        one_of("kind", MoveKind),
        one_of("state", MoveState),
    )
