"""Storage as the commands see it: one unit of work, one transaction, domain values in and out.

What it holds is told by the modules beside it, and may be had from here.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from app.ports.batch_storage import BatchRepository
from app.ports.calendar_storage import CalendarChangeRepository
from app.ports.case_storage import (
    CaseRepository,
    ComplaintRepository,
    IndexedRepository,
    InstanceRepository,
    Token,
    TokenRepository,
    VariableRepository,
)
from app.ports.citizen_storage import (
    CitizenSessionRepository,
    OneTimePasswordRepository,
    PendingApplicationRepository,
    RatingRepository,
)
from app.ports.design_storage import ServiceDraftRepository
from app.ports.inbox_view_storage import InboxViewRepository
from app.ports.message_storage import (
    KeptMessageRepository,
    MessageRepository,
    ReceivedMessage,
    ReceivedMessageRepository,
    SentMessage,
    SubscriptionRepository,
)
from app.ports.note_storage import NoteRepository
from app.ports.notice_storage import (
    LetterRepository,
    NoticeRepository,
    NoticeSettingsRepository,
    TaskWatch,
)
from app.ports.paper_storage import (
    DocumentRepository,
    RegisterRepository,
    SignatureRepository,
    StoredDocument,
    Upload,
    UploadRepository,
)
from app.ports.record_storage import AuditRepository, CommandLog, HistoryEvent, HistoryRepository
from app.ports.reference_storage import (
    CalendarRepository,
    PeopleRepository,
    ProcessRepository,
    ProcessVersion,
)
from app.ports.substitution_storage import SubstitutionRepository
from app.ports.work_storage import (
    Draft,
    DraftRepository,
    IncidentRepository,
    JobRepository,
    Seen,
    StartConditionRepository,
    StartTimerRepository,
    TimerRepository,
    UserTaskRepository,
)


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
    def complaints(self) -> ComplaintRepository: ...
    @property
    def one_time_passwords(self) -> OneTimePasswordRepository: ...
    @property
    def citizen_sessions(self) -> CitizenSessionRepository: ...
    @property
    def ratings(self) -> RatingRepository: ...
    @property
    def pending_applications(self) -> PendingApplicationRepository: ...
    @property
    def batches(self) -> BatchRepository: ...

    @property
    def calendar_changes(self) -> CalendarChangeRepository: ...
    @property
    def substitutions(self) -> SubstitutionRepository: ...
    @property
    def inbox_views(self) -> InboxViewRepository: ...
    @property
    def notes(self) -> NoteRepository: ...
    @property
    def notices(self) -> NoticeRepository: ...
    @property
    def notice_settings(self) -> NoticeSettingsRepository: ...
    @property
    def letters(self) -> LetterRepository: ...
    @property
    def task_watch(self) -> TaskWatch: ...
    @property
    def user_tasks(self) -> UserTaskRepository: ...
    @property
    def jobs(self) -> JobRepository: ...
    @property
    def timers(self) -> TimerRepository: ...
    @property
    def start_timers(self) -> StartTimerRepository: ...
    @property
    def start_conditions(self) -> StartConditionRepository: ...
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
    def indexed(self) -> IndexedRepository: ...
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

__all__ = [
    "AuditRepository",
    "BeginWork",
    "CalendarRepository",
    "CaseRepository",
    "CommandLog",
    "DocumentRepository",
    "Draft",
    "DraftRepository",
    "HistoryEvent",
    "HistoryRepository",
    "IncidentRepository",
    "InstanceRepository",
    "JobRepository",
    "KeptMessageRepository",
    "MessageRepository",
    "PeopleRepository",
    "ProcessRepository",
    "ProcessVersion",
    "ReceivedMessage",
    "ReceivedMessageRepository",
    "Seen",
    "SentMessage",
    "StoredDocument",
    "SubscriptionRepository",
    "TimerRepository",
    "Token",
    "TokenRepository",
    "UnitOfWork",
    "Upload",
    "UploadRepository",
    "UserTaskRepository",
    "VariableRepository",
]
