"""A scenario as values: how a case starts, what happens to it, what is expected of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from app.domain.identity import ElementId, PersonId, ProcessKey, TermId, Topic
from app.domain.terms import TermChangeKind
from app.simulation.systems import Seen, Sending, SystemChanges
from app.simulation.world import Answers, Start


@dataclass(frozen=True, slots=True)
class MessageWanted:
    template: str | None
    to: str | None
    at: date | datetime | None


@dataclass(frozen=True, slots=True)
class DocumentWanted:
    template: str
    signed: bool | None


@dataclass(frozen=True, slots=True)
class IncidentWanted:
    element: ElementId | None
    matches: str | None
    """A regular expression, searched in the reason (any language) and the detail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What is asked of an instance; None: not asked."""

    waits_at: tuple[str, ...] | None = None
    """Exactly these elements hold a token; a boundary event holds none."""
    waits_at_any: tuple[str, ...] | None = None
    not_waiting_at: tuple[str, ...] | None = None
    passed: tuple[str, ...] | None = None
    """At least these, in this order."""
    not_passed: tuple[str, ...] | None = None
    open_tasks: Mapping[str, int] | None = None
    """By element id or name; exact for those named."""
    open_task_count: int | None = None
    status: str | None = None
    ended_at: str | None = None
    term_met_on: date | None = None
    """The day, in the office's zone, on which the case met its term."""
    due: Mapping[str, date] | None = None
    timers: Mapping[str, datetime] | None = None
    variables: Mapping[str, object] | None = None
    """Dotted paths; contexts match as subsets."""
    jobs: tuple[str, ...] | None = None
    """Topics of all open jobs."""
    incidents: tuple[IncidentWanted, ...] | None = None
    """All open ones."""
    messages: tuple[MessageWanted, ...] | None = None
    """All since the last step that expected messages, in any order."""
    documents: tuple[DocumentWanted, ...] | None = None
    """At least these."""
    cabinet: tuple[Seen, ...] | None = None
    """All statuses in the cabinet since the last step that expected them, in order."""
    stages: tuple[Seen, ...] | None = None
    """The same of the stages that monitoring was told."""
    measures: tuple[Seen, ...] | None = None
    """All measures on the social services portal, as they stand."""
    registers: Mapping[str, int] | None = None
    """How many lines the case has in each of these registers."""
    refused: str | None = None
    """Code of the refusal of the step before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    line: int
    instance: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTask(Step):
    """Something a person does to one user task."""

    deed: Literal["complete", "claim", "unclaim", "save_draft", "sign"]
    element: str
    """Element id, or `*`: the oldest open task."""
    actor: PersonId | None = None
    answers: Answers
    index: int = 0
    every: bool = False
    """Every open task that `element` means."""


Unit = Literal["working day", "working hour", "day", "hour", "minute", "week"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance(Step):
    """Time passes; what comes due on the way happens at its moment."""

    amount: int = 0
    unit: Unit = "minute"
    to: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FireTimers(Step):
    """Move the clock to the next due timer or waiting job and let it happen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailJob(Step):
    """Make the next job of the topic fail."""

    topic: Topic
    reason: str
    retries: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart(Step):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryIncident(Step):
    """A person lets an instance go on."""

    element: ElementId | None
    """Where the incident stands; None: the oldest one."""
    actor: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTerm(Step):
    """A person suspends, resumes or extends a term."""

    kind: TermChangeKind
    term: TermId | None
    """None: the term of the whole case."""
    reason: str
    norm: str
    first: date | None = None
    """First suspended day, or the day from which the term runs again."""
    last: date | None = None
    amount: int = 0
    actor: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartAnother(Step):
    start: Start


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSystems(Step):
    """Simulated systems hold something else, or misbehave otherwise, from now on."""

    changes: SystemChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage(Step):
    """A message comes from outside."""

    name: str
    key: str | None
    """None: the number of the case that `instance` names."""
    payload: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class SendSignal(Step):
    """A signal reaches every case that waits for it."""

    name: str
    payload: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger(Step):
    """A supervisor lets a receive task or a job go on."""

    element: ElementId
    variables: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Steer(Step):
    """A supervisor puts the case on hold, or lets it go on."""

    deed: Literal["suspend", "resume"]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVariables(Step):
    values: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemSends(Step):
    """A simulated system, or a person through it, sends to Qadam."""

    sending: Sending


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(Step):
    """A supervisor ends the case."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect(Step):
    wants: Expectation


AnyStep = (
    OnTask
    | Advance
    | FireTimers
    | FailJob
    | Restart
    | RetryIncident
    | ChangeTerm
    | StartAnother
    | ChangeSystems
    | SystemSends
    | SendMessage
    | SendSignal
    | Trigger
    | SetVariables
    | Cancel
    | Steer
    | Expect
)


@dataclass(frozen=True, slots=True)
class Scenario:
    file: Path
    title: str
    process: ProcessKey | None
    """None only where the deployment is to be refused."""
    clock: datetime
    start: Start | None
    """None where the deployment is to be refused: nothing starts then."""
    systems: SystemChanges
    """What the simulated systems hold from the start, and how they misbehave."""
    steps: tuple[AnyStep, ...]
    refused_at_deployment: bool | ElementId = False
    """True, or the element that a finding has to name."""
    walks_as_people: bool = False
    """The file stands under `processes/`: every task is done by a person it admits."""
