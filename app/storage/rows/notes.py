"""Internal notes on cases."""

from datetime import datetime
from uuid import UUID

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
