"""Values of time limits: a term as the standard declares it, and the deadline it becomes."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from app.domain.identity import ElementId, TermId
from app.domain.refusals import Conflict, Invalid
from app.domain.texts import NO_TEXT, Text


class TermUnit(StrEnum):
    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Term:
    """A term as a service standard declares it."""

    id: TermId
    unit: TermUnit
    amount: int
    """From 1."""
    counts_from: str
    """Id of the event, such as `application_registered`."""
    counts_start_day: bool
    cut_off: time | None
    """From this hour on an event counts as of the next working day; so does one on a day off."""
    norm: str
    gap: str
    """Ids of the gaps whose decisions the term follows, `; ` between them, or empty."""
    name: Text
    event: Text = NO_TEXT
    """The day it counts from, as it stands in a sentence: `өтініш тіркелген күн`."""
    cuts_at_closing: bool = False
    """As `cut_off`, with the hour at which the office closes, whichever office it is."""
    schedule: str = ""
    """Id of the work schedule it is counted by; empty: that of the case's office."""
    before: TermId | None = None
    """The term from whose last day it is counted back; `counts_from` is empty then."""
    met_by: tuple[ElementId, ...] = ()
    """Addresses of the elements, such as `result/sign_result`, the first of which meets the case's
    term as it is passed; none: the end of the case does."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days that do not count, both included, because someone decided so."""

    first: date
    last: date
    reason: str
    norm: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class Extension:
    """More of the term's own unit, because someone decided so."""

    amount: int
    reason: str
    norm: str
    decided_by: str


class TermChangeNeedsGrounds(Invalid):
    """A suspension or extension without a reason, or without a norm."""

    code = "TermChangeNeedsGrounds"
    title = Text(
        "Мерзімді өзгертудің себебі мен нормасын жазыңыз",
        "Укажите причину и норму изменения срока",
        "Give the reason and the norm for changing the term",
    )


class TermChangeWrong(Invalid):
    """A suspension that ends before it begins or lies after the term, or no positive amount."""

    code = "TermChangeWrong"
    title = Text(
        "Мерзімді бұлай өзгертуге болмайды",
        "Так изменить срок нельзя",
        "The term cannot be changed this way",
    )


class NotSuspended(Conflict):
    """A term that is to run on, but runs already."""

    code = "NotSuspended"
    title = Text(
        "Бұл мерзім тоқтатыла тұрмаған",
        "Этот срок не приостановлен",
        "This term is not suspended",
    )


@dataclass(frozen=True, slots=True)
class DaysNotCounted:
    """A day or a run of days that the count passes over, for one reason."""

    first: date
    last: date
    reason: Text
    kind: str
    """`weekend`, `holiday` (and other days of the calendar) or `suspended`."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the deadline is that day, as the page shows it."""

    received: date
    """The day of the event; `started` is later if it came after the cut-off or on a day off."""
    started: date
    start_reason: Text
    counts_start_day: bool
    first_counted: date
    not_counted: tuple[DaysNotCounted, ...]
    due: date
    moved_off_day: date | None
    """Where a term in calendar days or months would end, if that is a day off."""
    norm: str
    gap: str
    original_due: date | None
    """The due date before any suspension or extension, if there is one."""
    suspensions: tuple[Suspension, ...]
    extensions: tuple[Extension, ...]
    also_counted: tuple[DaysNotCounted, ...] = ()
    """Days off that an act has made working days, so that they count."""
    counted_back_from: date | None = None
    """The last day of the other term that it lies before."""

    @property
    def was_deferred(self) -> bool:
        return self.started != self.received


@dataclass(frozen=True, slots=True)
class Deadline:
    """An armed term."""

    term: Term
    started: date
    first_counted: date
    due: date
    """The last day, in the office's zone."""
    closes_at: datetime
    """Aware UTC: the end of office hours on the last day, or the moment a term in hours ends."""
    explanation: Explanation
    started_at: datetime
    """The moment it was armed from; a suspended deadline is reckoned from it anew."""
    suspensions: tuple[Suspension, ...] = field(default=())
    extensions: tuple[Extension, ...] = field(default=())
