"""The tables, by family: instances, cases, work, records, and what offices look up."""

from app.storage.columns import Base
from app.storage.rows.batches import TaskBatchItemRow, TaskBatchRow
from app.storage.rows.calendar_changes import CalendarChangeRow, CalendarMoveRow
from app.storage.rows.cases import (
    DocumentRow,
    IndexKeyRow,
    NumberCounterRow,
    RegistrationNumberRow,
    SearchTermRow,
    SentMessageRow,
    ServiceCaseRow,
    UploadRow,
)
from app.storage.rows.citizens import (
    CitizenSessionRow,
    OneTimePasswordRow,
    PendingApplicationRow,
    RatingRow,
)
from app.storage.rows.complaints import ComplaintRow
from app.storage.rows.designs import ServiceDraftFileRow, ServiceDraftRow
from app.storage.rows.inbox_views import InboxViewRow
from app.storage.rows.instances import (
    HistoryEventRow,
    IndexedValueRow,
    ProcessInstanceRow,
    TokenRow,
    VariableRow,
)
from app.storage.rows.notes import CaseNoteRow
from app.storage.rows.notices import (
    NoticeContactRow,
    NoticeLetterRow,
    NoticeRow,
    NoticeSettingsRow,
    TaskWatchRow,
)
from app.storage.rows.received import ReceivedMessageRow
from app.storage.rows.records import AuditChainRow, AuditRecordRow, CommandLogRow
from app.storage.rows.reference import (
    CalendarDayRow,
    OfficeRow,
    PersonGrantRow,
    PersonRow,
    ProcessFileRow,
    ProcessVersionRow,
    VersionInForceRow,
)
from app.storage.rows.registers import RegisterCounterRow, RegisterEntryRow
from app.storage.rows.signatures import SignatureRow
from app.storage.rows.substitutions import SubstitutionRow
from app.storage.rows.work import (
    CandidateSetRow,
    DraftRow,
    IncidentRow,
    JobRow,
    KeptMessageRow,
    StartConditionRow,
    StartTimerRow,
    SubscriptionRow,
    TaskBarredRow,
    TimerRow,
    UserTaskRow,
)

__all__ = [
    "AuditChainRow",
    "AuditRecordRow",
    "Base",
    "CalendarChangeRow",
    "CalendarDayRow",
    "CalendarMoveRow",
    "CandidateSetRow",
    "CaseNoteRow",
    "CitizenSessionRow",
    "CommandLogRow",
    "ComplaintRow",
    "DocumentRow",
    "DraftRow",
    "HistoryEventRow",
    "InboxViewRow",
    "IncidentRow",
    "IndexKeyRow",
    "IndexedValueRow",
    "JobRow",
    "KeptMessageRow",
    "NoticeContactRow",
    "NoticeLetterRow",
    "NoticeRow",
    "NoticeSettingsRow",
    "NumberCounterRow",
    "OfficeRow",
    "OneTimePasswordRow",
    "PendingApplicationRow",
    "PersonGrantRow",
    "PersonRow",
    "ProcessFileRow",
    "ProcessInstanceRow",
    "ProcessVersionRow",
    "RatingRow",
    "ReceivedMessageRow",
    "RegisterCounterRow",
    "RegisterEntryRow",
    "RegistrationNumberRow",
    "SearchTermRow",
    "SentMessageRow",
    "ServiceCaseRow",
    "ServiceDraftFileRow",
    "ServiceDraftRow",
    "SignatureRow",
    "StartConditionRow",
    "StartTimerRow",
    "SubscriptionRow",
    "SubstitutionRow",
    "TaskBarredRow",
    "TaskBatchItemRow",
    "TaskBatchRow",
    "TaskWatchRow",
    "TimerRow",
    "TokenRow",
    "UploadRow",
    "UserTaskRow",
    "VariableRow",
    "VersionInForceRow",
]
