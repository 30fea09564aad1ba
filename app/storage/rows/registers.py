"""Rows of registers: lines numbered by office and year, and the counters that number them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.registers import Register
from app.storage.columns import Base, FactsJson
from app.storage.rows.parts import of_instance, one_of


class RegisterCounterRow(Base):
    """The last number of a register, office and year; its row lock makes them follow."""

    __tablename__ = "register_counter"

    register: Mapped[str] = mapped_column(primary_key=True)
    office_id: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]

    __table_args__ = (CheckConstraint("last > 0", name="last_is_positive"),)


class RegisterEntryRow(Base):
    __tablename__ = "register_entry"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    register: Mapped[str]
    office_id: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    job_id: Mapped[UUID]
    entered_at: Mapped[datetime]
    facts: Mapped[Mapping[str, str]] = mapped_column(FactsJson)

    __table_args__ = (
        of_instance(),
        one_of("register", Register),
        CheckConstraint("number > 0", name="number_is_positive"),
        # The page of a register reads it in this order; no number is given out twice.
        UniqueConstraint("register", "office_id", "year", "number"),
        # A job writes one line, however often its handler runs.
        Index("ix_register_entry_job_id", "job_id", unique=True),
    )
