"""Rows that prove: answers of commands, and the audit chains."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.columns import Base, FactsJson


class CommandLogRow(Base):
    """The first answer of a command; without one while the command that took the id still runs."""

    __tablename__ = "command_log"

    command_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    answer: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(answer IS NULL) = (at IS NULL)", name="answered_at_a_moment"),
    )


class AuditRecordRow(Base):
    """Append-only: triggers of the migration refuse UPDATE and DELETE."""

    __tablename__ = "audit_row"

    chain: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    facts: Mapped[Mapping[str, str]] = mapped_column(FactsJson)
    before: Mapped[str]
    hash: Mapped[str]

    __table_args__ = (
        CheckConstraint("number > 0", name="number_is_positive"),
        CheckConstraint("length(before) = 64 AND length(hash) = 64", name="hashes_are_whole"),
    )


class AuditChainRow(Base):
    """Head of a chain that is not a case's; a case keeps its own on the instance row."""

    __tablename__ = "audit_chain"

    chain: Mapped[str] = mapped_column(primary_key=True)
    head: Mapped[str]
    length: Mapped[int]

    __table_args__ = (CheckConstraint("length >= 0", name="length_is_not_negative"),)
