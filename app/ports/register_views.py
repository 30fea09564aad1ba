"""What the page of a register reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from app.domain.identity import CaseNumber, DocumentId, OfficeId, ProcessKey
from app.domain.message_state import MessageState
from app.domain.registers import Register


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a register is narrowed by; empty fields narrow nothing."""

    text: str = ""
    """Number of the case, IIN, or beginnings of the applicant's names, as typed."""
    process: ProcessKey | None = None
    since: date | None = None
    until: date | None = None
    """Days of the entry in the offices' zone, both included."""

    @property
    def facts(self) -> Mapping[str, str]:
        """For the audit: of what was typed only that something was, for it names applicants."""
        told = {
            "text": "given" if self.text.strip() else "",
            "process": self.process or "",
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
        }
        return {key: value for key, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    register: Register
    office: OfficeId
    year: int
    before: int | None = None
    """Lines with lower numbers alone."""
    limit: int | None = 50
    """None: all of them."""
    after: int | None = None
    """Lines with higher numbers alone, the oldest first."""
    narrowed: "Narrowed | None" = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of a register with what its case knows."""

    label: str
    number: int
    entered_at: datetime
    case_number: CaseNumber
    process_key: ProcessKey
    edition: str
    channel: str
    applicant_name: str
    applicant_iin: str
    due_on: date
    facts: Mapping[str, str]
    document_id: DocumentId | None
    """Of a paper, once it is drawn up."""
    is_signed: bool


@dataclass(frozen=True, slots=True)
class RegisterPage:
    rows: Sequence[RegisterRow]
    """The newest first."""
    next: int | None
    """`before` of the page after."""
    total: int
    """Of the register, office and year, exact."""


@dataclass(frozen=True, slots=True)
class MessageQuery:
    """Messages that left in a year to applicants of an office's cases."""

    office: OfficeId
    year: int
    narrowed: Narrowed = Narrowed()
    channel: str = ""
    state: MessageState | None = None
    before: tuple[datetime, UUID] | None = None
    """Moment and job of the last row of the page before; rows are the newest first."""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class MessageLine:
    job_id: UUID
    sent_at: datetime
    case_number: CaseNumber
    process_key: ProcessKey
    applicant_name: str
    applicant_iin: str
    channel: str
    to: str
    text: str
    state: MessageState
    state_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessagePage:
    rows: Sequence[MessageLine]
    next: tuple[datetime, UUID] | None
    total: int
    """Exact, of the query without `before`."""


class RegisterQueries(Protocol):
    def register(self, query: RegisterQuery) -> RegisterPage: ...

    def sent_messages(self, query: MessageQuery) -> MessagePage:
        """Two statements, however many there are."""
        ...
