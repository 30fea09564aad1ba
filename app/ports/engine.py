"""The process engine, as the use cases see it: a snapshot and an event in, an advance out.

Pure: no clock, no storage, no network. Every call runs to the next wait states.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from app.domain.identity import ElementId, FlowId, ProcessKey, TokenId, Topic
from app.domain.models import Beginning, Deployment, ModelFile, ModelSource, ProcessModel
from app.domain.texts import Text
from app.feel import Builtin, Value

Variables = Mapping[str, Value]
FindModel = Callable[[ProcessKey, int | None], ModelSource | None]
"""A deployed process by its key and version, None for the newest; None if there is no such."""


FindDecision = Callable[[str, int | None], bytes | None]
"""The file that holds the decision with this id: of that version, or of the newest (None)."""


def no_decision(_decision: str, _version: int | None) -> bytes | None:
    """There are no decisions beside those of the own deployment."""
    return None


def no_model(_key: ProcessKey, _version: int | None) -> None:
    """No process is deployed beside the own deployment."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an expression may know besides the instance's variables."""

    now: datetime
    """Aware; the moment of the command."""
    functions: Mapping[str, Builtin]
    """Domain functions bound to this case: `deadline`, `working_days_after`, `age_at` …"""
    variables: Variables
    """Read-only variables given by the platform: `case`, `applicant`. They win over the model's."""
    decisions: FindDecision = no_decision
    """Decision models outside the case's own deployment: bindings `latest` and `version`."""
    find_model: FindModel = no_model
    """Finds what call activities bind to `latest` or to a version."""


@dataclass(frozen=True, slots=True)
class UserTaskWait:
    token_id: TokenId
    element_id: ElementId
    name: Text
    form: str
    assignee: str | None
    candidate_groups: tuple[str, ...]
    candidate_users: tuple[str, ...]
    due: date | datetime | None
    follow_up: date | datetime | None
    priority: int
    office: str = ""
    """Id of the office whose people may do it (property `office`); empty: that of the case."""
    four_eyes: tuple[ElementId, ...] = ()
    """Addresses of the tasks whose people may not do it (property `fourEyes`)."""


@dataclass(frozen=True, slots=True)
class JobWait:
    token_id: TokenId
    element_id: ElementId
    topic: Topic
    inputs: Variables
    retry_cycle: str
    """ISO 8601 from `camunda:failedJobRetryTimeCycle` (`R5/PT10M`), or empty for the default."""


@dataclass(frozen=True, slots=True)
class TimerWait:
    token_id: TokenId
    element_id: ElementId
    due_at: datetime
    depth: int = 0
    """How many scopes lie around it: of several that are due at once the innermost is first."""


@dataclass(frozen=True, slots=True)
class MessageWait:
    token_id: TokenId
    element_id: ElementId
    message: str
    """Its name; empty for a receive task that only a person lets go on."""
    correlation_key: str


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that a business rule task has asked, and which rules of its table spoke."""

    element_id: ElementId
    decision: str
    """Id of the decision in its model."""
    title: Text
    rules: tuple[int, ...] | None
    """Numbers of the rules that were heard, from 1; None where no table was asked."""
    rule_ids: tuple[str, ...]
    why: Text
    """What the annotations of these rules tell people; no values of the case."""


@dataclass(frozen=True, slots=True)
class Warned:
    """A part of an expression gave null, though the whole has a value: perhaps a wrong one."""

    element_id: ElementId
    what: str
    """What the expression is for: `condition`, the name of a mapping, the place in a decision."""
    message: Text
    """Why, without values of the case."""


@dataclass(frozen=True, slots=True)
class StartDue:
    """When a timer begins an instance, and for the how many-th time."""

    round: int
    due_at: datetime


Wait = UserTaskWait | JobWait | TimerWait | MessageWait


@dataclass(frozen=True, slots=True)
class Passed:
    """An element that was completed, or a wait that was cancelled, in order of happening."""

    element_id: ElementId
    token_id: TokenId
    outcome: str = "completed"
    """`completed`, `cancelled` (by a boundary event), `fired` (timer, message, error), `called` or
    `compensated`: what the activity had done is undone.

    A call activity is `called` when its process begins, and `completed` when that has ended.
    """
    by_flow: tuple[FlowId, ...] = ()
    """Sequence flows taken out of the element."""
    called: tuple[ProcessKey, int | None] | None = None
    """What a call activity has called; no version for a process deployed with its caller."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The instance cannot go on without a person: an incident at this element."""

    element_id: ElementId
    token_id: TokenId | None
    code: str
    """`no-matching-flow`, `expression-failed`, `uncaught-error`, `budget-exceeded` …"""
    detail: str
    """English, for the supervisor; no variable values."""


