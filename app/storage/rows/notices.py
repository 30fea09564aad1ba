"""Rows of notices to the people of Qadam, of what they have chosen, and of letters on their way."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.letters import LetterKind, LetterState
from app.domain.notices import AWAY, NoticeKind
from app.domain.texts import Text
from app.storage.columns import Base, FactsJson
from app.storage.rows.parts import one_of


class NoticeRow(Base):
    """What a person is told; names a case by its number alone."""

    __tablename__ = "notice"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person: Mapped[str]
    kind: Mapped[str]
    at: Mapped[datetime]
    number: Mapped[str]
    step: Mapped[Text | None]
    due_on: Mapped[date | None]
    task_id: Mapped[UUID | None]
    note_id: Mapped[UUID | None]
    told_by: Mapped[str]
    told_for: Mapped[str]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    tasks: Mapped[int]
    on_page: Mapped[bool]
    seen_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", NoticeKind),
        Index("ix_notice_of_person", "person", "at"),
        Index(
            "ix_notice_unseen",
            "person",
            sqlite_where=text("seen_at IS NULL AND on_page"),
            postgresql_where=text("seen_at IS NULL AND on_page"),
        ),
        Index("ix_notice_at", "at"),
    )


class NoticeSettingsRow(Base):
    """What a person has chosen; who has chosen nothing has no row."""

    __tablename__ = "notice_settings"

    person: Mapped[str] = mapped_column(primary_key=True)
    timings: Mapped[Mapping[str, str]] = mapped_column(FactsJson)
    """`kind/channel` to a timing."""
    quiet_begin: Mapped[str]
    """`20:00`, as all hours here, on the clock of the office."""
    quiet_end: Mapped[str]
    quiet_days_off: Mapped[bool]
    digest_at: Mapped[str]
    digest_due: Mapped[datetime | None]
    new_work_due: Mapped[datetime | None]
    new_work_since: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_notice_settings_digest_due", "digest_due"),
        Index("ix_notice_settings_new_work_due", "new_work_due"),
    )


class NoticeContactRow(Base):
    """Where a channel reaches a person."""

    __tablename__ = "notice_contact"

    person: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    code_id: Mapped[UUID | None]
    code_until: Mapped[datetime | None]
    tries_left: Mapped[int]

    __table_args__ = (one_of("channel", AWAY),)


class NoticeLetterRow(Base):
    """A letter by e-mail or SMS, kept until long after it is sent."""

    __tablename__ = "notice_letter"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person: Mapped[str]
    channel: Mapped[str]
    kind: Mapped[str]
    address: Mapped[str]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    notice_id: Mapped[UUID | None]
    day: Mapped[date | None]
    state: Mapped[str]
    words: Mapped[tuple[str, ...] | None]
    """Subject, link, settings, then the lines."""
    attempts: Mapped[int]
    leased_until: Mapped[datetime | None]
    fencing: Mapped[int]
    sent_at: Mapped[datetime | None]
    failure: Mapped[Text | None]

    __table_args__ = (
        one_of("channel", AWAY),
        one_of("kind", LetterKind),
        one_of("state", LetterState),
        Index(
            "ix_notice_letter_waiting",
            *("due_at", "id"),
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_notice_letter_failed",
            *("made_at", "person"),
            sqlite_where=text("state = 'failed'"),
            postgresql_where=text("state = 'failed'"),
        ),
        Index("ix_notice_letter_of_person", "person", "made_at"),
        Index("ix_notice_letter_made_at", "made_at"),
    )


class TaskWatchRow(Base):
    """Up to which moment it was looked whose task came due or came back; one row."""

    __tablename__ = "task_watch"

    name: Mapped[str] = mapped_column(primary_key=True)
    reached_at: Mapped[datetime]
