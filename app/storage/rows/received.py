"""Rows of what people sent us about their cases."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from app.storage.columns import Base
from app.storage.rows.parts import of_instance


class ReceivedMessageRow(Base):
    __tablename__ = "received_message"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str]
    sender: Mapped[str]
    text: Mapped[str]
    received_at: Mapped[datetime]

    __table_args__ = (of_instance(),)
