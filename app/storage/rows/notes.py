"""Internal notes on cases, and whom they name."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.columns import Base
from app.storage.rows.parts import of_instance


class CaseNoteRow(Base):
    __tablename__ = "case_note"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    author: Mapped[str]
    author_name: Mapped[str]
    written_at: Mapped[datetime]
    text: Mapped[str]
    mentions: Mapped[tuple[str, ...]]
    mention_names: Mapped[tuple[str, ...]]

    __table_args__ = (of_instance(),)


class NoteMentionRow(Base):
    """A person whom a note names; unread until they say that they have seen it."""

    __tablename__ = "note_mention"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    note_id: Mapped[UUID] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]

    __table_args__ = (
        of_instance(),
        Index("ix_note_mention_of_person", "person", "at"),
        Index(
            "ix_note_mention_unseen",
            "person",
            sqlite_where=text("seen_at IS NULL"),
            postgresql_where=text("seen_at IS NULL"),
        ),
    )
