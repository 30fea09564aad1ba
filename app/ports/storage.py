"""Storage as the commands see it: one unit of work, one transaction, domain values in and out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from app.domain.audit import AuditEntry, AuditRow
from app.domain.calendar import CalendarDay
from app.domain.case import Case, ProcessInstance
from app.domain.correlation import KeptMessage, Subscription
from app.domain.identity import (
    CaseNumber,
    CommandId,
    DocumentId,
    ElementId,
    FlowId,
    IncidentId,
    InstanceId,
    JobId,
    PersonId,
    ProcessKey,
    TimerId,
    TokenId,
    UploadId,
    UserTaskId,
)
from app.domain.message_state import MessageState
from app.domain.models import ModelFile
from app.domain.people import Office, Person
from app.domain.task import UserTask
from app.domain.texts import Text
from app.domain.work import Incident, Job, Timer
from app.feel import Value
from app.ports.design_storage import ServiceDraftRepository
from app.ports.paper_storage import RegisterRepository, SignatureRepository

Answer = TypeVar("Answer")


class CommandLog(Protocol):
    """The first answers of commands, so that a repeated command gets the same one."""

    def answer_of(self, command_id: CommandId, kind: type[Answer]) -> Answer | None:
        """The first answer. Raises CommandIdReused if it answered another kind of command."""
        ...

    def remember(self, command_id: CommandId, answer: object, at: datetime) -> None:
        """Keep a frozen dataclass of plain fields.

        Fields are str, int, bool, None, UUID, date, datetime or tuples of them.
        """
        ...


class InstanceRepository(Protocol):
    """Locking waits shortly for the row; it never gives up with a stack trace."""

    def add(self, instance: ProcessInstance) -> None: ...

    def lock(self, instance_id: InstanceId) -> ProcessInstance:
        """The instance with its row locked until the end of the transaction.

        Raises:
            CaseNotFound: no such instance.
            Busy: another command held it for longer than the storage waits.
        """
        ...

    def lock_by_number(self, number: CaseNumber) -> ProcessInstance:
        """As `lock`."""
        ...

    def lock_by_task(self, task_id: UserTaskId) -> ProcessInstance:
        """As `lock`; raises UserTaskNotFound."""
        ...

    def lock_by_incident(self, incident_id: IncidentId) -> ProcessInstance:
        """As `lock`; raises IncidentNotFound."""
        ...

    def put(self, instance: ProcessInstance) -> None:
        """Write it, raising `row_version` by one and demanding the one that was read."""
        ...


@dataclass(frozen=True, slots=True)
class Token:
    """Where an instance rests: what the diagram shows."""

    id: TokenId
    element_id: ElementId
    kind: str
    """`user_task`, `job`, `timer`, `message` or `incident`."""


class TokenRepository(Protocol):
    def of(self, instance_id: InstanceId) -> tuple[Token, ...]: ...

    def change(
        self, instance_id: InstanceId, *, gone: Sequence[TokenId], come: Sequence[Token]
    ) -> None: ...


class CaseRepository(Protocol):
    def add(self, case: Case) -> None:
        """Write the case with its search terms and sort key (app.domain.names)."""
        ...

    def get(self, instance_id: InstanceId) -> Case: ...

    def move_term(self, case: Case) -> None:
        """Write the term's last day and what was decided on the terms; nothing else of the case.

        The instance is locked by the caller.
        """
        ...

    def begin_terms(self, case: Case) -> None:
        """Write when it counts as registered, and the end of its term."""
        ...

    def meet_term(self, case: Case) -> None:
        """Write when its term was met; nothing else of the case."""
        ...

    def open_of(self, iin: str, process: ProcessKey) -> Case | None:
        """A case of the service that the person has under way."""
        ...

    def find(self, number: str) -> Case | None:
        """The case of this number."""
        ...

    def next_number(self, prefix: str, year: int, instance_id: InstanceId) -> CaseNumber:
        """The next free number of the prefix and year, `ЖК-2026-000041`, reserved for the case."""
        ...


class UserTaskRepository(Protocol):
    def add(self, tasks: Sequence[UserTask]) -> None: ...

    def get(self, task_id: UserTaskId) -> UserTask:
        """Raises UserTaskNotFound."""
        ...

    def open_of(self, instance_id: InstanceId) -> tuple[UserTask, ...]: ...

    def put(self, task: UserTask) -> None: ...


class JobRepository(Protocol):
    def add(self, jobs: Sequence[Job]) -> None: ...

    def get(self, job_id: JobId) -> Job:
        """The job, locked: lock its instance first, or two commands wait for each other."""
        ...

    def instance_of(self, job_id: JobId) -> InstanceId:
        """Whose job it is, without a lock. Raises LeaseLost where there is no such job."""
        ...

    def claim_due(self, now: datetime, lease: timedelta) -> Job | None:
        """Claim one due, unleased job by one conditional update (SKIP LOCKED on PostgreSQL)."""
        ...

    def held(self, job_id: JobId, fencing: int) -> Job:
        """The job, if the lease still stands. Raises LeaseLost."""
        ...

    def prolong(self, job_id: JobId, fencing: int, until: datetime) -> bool:
        """A heartbeat; False if the lease is lost."""
        ...

    def open_of(self, instance_id: InstanceId) -> tuple[Job, ...]: ...

    def put(self, job: Job) -> None: ...

    def next_due(self) -> datetime | None: ...


class TimerRepository(Protocol):
    def add(self, timers: Sequence[Timer]) -> None: ...

    def due(self, now: datetime, limit: int) -> tuple[Timer, ...]:
        """Armed timers whose moment has come, the earliest first.

        Of those that are due at one moment the one whose element's id comes first in the alphabet.
        """
        ...

    def get(self, timer_id: TimerId) -> Timer: ...

    def open_of(self, instance_id: InstanceId) -> tuple[Timer, ...]: ...

    def put(self, timers: Sequence[Timer]) -> None: ...

    def next_due(self) -> datetime | None: ...


class SubscriptionRepository(Protocol):
    def add(self, subscriptions: Sequence[Subscription]) -> None: ...

    def drop(self, instance_id: InstanceId, ids: Collection[TokenId]) -> None: ...

    def waiting_for(self, message: str, key: str) -> tuple[Subscription, ...]:
        """Every token that waits for the message with this key, the oldest first; no lock.

        A case on hold waits for nothing.
        """
        ...

    def waits_of(self, instance_id: InstanceId) -> frozenset[tuple[str, str]]:
        """Name and key of everything that the instance waits for."""
        ...


class KeptMessageRepository(Protocol):
    """Messages that wait for their receiver; a due one is looked after by the worker."""

    def add(self, message: KeptMessage, *, is_due: bool) -> None:
        """Harmless when repeated for the same id."""
        ...

    def settle(self, message: str, key: str) -> None:
        """From now to the end of the transaction nobody else keeps or wakes such a message.

        Taken after the instance, if one is locked: so neither a message that is about to be kept
        nor a subscription that is about to open can miss the other.
        """
        ...

    def wake(self, message: str, key: str) -> None:
        """Make every kept message of this name and key due."""
        ...

    def first_due(self) -> KeptMessage | None:
        """The oldest due message, without a lock."""
        ...

    def held(self, message_id: CommandId) -> KeptMessage | None:
        """The message, locked; None where it has reached its receiver or is due no more."""
        ...

    def rest(self, message_id: CommandId) -> None:
        """Nobody waits for it now: it is kept, and due no more."""
        ...

    def remove(self, message_id: CommandId) -> None: ...

    def expire(self, now: datetime) -> int:
        """Remove those whose time is over; how many."""
        ...


class IncidentRepository(Protocol):
    def add(self, incident: Incident) -> None: ...

    def get(self, incident_id: IncidentId) -> Incident: ...

    def open_of(self, instance_id: InstanceId) -> tuple[Incident, ...]: ...

    def put(self, incident: Incident) -> None: ...


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """Something that happened in a case, for its timeline and for statistics."""

    at: datetime
    kind: str
    """`registered`, `completed` (an element), `cancelled`, `fired`, `job_failed`, `incident`,
    `incident_resolved`, `mended`, `held`, `resumed`, `decided` (by which
    rules), `claimed`, `unclaimed`, `assigned`, `unassigned`, `message_sent`,
    `document_made`, `called` (by a call activity),
    `warned` (of a null), `document_signed`, `ended`,
    `instance_cancelled`, `term_suspended`, `term_resumed`, `term_extended`."""
    element_id: ElementId | None
    actor: str
    """A person's login, or `system`."""
    flows: tuple[FlowId, ...] = ()
    facts: Mapping[str, str] | None = None


