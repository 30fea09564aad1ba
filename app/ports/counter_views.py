"""What a counter page reads: today's applications, and results that went back to departments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.identity import CaseNumber, DocumentId, OfficeId


@dataclass(frozen=True, slots=True)
class CounterQuery:
    places: frozenset[OfficeId]
    """Units and departments at whose counters the person stands."""
    departments: frozenset[OfficeId]
    """Those that applications taken in there may belong to."""
    since: datetime
    """The beginning of the day, aware."""
    receipt: str
    """The template of the paper that the applicant is given."""
    awaited: str
    """The message by which a stored result is asked for again."""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class TakenRow:
    """An application that somebody took in."""

    number: CaseNumber
    applicant_name: str
    registered_at: datetime
    receipt: DocumentId | None
    """None: not drawn up yet."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A result that its department keeps, and that the counter may ask for again."""

    number: CaseNumber
    applicant_name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class CounterPage:
    taken: Sequence[TakenRow]
    """The newest first."""
    returned: Sequence[ReturnedRow]
    """The oldest first."""
