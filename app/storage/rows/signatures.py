"""Rows of signatures: the signature as it came, the certificate, and the proof."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.texts import Text
from app.storage.columns import Base, FactsJson
from app.storage.rows.parts import of_instance


class SignatureRow(Base):
    __tablename__ = "signature"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    person: Mapped[str | None]
    position: Mapped[Text]
    signer_iin: Mapped[str]
    signer_name: Mapped[str]
    cms: Mapped[bytes] = mapped_column(LargeBinary)
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    content_sha256: Mapped[str]
    verified_at: Mapped[datetime]
    facts: Mapped[Mapping[str, str]] = mapped_column(FactsJson)

    __table_args__ = (
        of_instance(),
        CheckConstraint("(document_id IS NULL) <> (content IS NULL)", name="of_one_thing"),
        CheckConstraint("length(signer_iin) = 12", name="signer_iin_has_twelve_digits"),
        CheckConstraint("length(content_sha256) = 64", name="content_sha256_is_a_hash"),
        # A person signs a paper once. Where there is no paper, nothing is alike.
        Index("ix_signature_document_id_signer_iin", "document_id", "signer_iin", unique=True),
    )
