"""What the page of a register reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.identity import CaseNumber, DocumentId, OfficeId, ProcessKey
from app.domain.registers import Register


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    register: Register
    office: OfficeId
    year: int
    before: int | None = None
    """Lines with lower numbers alone."""
    limit: int | None = 50
    """None: all of them."""


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


class RegisterQueries(Protocol):
    def register(self, query: RegisterQuery) -> RegisterPage: ...
