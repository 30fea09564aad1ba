"""Who stands in for whom."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.columns import Base


class SubstitutionRow(Base):
    __tablename__ = "substitution"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    absent: Mapped[str]
    substitute: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    powers: Mapped[tuple[str, ...]]
    set_by: Mapped[str]
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(["absent"], ["person.id"], name="fk_substitution_absent"),
        ForeignKeyConstraint(["substitute"], ["person.id"], name="fk_substitution_substitute"),
        CheckConstraint("absent <> substitute", name="nobody_substitutes_themselves"),
        CheckConstraint("first_day <= last_day", name="days_in_order"),
        Index("ix_substitution_last_day", "last_day"),
        Index("ix_substitution_absent", "absent", "set_at"),
        Index("ix_substitution_substitute", "substitute", "set_at"),
    )
