"""One transaction with its repositories: what a command works through."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.domain.refusals import Busy
from app.storage.repositories.batches import BatchRepository
from app.storage.repositories.calendar_changes import CalendarChangeRepository
from app.storage.repositories.cases import CaseRepository
from app.storage.repositories.citizens import (
    CitizenSessionRepository,
    OneTimePasswordRepository,
    PendingApplicationRepository,
    RatingRepository,
)
from app.storage.repositories.complaints import ComplaintRepository
from app.storage.repositories.correlation import KeptMessageRepository, SubscriptionRepository
from app.storage.repositories.designs import ServiceDraftRepository
from app.storage.repositories.inbox_views import InboxViewRepository
from app.storage.repositories.indexed import IndexedRepository
from app.storage.repositories.instances import (
    InstanceRepository,
    TokenRepository,
    VariableRepository,
)
from app.storage.repositories.jobs import IncidentRepository, JobRepository, TimerRepository
from app.storage.repositories.letters import LetterRepository
from app.storage.repositories.memory import Memory
from app.storage.repositories.notes import NoteRepository
from app.storage.repositories.notices import (
    NoticeRepository,
    NoticeSettingsRepository,
    TaskWatch,
)
from app.storage.repositories.papers import (
    DocumentRepository,
    MessageRepository,
    UploadRepository,
)
from app.storage.repositories.received import ReceivedMessageRepository
from app.storage.repositories.records import AuditRepository, CommandLog, HistoryRepository
from app.storage.repositories.reference import (
    CalendarRepository,
    PeopleRepository,
    ProcessRepository,
)
from app.storage.repositories.registers import RegisterRepository
from app.storage.repositories.signatures import SignatureRepository
from app.storage.repositories.start_conditions import StartConditionRepository
from app.storage.repositories.starts import StartTimerRepository
from app.storage.repositories.substitutions import SubstitutionRepository
from app.storage.repositories.work import DraftRepository, UserTaskRepository


class SqlUnitOfWork:
    """Implements app.ports.storage.UnitOfWork on one connection."""

    def __init__(self, connection: Connection, known_sets: set[str]) -> None:
        self._connection = connection
        self._known_sets = known_sets
        self._memory = Memory()

    @property
    def command_log(self) -> CommandLog:
        return CommandLog(self._connection, self._memory)

    @property
    def instances(self) -> InstanceRepository:
        return InstanceRepository(self._connection, self._memory)

    @property
    def tokens(self) -> TokenRepository:
        return TokenRepository(self._connection, self._memory)

    @property
    def cases(self) -> CaseRepository:
        return CaseRepository(self._connection, self._memory)

    @property
    def complaints(self) -> ComplaintRepository:
        return ComplaintRepository(self._connection)

    @property
    def one_time_passwords(self) -> OneTimePasswordRepository:
        return OneTimePasswordRepository(self._connection)

    @property
    def citizen_sessions(self) -> CitizenSessionRepository:
        return CitizenSessionRepository(self._connection)

    @property
    def pending_applications(self) -> PendingApplicationRepository:
        return PendingApplicationRepository(self._connection)

    @property
    def ratings(self) -> RatingRepository:
        return RatingRepository(self._connection)

    @property
    def calendar_changes(self) -> CalendarChangeRepository:
        return CalendarChangeRepository(self._connection)

    @property
    def batches(self) -> BatchRepository:
        return BatchRepository(self._connection)

    @property
    def substitutions(self) -> SubstitutionRepository:
        return SubstitutionRepository(self._connection)

    @property
    def inbox_views(self) -> InboxViewRepository:
        return InboxViewRepository(self._connection)

    @property
    def notes(self) -> NoteRepository:
        return NoteRepository(self._connection)

    @property
    def notices(self) -> NoticeRepository:
        return NoticeRepository(self._connection)

    @property
    def notice_settings(self) -> NoticeSettingsRepository:
        return NoticeSettingsRepository(self._connection)

    @property
    def letters(self) -> LetterRepository:
        return LetterRepository(self._connection)

    @property
    def task_watch(self) -> TaskWatch:
        return TaskWatch(self._connection)

    @property
    def user_tasks(self) -> UserTaskRepository:
        return UserTaskRepository(self._connection, self._memory, self._known_sets)

    @property
    def jobs(self) -> JobRepository:
        return JobRepository(self._connection)

    @property
    def timers(self) -> TimerRepository:
        return TimerRepository(self._connection)

    @property
    def start_timers(self) -> StartTimerRepository:
        return StartTimerRepository(self._connection)

    @property
    def start_conditions(self) -> StartConditionRepository:
        return StartConditionRepository(self._connection)

    @property
    def subscriptions(self) -> SubscriptionRepository:
        return SubscriptionRepository(self._connection)

    @property
    def kept_messages(self) -> KeptMessageRepository:
        return KeptMessageRepository(self._connection)

    @property
    def incidents(self) -> IncidentRepository:
        return IncidentRepository(self._connection)

    @property
    def history(self) -> HistoryRepository:
        return HistoryRepository(self._connection)

    @property
    def variables(self) -> VariableRepository:
        return VariableRepository(self._connection)

    @property
    def indexed(self) -> IndexedRepository:
        return IndexedRepository(self._connection)

    @property
    def audit(self) -> AuditRepository:
        return AuditRepository(self._connection)

    @property
    def processes(self) -> ProcessRepository:
        return ProcessRepository(self._connection)

    @property
    def drafts(self) -> DraftRepository:
        return DraftRepository(self._connection, self._memory)

    @property
    def service_drafts(self) -> ServiceDraftRepository:
        return ServiceDraftRepository(self._connection)

    @property
    def uploads(self) -> UploadRepository:
        return UploadRepository(self._connection, self._memory)

    @property
    def documents(self) -> DocumentRepository:
        return DocumentRepository(self._connection)

    @property
    def registers(self) -> RegisterRepository:
        return RegisterRepository(self._connection)

    @property
    def signatures(self) -> SignatureRepository:
        return SignatureRepository(self._connection, self._memory)

    @property
    def messages(self) -> MessageRepository:
        return MessageRepository(self._connection)

    @property
    def received_messages(self) -> ReceivedMessageRepository:
        return ReceivedMessageRepository(self._connection)

    @property
    def people(self) -> PeopleRepository:
        return PeopleRepository(self._connection)

    @property
    def calendar(self) -> CalendarRepository:
        return CalendarRepository(self._connection)

    def commit(self) -> None:
        """Make it last. The unit of work is over: what is asked of it afterwards is an error."""
        self.instances.flush()
        self.command_log.forget_unanswered()
        self._connection.commit()
        self._connection.close()
        self._known_sets |= self._memory.sets


@contextmanager
def connected(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction, rolled back unless it was committed.

    Raises:
        Busy: no connection became free in time.
        StorageAway: the database cannot be reached.
    """
    try:
        connection = engine.connect()
    except PoolTimeout as full:
        raise Busy("No connection to the database became free in time") from full
    with connection:
        connection.begin()
        yield connection


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads.

    It ends by a COMMIT: at a ROLLBACK the driver of PostgreSQL lets go of every statement that
    it has prepared on the connection, and commands share it.
    """
    with connected(engine) as connection:
        yield connection
        connection.commit()


@contextmanager
def unit_of_work(engine: Engine, known_sets: set[str]) -> Iterator[SqlUnitOfWork]:
    """A unit of work; leaving it without `commit` rolls everything back."""
    with connected(engine) as connection:
        yield SqlUnitOfWork(connection, known_sets)
