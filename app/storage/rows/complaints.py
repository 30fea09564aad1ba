"""Rows that tie the case of a complaint to the case it is about."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.complaint import ActState, Against
from app.storage.columns import Base
from app.storage.rows.parts import of_instance, one_of


class ComplaintRow(Base):
    __tablename__ = "complaint"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    contested_id: Mapped[UUID]
    against: Mapped[str]
    act: Mapped[UUID | None]
    act_state: Mapped[str | None]
    act_state_at: Mapped[datetime | None]
    reviewer: Mapped[str | None]
    passed_on_at: Mapped[datetime | None]

    __table_args__ = (
        of_instance(),
        ForeignKeyConstraint(
            ["contested_id"],
            ["process_instance.id"],
            name="fk_complaint_contested",
            deferrable=True,
            initially="DEFERRED",
        ),
        one_of("against", Against),
        one_of("act_state", ActState),
        Index("ix_complaint_contested_id", "contested_id"),
    )
