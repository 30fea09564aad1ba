"""Rows of the cabinet: one-time passwords and sessions of citizens."""

from datetime import datetime
from typing import get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.citizens import Purpose
from app.domain.texts import LANGUAGES
from app.storage.columns import Base
from app.storage.rows.parts import of_instance, one_of


class OneTimePasswordRow(Base):
    """The password itself is not here: it follows from the id and the installation's secret."""

    __tablename__ = "one_time_password"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    iin: Mapped[str]
    purpose: Mapped[str]
    language: Mapped[str]
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    tries_left: Mapped[int]
    sent_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("purpose", get_args(Purpose)),
        one_of("language", LANGUAGES),
        CheckConstraint("tries_left >= 0", name="tries_left_is_not_negative"),
        # How often one was asked for a person.
        Index("ix_one_time_password_iin", "iin", "asked_at"),
        # Those that a worker is to send: a handful at most.
        Index(
            "ix_one_time_password_due_at",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )


class CitizenSessionRow(Base):
    __tablename__ = "citizen_session"

    id: Mapped[str] = mapped_column(primary_key=True)
    iin: Mapped[str]
    full_name: Mapped[str]
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_citizen_session_since", "since"),)


class RatingRow(Base):
    """What an applicant thinks of the service; one for each case."""

    __tablename__ = "rating"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    stars: Mapped[int]
    words: Mapped[str]
    rated_at: Mapped[datetime]

    __table_args__ = (
        of_instance(),
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars_known"),
    )


class PendingApplicationRow(Base):
    """Filled in and not yet signed; its id becomes that of the signed request."""

    __tablename__ = "pending_application"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    iin: Mapped[str]
    process_key: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    filled_at: Mapped[datetime]

    __table_args__ = (Index("ix_pending_application_filled_at", "filled_at"),)
