"""Rows of a running instance: where it stands, what it carries, what happened."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.case import InstanceStatus
from app.storage.columns import Base, FactsJson, ValueJson
from app.storage.rows.parts import of_instance, one_of

_LIVE_SQL = "status IN ('active', 'incident')"


class ProcessInstanceRow(Base):
    """The row that every command on a case locks."""

    __tablename__ = "process_instance"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    process_key: Mapped[str]
    version: Mapped[int]
    status: Mapped[str]
    snapshot: Mapped[bytes] = mapped_column(LargeBinary)
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    # The row lock taken before any check is the guard; this number lets a test prove that it held.
    row_version: Mapped[int]
    audit_head: Mapped[str]
    audit_length: Mapped[int]
    ended_at: Mapped[datetime | None]
    ended_element: Mapped[str | None]
    held_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("status", InstanceStatus),
        CheckConstraint(f"(ended_at IS NULL) = ({_LIVE_SQL})", name="ended_when_not_live"),
        CheckConstraint("length(audit_head) = 64", name="audit_head_is_a_hash"),
        # Ended cases pile up for years; the supervisor's figures look at the live ones alone.
        Index(
            "ix_process_instance_live",
            *("status", "id"),
            sqlite_where=text(_LIVE_SQL),
            postgresql_where=text(_LIVE_SQL),
        ),
        Index(
            "ix_process_instance_held",
            "id",
            sqlite_where=text("held_at IS NOT NULL"),
            postgresql_where=text("held_at IS NOT NULL"),
        ),
    )


class TokenRow(Base):
    __tablename__ = "token"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    element_id: Mapped[str]
    kind: Mapped[str]

    __table_args__ = (
        of_instance(),
        one_of("kind", ("user_task", "job", "timer", "message", "incident")),
    )


class VariableRow(Base):
    """A process variable: the value itself as JSON, and one typed column to search it by."""

    __tablename__ = "variable"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """As FEEL names it: `string`, `number`, `date and time` …"""
    text_value: Mapped[str | None]
    """The start of a string, or a date as YYYY-MM-DD."""
    number_value: Mapped[float | None]
    """The nearest double: for ranges, not for sums."""
    moment_value: Mapped[datetime | None]
    value: Mapped[object] = mapped_column(ValueJson)
    """A FEEL value."""

    __table_args__ = (of_instance(),)


class IndexedValueRow(Base):
    """A variable by which the tasks of a case are found; `name` is the id it is declared under."""

    __tablename__ = "indexed_value"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    text_value: Mapped[str | None]
    number_value: Mapped[float | None]
    day_value: Mapped[date | None]

    __table_args__ = (
        of_instance(),
        *(
            Index(
                f"ix_indexed_value_{kind}",
                *("name", f"{kind}_value", "instance_id"),
                sqlite_where=text(f"{kind}_value IS NOT NULL"),
                postgresql_where=text(f"{kind}_value IS NOT NULL"),
            )
            for kind in ("text", "number", "day")
        ),
    )


class HistoryEventRow(Base):
    """One event; `id` numbers the events of one moment of one instance."""

    __tablename__ = "history_event"

    at: Mapped[datetime] = mapped_column(primary_key=True)
    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    element_id: Mapped[str | None]
    actor: Mapped[str]
    flows: Mapped[tuple[str, ...]]
    facts: Mapped[Mapping[str, str] | None] = mapped_column(FactsJson)

    __table_args__ = (
        of_instance(),
        Index("ix_history_event_of_instance", "instance_id", "at", "id"),
    )
