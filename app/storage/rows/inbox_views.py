"""What people keep of the list of tasks."""

from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.columns import Base


class InboxViewRow(Base):
    """A filter under a name; the one without a name is how the list stands for its owner."""

    __tablename__ = "inbox_view"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    owner: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]
    columns: Mapped[tuple[str, ...]]
    shared_group: Mapped[str | None]
    shared_office: Mapped[str | None]

    __table_args__ = (
        ForeignKeyConstraint(["owner"], ["person.id"], ondelete="CASCADE"),
        Index("ix_inbox_view_owner", "owner", "name", unique=True),
        Index("ix_inbox_view_shared_office", "shared_office"),
    )