class HistoryRepository(Protocol):
    def add(self, instance_id: InstanceId, events: Sequence[HistoryEvent]) -> None:
        """Append in this order; events of one moment keep it."""
        ...


class VariableRepository(Protocol):
    def put(self, instance_id: InstanceId, variables: Mapping[str, Value]) -> None:
        """Insert or replace those given (typed columns for search, JSON for the rest)."""
        ...


class AuditRepository(Protocol):
    """Case chains keep their head on the instance row; other chains in a small table."""

    def append(self, rows: Sequence[AuditRow]) -> None: ...

    def append_to(self, chain: str, entry: AuditEntry) -> None:
        """Lock the head of a chain that is not a case's, chain the entry, write both."""
        ...


@dataclass(frozen=True, slots=True)
class ProcessVersion:
    """A deployed version of a service's folder."""

    key: ProcessKey
    version: int
    content_hash: str
    """SHA-256 over all files, hex."""
    deployed_at: datetime
    deployed_by: str
    note: str = ""
    """What a designer told of it when it was published."""


class ProcessRepository(Protocol):
    def latest(self, key: ProcessKey) -> ProcessVersion | None: ...

    def get(self, key: ProcessKey, version: int) -> ProcessVersion: ...

    def add(self, version: ProcessVersion, files: Sequence[ModelFile]) -> None: ...

    def files(self, key: ProcessKey, version: int) -> tuple[ModelFile, ...]:
        """All files of a version; callers cache them, since a version never changes."""
        ...

    def keys(self) -> tuple[ProcessKey, ...]: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has typed into a task form and not sent yet."""

    task_id: UserTaskId
    person: PersonId
    answers: Mapping[str, Value]
    saved_at: datetime


class DraftRepository(Protocol):
    def get(self, task_id: UserTaskId, person: PersonId) -> Draft | None: ...

    def put(self, instance_id: InstanceId, draft: Draft) -> None: ...

    def drop(self, task_id: UserTaskId) -> None: ...


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent by its own request; a form answer refers to it by id."""

    id: UploadId
    instance_id: InstanceId
    file_name: str
    media_type: str
    """By content, not by the sender's word."""
    content: bytes
    sha256: str
    uploaded_by: PersonId
    uploaded_at: datetime


