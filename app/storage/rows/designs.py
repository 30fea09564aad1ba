"""Rows of services that designers are at work on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.columns import Base


class ServiceDraftRow(Base):
    __tablename__ = "service_draft"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    process_key: Mapped[str]
    title: Mapped[str]
    base_version: Mapped[int]
    """The version it was begun from; 0 where it came from elsewhere."""
    begun_by: Mapped[str]
    begun_at: Mapped[datetime]

    __table_args__ = (Index("ix_service_draft_process_key", "process_key"),)


class ServiceDraftFileRow(Base):
    __tablename__ = "service_draft_file"

    draft_id: Mapped[UUID] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    revision: Mapped[int]
    """Raised by each save; who saves names the one that was read."""
    saved_at: Mapped[datetime]
    saved_by: Mapped[str]

    __table_args__ = (ForeignKeyConstraint(["draft_id"], ["service_draft.id"], ondelete="CASCADE"),)
