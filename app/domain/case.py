"""A case: one person's application for one service, with its number, office and statutory term."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from app.domain.identity import (
    CaseNumber,
    ElementId,
    InstanceId,
    OfficeId,
    PersonId,
    ProcessKey,
    TermId,
)
from app.domain.refusals import Conflict, NotFound
from app.domain.term_changes import TermChange
from app.domain.texts import Language, Text


class CaseNotFound(NotFound):
    code = "CaseNotFound"
    title = Text("Мұндай іс жоқ", "Такого дела нет", "There is no such case")


class CaseEnded(Conflict):
    code = "CaseEnded"
    title = Text("Бұл іс аяқталған", "Это дело завершено", "This case is over")


class CaseOnHold(Conflict):
    """A supervisor has put the case on hold: nothing moves in it until it is resumed."""

    code = "CaseOnHold"
    title = Text(
        "Іс кідіртілген: бақылаушы оны жалғастырғанша ештеңе орындалмайды",
        "Дело приостановлено: до возобновления контролёром в нём ничего не происходит",
        "The case is on hold: nothing moves in it until a supervisor resumes it",
    )


class InstanceStatus(StrEnum):
    ACTIVE = "active"
    INCIDENT = "incident"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


NO_IIN = "0" * 12
"""In place of an IIN: nobody has applied."""


@dataclass(frozen=True, slots=True)
class Applicant:
    iin: str
    full_name: str
    phone: str
    """+7XXXXXXXXXX, or empty where the person has none."""
    language: Language

    @property
    def is_somebody(self) -> bool:
        """Whether there is an applicant: a timer or signal begins a case without any."""
        return self.iin != NO_IIN


@dataclass(frozen=True, slots=True)
class Representative:
    """Who acts for the applicant. Norm: 458/R1 p.5."""

    kind: Literal["legal", "attorney"]
    """Legal representative, or holder of a power of attorney."""
    iin: str
    full_name: str
    authority: str
    """Number and date of the paper that it rests on; may be empty for a legal representative."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a case besides its process."""

    instance_id: InstanceId
    number: CaseNumber
    process_key: ProcessKey
    edition: str
    """Id of the edition of the service standard the case was taken in under."""
    channel: str
    office_id: OfficeId
    registered_at: datetime
    registered_by: PersonId
    applicant: Applicant
    term: TermId
    """The term that the case as a whole must keep."""
    term_due_on: date
    term_closes_at: datetime
    """When the office closes on the last day."""
    term_changes: tuple[TermChange, ...] = ()
    """What was decided on its terms, in order; `term_due_on` follows from them, too."""
    taken_in_at: OfficeId | None = None
    """The State Corporation unit where the papers were handed in; None in every other channel."""
    representative: Representative | None = None
    term_met_at: datetime | None = None
    """When the process met the term, at the latest by its end (aware); None: not yet."""
    taken_up_at: datetime | None = None
    """When it was taken up again after a complaint (aware): its terms count anew from then."""
    passed_on_to: OfficeId | None = None
    """The body that reviews it, of a complaint that was passed on; None in every other case."""

    @property
    def offices(self) -> tuple[OfficeId, ...]:
        """Where people may have to do with the case."""
        others = (self.taken_in_at, self.passed_on_to)
        return (self.office_id, *(office for office in others if office is not None))

    @property
    def terms_from(self) -> datetime:
        """The moment from which the terms count that count from the registration."""
        return self.taken_up_at or self.registered_at


@dataclass(frozen=True, slots=True)
class ProcessInstance:
    """One running case of a process definition: the row that every command locks."""

    id: InstanceId
    process_key: ProcessKey
    version: int
    status: InstanceStatus
    snapshot: bytes
    started_at: datetime
    changed_at: datetime
    row_version: int
    audit_head: str
    """Hash of the last audit row of this case's chain, hex; the chain's start is 64 zeros."""
    audit_length: int
    ended_at: datetime | None = None
    ended_element: ElementId | None = None
    held_at: datetime | None = None
    """Since when it is on hold; None where it is not."""

    def demand_moving(self) -> None:
        """Raises CaseOnHold."""
        if self.held_at is not None:
            raise CaseOnHold(f"Expected instance {self.id} not on hold")