class UploadRepository(Protocol):
    def add(self, upload: Upload) -> None: ...

    def get(self, upload_id: UploadId) -> Upload | None: ...

    def known(self, instance_id: InstanceId, ids: Collection[UploadId]) -> frozenset[UploadId]:
        """Those of the ids that are files of this case."""
        ...


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """An official document of a case: its words as data and its PDF."""

    id: DocumentId
    instance_id: InstanceId
    job_id: JobId
    template: str
    number: str
    """Its own, of the office's register."""
    verify_code: str
    title: Text
    words: bytes
    """JSON of the OfficialDocument, for the plain page."""
    pdf: bytes
    sha256: str
    made_at: datetime


class DocumentRepository(Protocol):
    def of_job(self, job_id: JobId) -> DocumentId | None: ...

    def add(self, document: StoredDocument) -> None: ...

    def get(self, document_id: DocumentId) -> StoredDocument | None: ...

    def by_code(self, verify_code: str) -> StoredDocument | None:
        """The document that this code was printed on."""
        ...


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that left Qadam for an applicant."""

    job_id: JobId
    instance_id: InstanceId
    message: str
    """Id in the service's `messages.yaml`."""
    channel: str
    to: str
    text: str
    sent_at: datetime
    receipt: str
    """The other system's id of the message."""
    state: MessageState = MessageState.SENT