@dataclass(frozen=True, slots=True)
class ThrownOutside:
    """A message or signal that this instance has thrown for others."""

    name: str
    key: str
    """Correlation key of the message; empty: a signal, which reaches everyone."""
    payload: Variables


@dataclass(frozen=True, slots=True)
class Advance:
    """Where the instance stands after a step."""

    snapshot: bytes
    waits: tuple[Wait, ...]
    """Every present wait state, old and new; a wait keeps its token id while it lasts."""
    passed: tuple[Passed, ...]
    variables: Variables
    """The instance's variables at the process scope."""
    changed: Variables
    """Those of them that this step has set, and of called processes, as `call/name`."""
    ended_at: ElementId | None
    """The end event that was reached, once no token is left."""
    thrown: tuple[ThrownOutside, ...] = ()
    """For other instances; tokens of this one have heard a signal already."""
    failure: Failure | None = None
    """With a failure the snapshot stands before the failing element; `retry` tries again."""
    decided: tuple[Decided, ...] = ()
    """Decisions that this step has asked, in order."""
    warnings: tuple[Warned, ...] = ()
    """Each told once."""
    sent_off: tuple[JobWait, ...] = ()
    """Jobs that this step has handed over, and whose answer nothing in the instance awaits."""


class ProcessEngine(Protocol):
    def check(
        self, files: Sequence[ModelFile], *, topics: Mapping[str, "TopicContract"]
    ) -> Deployment:
        """Lint every `.bpmn` and `.form` among `files`; all findings at once, never a traceback."""
        ...

    def model(self, source: ModelSource) -> ProcessModel:
        """The facts of a deployed process; cached by content hash."""
        ...

    def models(self, source: ModelSource) -> Mapping[ProcessKey, ProcessModel]:
        """The facts of every process deployed together with this one, itself among them."""
        ...

    def start(
        self,
        source: ModelSource,
        variables: Variables,
        around: Surroundings,
        at: Beginning | None = None,
    ) -> Advance:
        """A new instance, moved to its first wait states.

        `at` is where it begins, and with what; None: at the none start event, or else the first.
        """
        ...

    def start_due(
        self, source: ModelSource, at: Beginning, since: datetime, first: int, around: Surroundings
    ) -> StartDue | None:
        """When the timer begins an instance next, from round `first` on; None if it does no more.

        Counted as at the moment `since`, when the version was deployed; what would be due before
        it is passed over.

        Raises:
            DatesNotCounted: its expression gives no moment.
        """
        ...

    def condition_holds(
        self, source: ModelSource, at: Beginning, told: Variables, around: Surroundings
    ) -> bool | None:
        """Whether the condition of a start event is true for what is told of an entity.

        None where that does not say: a value is missing, or the condition cannot be computed.
        """
        ...

    def weigh(
        self, source: ModelSource, snapshot: bytes, told: Variables, around: Surroundings
    ) -> Advance:
        """What is told becomes variables of the process; conditions that are true now happen."""
        ...

    def complete(
        self,
        source: ModelSource,
        snapshot: bytes,
        token_id: TokenId,
        results: Variables,
        around: Surroundings,
    ) -> Advance:
        """Complete the user task or job at the token; `results` become process variables.

        Raises:
            TokenNotWaiting: the token is not at a user task or job (done, or cancelled).
        """
        ...

    def fire(
        self, source: ModelSource, snapshot: bytes, token_id: TokenId, around: Surroundings
    ) -> Advance:
        """Fire the timer at the token. Raises TokenNotWaiting as above."""
        ...

    def deliver(
        self,
        source: ModelSource,
        snapshot: bytes,
        token_ids: Sequence[TokenId],
        payload: Variables,
        around: Surroundings,
    ) -> Advance:
        """A message reaches those of the tokens that still wait when it is their turn.

        `payload` becomes variables, through the output parameters of the element if it has any.

        Raises:
            TokenNotWaiting: the first token does not wait.
        """
        ...

    def raise_error(
        self,
        source: ModelSource,
        snapshot: bytes,
        token_id: TokenId,
        code: str,
        facts: Variables,
        around: Surroundings,
    ) -> Advance:
        """Raise a business error at the job's token.

        `facts` become variables; an error that no boundary event catches is a failure.
        """
        ...

    def retry(self, source: ModelSource, snapshot: bytes, around: Surroundings) -> Advance:
        """Go on after a failure was mended (data or a new attempt)."""
        ...

    def cancel(self, source: ModelSource, snapshot: bytes, around: Surroundings) -> Advance:
        """End the instance wherever it stands; `passed` tells what was cancelled."""
        ...

    def variables_at(
        self, source: ModelSource, snapshot: bytes, token_id: TokenId, around: Surroundings
    ) -> Variables:
        """What the element at the token sees: its inputs, its scopes, its process.

        Raises:
            TokenNotWaiting: no token rests there.
        """
        ...

    def set_variables(
        self,
        source: ModelSource,
        snapshot: bytes,
        variables: Variables,
        around: Surroundings,
        at: ElementId | None = None,
    ) -> tuple[bytes, Variables]:
        """The snapshot with these variables changed; no token moves.

        As the element `at` which a token stands would change them, or at the process.

        Returns:
            The snapshot; and those that live at a process and no later `Advance.changed` tells of,
            as that would.

        Raises:
            TokenNotWaiting: no token stands at that element.
        """
        ...

    def jobs_again(
        self, source: ModelSource, snapshot: bytes, around: Surroundings
    ) -> tuple[bytes, tuple[JobWait, ...]]:
        """Take the inputs of the jobs that wait again, as the variables are now.

        One whose expression fails keeps its inputs.

        Returns:
            The snapshot, and the jobs that wait.
        """
        ...

    def rearm(
        self, source: ModelSource, snapshot: bytes, around: Surroundings
    ) -> tuple[bytes, tuple[Wait, ...]]:
        """Count the due dates of open user tasks and the moments of date timers again.

        No token moves; a timer that was given a duration runs on as it began.

        Returns:
            The snapshot with the new dates, and the waits that have one.

        Raises:
            DatesNotCounted: an expression that was evaluated once cannot be any more.
        """
        ...


@dataclass(frozen=True, slots=True)
class InputWords:
    """How a designer is asked for an input of a handler."""

    title: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class TopicContract:
    """What a handler takes and gives; checked at deployment."""

    topic: Topic
    required_inputs: frozenset[str]
    optional_inputs: frozenset[str]
    outputs: frozenset[str]
    errors: frozenset[str]
    """Codes of business errors it may raise."""
    inputs: Mapping[str, InputWords] = field(default_factory=dict, compare=False)
    """By the name of the input."""
    results: Mapping[str, Text] = field(default_factory=dict, compare=False)

    def title_of(self, name: str) -> Text:
        """As the editor names the input; its own name where it has no other."""
        words = self.inputs.get(name)
        return Text(name, name, name) if words is None else words.title
