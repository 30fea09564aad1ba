"""What a scenario acts upon: the whole product in memory, as the runner needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from app.domain.calendar import WorkingCalendar
from app.domain.identity import (
    CaseNumber,
    ElementId,
    IncidentId,
    OfficeId,
    PersonId,
    ProcessKey,
    TermId,
    Topic,
    UserTaskId,
)
from app.domain.models import ModelFile, ProcessModel
from app.domain.task import UserTask
from app.domain.terms import TermChangeKind
from app.ports.views import CaseView
from app.simulation.systems import Fault, RecordChange, Seen, Sending

Answers = Mapping[str, object]
"""Raw answers: text, bool, Decimal, None, or lists and mappings of them; dates are ISO texts."""


@dataclass(frozen=True, slots=True)
class Start:
    """How a case begins."""

    process: ProcessKey
    """Empty where a message begins it."""
    line: int
    channel: str = ""
    """Id of a channel of the service standard; empty: its first one."""
    office: OfficeId | None = None
    """None: an office of the demo."""
    actor: PersonId | None = None
    """None: a demo person who may register applications in the office."""
    message: str = ""
    """Name of the message that begins it; the answers are its payload then."""
    timer: ElementId | None = None
    """The element of the timer that begins it."""
    state: Sending | None = None
    """What a system tells of an entity, so that a condition begins it."""
    key: str | None = None
    at: ElementId | None = None
    """The start event, where the process has several; None: the usual one."""
    about: int = 0
    """Number of the instance that it is a complaint about; 0: it is no complaint."""
    iin: str = ""
    """Of the applicant of that instance, told by somebody who may not see the case."""
    answers: Answers = field(default_factory=dict)
    """Of the start form; where a process has none, its first variables."""


class TermDecision(Protocol):
    """What is decided on a term, as `TermChange` keeps it."""

    @property
    def kind(self) -> TermChangeKind: ...
    @property
    def term(self) -> TermId | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def norm(self) -> str: ...
    @property
    def first(self) -> date | None: ...
    @property
    def last(self) -> date | None: ...
    @property
    def amount(self) -> int: ...
    @property
    def actor(self) -> PersonId | None: ...


class World(Protocol):
    """One scenario's product: its own database, stand and clock. Refusals are DomainErrors."""

    def deploy(self, files: Sequence[ModelFile]) -> None:
        """Deploy one folder; raises DeploymentRefused with its findings."""
        ...

    def models(self) -> Sequence[ProcessModel]:
        """The newest version of every deployed process, and the stages deployed with it."""
        ...

    def start(self, start: Start) -> CaseNumber:
        """Register a case. A process without a service standard or start form starts, too."""
        ...

    def start_due(self, start: Start) -> datetime:
        """When the timer begins its case next; a refusal where it does not."""
        ...

    def file_complaint(self, start: Start, about: CaseNumber) -> CaseNumber:
        """File a complaint about a case at a chancellery."""
        ...

    def start_by_message(self, name: str, payload: Answers, key: str | None = None) -> CaseNumber:
        """Begin a case at the message start event of a process; a refusal where none has it."""
        ...

    def message(self, name: str, key: str | None, payload: Answers) -> None:
        """A message from outside; a key of None is the number of the case begun last."""
        ...

    def signal(self, name: str, payload: Answers) -> None:
        """A signal to every case that waits for it."""
        ...

    def trigger(self, number: CaseNumber, element: ElementId, variables: Answers = ...) -> None:
        """Let a receive task or a job go on, as a supervisor may."""
        ...

    def set_variables(self, number: CaseNumber, element: ElementId | None, values: Answers) -> None:
        """Change variables of the instance, as a supervisor may; `element`: of its scope."""
        ...

    def cancel(self, number: CaseNumber, reason: str) -> None:
        """End the case, as a supervisor may."""
        ...

    def suspend(self, number: CaseNumber, reason: str) -> None:
        """Put the case on hold: its jobs and timers stand still."""
        ...

    def resume(self, number: CaseNumber, reason: str) -> None: ...

    def case(self, number: CaseNumber) -> CaseView: ...

    def open_tasks(self, number: CaseNumber) -> Sequence[UserTask]:
        """In no order; far less is read for them than for the case."""
        ...

    def candidates(self, task: UserTask) -> Sequence[PersonId]:
        """Demo people who may work the task."""
        ...

    def complete(self, task: UserTaskId, actor: PersonId | None, answers: Answers) -> None:
        """Complete it; answers of a task without a form become variables.

        An `actor` of None is somebody whom the task admits, whoever that may be.
        """
        ...

    def claim(self, task: UserTaskId, actor: PersonId | None) -> None: ...

    def unclaim(self, task: UserTaskId, actor: PersonId | None) -> None: ...

    def save_draft(self, task: UserTaskId, actor: PersonId | None, answers: Answers) -> None: ...

    def sign(self, task: UserTaskId, actor: PersonId | None) -> None:
        """Sign what the task's form asks to be signed, with the person's demo key."""
        ...

    def registers(self, number: CaseNumber) -> Mapping[str, int]:
        """How many lines the case has in each register."""
        ...

    def retry_incident(self, incident: IncidentId, actor: PersonId | None) -> None:
        """An `actor` of None is a demo person who may mend instances of the case's office."""
        ...

    def change_term(self, number: CaseNumber, change: TermDecision) -> None:
        """Suspend, resume or extend a term of the case.

        An `actor` of None is a demo person who may change terms in the case's office.
        """
        ...

    def run_due_job(self) -> bool:
        """Run the earliest due job; False if none is due."""
        ...

    def fire_due_timers(self) -> int:
        """Fire the timers that are due; returns how many fired."""
        ...

    def fire_next_timer(self) -> bool:
        """Fire the timer that the alarm clock would fire first; False if none is due."""
        ...

    def next_due(self) -> datetime | None:
        """The moment of the earliest armed timer or waiting job."""
        ...

    def fail_next_job(self, topic: Topic, reason: str, retries: int | None) -> None:
        """Let the next attempt of such a job fail, with `retries` attempts left (None: its own)."""
        ...

    def now(self) -> datetime: ...

    def set_clock(self, at: datetime) -> None: ...

    def calendar(self) -> WorkingCalendar:
        """Of the office that cases start in."""
        ...

    def put_record(self, change: RecordChange) -> None:
        """Change a registry of a simulated system; raises ValueError if it cannot be."""
        ...

    def set_fault(self, fault: Fault) -> None:
        """Raises ValueError for a call or kind that the stand does not know."""
        ...

    def lift_faults(self, system: str) -> None: ...

    def send(self, sending: Sending, number: CaseNumber | None) -> CaseNumber | None:
        """Let a simulated system send to Qadam; gives the case that the answer names.

        Args:
            sending: what is sent.
            number: the case it is about, where it is about one.

        Raises:
            NotTaken: Qadam refused it, or the stand cannot send such a thing.
        """
        ...

    def received(self, number: CaseNumber) -> Mapping[str, Sequence[Seen]]:
        """What the systems have received of a case, oldest first: the keys of `RECEIVED`."""
        ...

    def restart(self) -> None:
        """Drop every object in memory and continue from what was stored."""
        ...

    def close(self) -> None: ...