class MessageRepository(Protocol):
    def add(self, sent: SentMessage) -> bool:
        """Harmless when repeated for the same job; False then."""
        ...

    def instance_of(self, channel: str, receipt: str) -> InstanceId | None:
        """The instance that sent the message with this receipt."""
        ...

    def by_receipt(self, instance_id: InstanceId, channel: str, receipt: str) -> SentMessage:
        """A message of the instance; the caller knows that it is there."""
        ...

    def mark(self, message: SentMessage, state: MessageState, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """A message that an applicant sent us about a case."""

    id: CommandId
    """Made of the sender's own id of it."""
    instance_id: InstanceId
    channel: str
    sender: str
    """Phone number."""
    text: str
    received_at: datetime


class ReceivedMessageRepository(Protocol):
    def last_written_to(self, phone: str) -> InstanceId | None:
        """The open case about which this number got the latest SMS."""
        ...

    def add(self, message: ReceivedMessage) -> None: ...


class PeopleRepository(Protocol):
    def get(self, person: PersonId) -> Person | None: ...

    def put(self, person: Person) -> None: ...

    def all(self) -> tuple[Person, ...]: ...

    def offices(self) -> tuple[Office, ...]: ...

    def put_offices(self, offices: Sequence[Office]) -> None: ...


class CalendarRepository(Protocol):
    def days(self, first: date, last: date) -> tuple[CalendarDay, ...]: ...

    def put(self, days: Sequence[CalendarDay]) -> None: ...


class UnitOfWork(Protocol):
    """One transaction. Leaving the `with` block without `commit` rolls everything back."""

    @property
    def command_log(self) -> CommandLog: ...
    @property
    def instances(self) -> InstanceRepository: ...
    @property
    def tokens(self) -> TokenRepository: ...
    @property
    def cases(self) -> CaseRepository: ...
    @property
    def user_tasks(self) -> UserTaskRepository: ...
    @property
    def jobs(self) -> JobRepository: ...
    @property
    def timers(self) -> TimerRepository: ...
    @property
    def subscriptions(self) -> SubscriptionRepository: ...
    @property
    def kept_messages(self) -> KeptMessageRepository: ...
    @property
    def incidents(self) -> IncidentRepository: ...
    @property
    def history(self) -> HistoryRepository: ...
    @property
    def variables(self) -> VariableRepository: ...
    @property
    def audit(self) -> AuditRepository: ...
    @property
    def processes(self) -> ProcessRepository: ...
    @property
    def drafts(self) -> DraftRepository: ...
    @property
    def service_drafts(self) -> ServiceDraftRepository: ...
    @property
    def uploads(self) -> UploadRepository: ...
    @property
    def documents(self) -> DocumentRepository: ...
    @property
    def registers(self) -> RegisterRepository: ...
    @property
    def signatures(self) -> SignatureRepository: ...
    @property
    def messages(self) -> MessageRepository: ...
    @property
    def received_messages(self) -> ReceivedMessageRepository: ...
    @property
    def people(self) -> PeopleRepository: ...
    @property
    def calendar(self) -> CalendarRepository: ...

    def commit(self) -> None: ...


BeginWork = Callable[[], AbstractContextManager[UnitOfWork]]
