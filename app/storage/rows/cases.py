"""Rows of a case: its facts and number, what it is found by, and the papers in it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.message_state import MessageState
from app.domain.texts import LANGUAGES, Text
from app.storage.columns import Base
from app.storage.rows.parts import BY_CODE_POINT, of_instance, one_of


class ServiceCaseRow(Base):
    """What is known of a case besides its process."""

    __tablename__ = "service_case"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    process_key: Mapped[str]
    edition: Mapped[str]
    channel: Mapped[str]
    office_id: Mapped[str]
    registered_at: Mapped[datetime]
    registered_by: Mapped[str]
    applicant_iin: Mapped[str]
    applicant_name: Mapped[str]
    applicant_sort_key: Mapped[str]
    applicant_phone: Mapped[str]
    applicant_language: Mapped[str]
    term: Mapped[str]
    term_due_on: Mapped[date]
    term_closes_at: Mapped[datetime]
    term_changes: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    """A few decisions at most, read with the case by every command."""
    taken_in_at: Mapped[str | None]
    representative_kind: Mapped[str | None]
    representative_iin: Mapped[str | None]
    representative_name: Mapped[str | None]
    representative_authority: Mapped[str | None]
    term_met_at: Mapped[datetime | None]
    taken_up_at: Mapped[datetime | None]
    passed_on_to: Mapped[str | None]

    __table_args__ = (
        of_instance(),
        one_of("applicant_language", LANGUAGES),
        CheckConstraint("length(applicant_iin) = 12", name="applicant_iin_has_twelve_digits"),
        CheckConstraint(
            "representative_kind IN ('legal', 'attorney')", name="representative_kind_known"
        ),
        # The list of cases of an office, the newest first, and how many there are.
        Index("ix_service_case_of_office", "office_id", "registered_at", "instance_id"),
        # What runs out soon, the most urgent first; a term that is met runs out no more.
        Index(
            "ix_service_case_by_term",
            *("term_closes_at", "instance_id", "office_id"),
            sqlite_where=text("term_met_at IS NULL"),
            postgresql_where=text("term_met_at IS NULL"),
        ),
        # The cases of a person, for their cabinet.
        Index("ix_service_case_applicant_iin", "applicant_iin"),
        Index(
            "ix_service_case_representative_iin",
            "representative_iin",
            sqlite_where=text("representative_iin IS NOT NULL"),
            postgresql_where=text("representative_iin IS NOT NULL"),
        ),
    )


class RegistrationNumberRow(Base):
    """A number belongs to one case for ever; a table of its own stays unique when cases spread."""

    __tablename__ = "registration_number"

    number: Mapped[str] = mapped_column(primary_key=True)
    instance_id: Mapped[UUID]

    __table_args__ = (of_instance(), UniqueConstraint("instance_id"))


class NumberCounterRow(Base):
    """The last number given out; its row lock makes numbers follow without gaps."""

    __tablename__ = "number_counter"

    prefix: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]

    __table_args__ = (CheckConstraint("last > 0", name="last_is_positive"),)


class SearchTermRow(Base):
    """A word that a case is found by, folded by app.domain.names; of an IIN keyed hashes."""

    __tablename__ = "search_term"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    term: Mapped[str] = mapped_column(BY_CODE_POINT, primary_key=True)

    __table_args__ = (of_instance(), Index("ix_search_term_term", "term", "instance_id"))


class IndexKeyRow(Base):
    """By what the key is known that hashes of an index were made with; never the key itself."""

    __tablename__ = "index_key"

    purpose: Mapped[str] = mapped_column(primary_key=True)
    check_value: Mapped[str]


class UploadRow(Base):
    __tablename__ = "upload"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]
    uploaded_by: Mapped[str]
    uploaded_at: Mapped[datetime]

    __table_args__ = (of_instance(), Index("ix_upload_id", "id", unique=True))


class DocumentRow(Base):
    __tablename__ = "document"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    job_id: Mapped[UUID]
    template: Mapped[str]
    # Empty on papers of a time before registers and codes.
    number: Mapped[str] = mapped_column(server_default="")
    verify_code: Mapped[str] = mapped_column(server_default="")
    title: Mapped[Text]
    words: Mapped[bytes] = mapped_column(LargeBinary)
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]
    made_at: Mapped[datetime]

    __table_args__ = (
        of_instance(),
        Index("ix_document_id", "id", unique=True),
        # A job makes one document, however often its handler runs.
        Index("ix_document_job_id", "job_id", unique=True),
        Index(
            "ix_document_verify_code",
            "verify_code",
            unique=True,
            sqlite_where=text("verify_code <> ''"),
            postgresql_where=text("verify_code <> ''"),
        ),
    )


class SentMessageRow(Base):
    """A message that left; a job sends one, however often its handler runs."""

    __tablename__ = "sent_message"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    job_id: Mapped[UUID] = mapped_column(primary_key=True)
    message: Mapped[str]
    channel: Mapped[str]
    sent_to: Mapped[str]
    text: Mapped[str]
    sent_at: Mapped[datetime]
    receipt: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="sent")
    state_at: Mapped[datetime | None]

    __table_args__ = (
        of_instance(),
        one_of("state", MessageState),
        Index("ix_sent_message_receipt", "channel", "receipt"),
        # Which case somebody answers who writes back from a number.
        Index("ix_sent_message_sent_to", "sent_to", "sent_at"),
        # The register of messages, the newest first.
        Index("ix_sent_message_sent_at", "sent_at", "job_id"),
    )
