"""The use cases that the pages call, bound by the composition root."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.calendar import WorkingCalendar
from app.domain.identity import (
    CaseNumber,
    DocumentId,
    InstanceId,
    OfficeId,
    PersonId,
    ProcessKey,
    UploadId,
    UserTaskId,
)
from app.domain.people import Offices, Person
from app.domain.signatures import SignatureId
from app.domain.standard import ServiceStandard
from app.domain.task import UserTask
from app.domain.texts import Text
from app.ports.complaint_views import CaseLinks
from app.ports.counter_views import CounterPage
from app.ports.outside import PersonRecord
from app.ports.paper_storage import StoredSignature
from app.ports.storage import StoredDocument, Upload
from app.ports.views import CaseView, InboxNews, InboxPage, TaskList
from app.usecases.assign_user_task import AssignUserTask, TaskAssigned
from app.usecases.case_diagram import DiagramState
from app.usecases.change_term import ChangeTerm, TermChanged
from app.usecases.claim_user_task import ClaimUserTask, TaskClaimed, TaskReturned, UnclaimUserTask
from app.usecases.close_incident import CloseIncident, IncidentClosed
from app.usecases.complete_user_task import CompleteUserTask, TaskCompleted
from app.usecases.do_batch import Batches
from app.usecases.failing_starts import FailingStart, RetryStart
from app.usecases.file_complaint import ComplaintFiled, ComplaintForm, FileComplaint
from app.usecases.keep_inbox_views import KeptViews
from app.usecases.keep_notes import CaseNotes
from app.usecases.keep_notices import Notices
from app.usecases.keep_substitutions import Substitutions
from app.usecases.look_person_up import LookPersonUp
from app.usecases.mend_instance import CancelInstance, InstanceMended, SetVariables
from app.usecases.offer_service import OfferService, ServiceOffered
from app.usecases.own_user_task import (
    DelegateUserTask,
    SetTaskAside,
    SetTaskPriority,
    TakeUserTaskBack,
    TaskOwned,
)
from app.usecases.read_desk import CaseDesk, PaperStates, TaskDesk
from app.usecases.read_inbox import SearchChoices, TaskSearch
from app.usecases.read_instances import InstanceDesk
from app.usecases.read_mending import MendingDesk
from app.usecases.read_registers import RegisterDesk, WholeRegister
from app.usecases.receive_news import NewsReceived, ReceiveNews
from app.usecases.receive_sms import ReceiveSms, SmsReceived
from app.usecases.receive_state import ReceiveState, StateReceived
from app.usecases.record_receipt import ReceiptRecorded, RecordReceipt
from app.usecases.register_application import ApplicationRegistered, RegisterApplication
from app.usecases.register_portal_request import (
    PortalRequestRegistered,
    RegisterPortalRequest,
)
from app.usecases.retry_incident import IncidentRetried, RetryIncident
from app.usecases.save_draft import DraftSaved, SaveDraft
from app.usecases.sign_document import Signing
from app.usecases.sign_in import SignIn
from app.usecases.start_forms import StartForm
from app.usecases.steer_instance import InstanceSteered, SteerInstance
from app.usecases.store_upload import StoreUpload, UploadStored
from app.usecases.tell_case import TellCase, Told
from app.usecases.verify_paper import PaperSeen
from app.web.admin.services import AdminServices
from app.web.cabinet.services import CabinetServices
from app.web.designer.services import DesignServices


class PrintRegister(Protocol):
    def __call__(
        self,
        register: WholeRegister,
        headings: Sequence[Text],
        table: Sequence[Sequence[str]],
        printed_by: str,
    ) -> bytes: ...


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """Who comes in, when and where."""

    clock: Callable[[], datetime]
    """Now, aware."""
    calendar_of: Callable[[OfficeId], WorkingCalendar]
    standards: Callable[[], Mapping[ProcessKey, ServiceStandard]]
    offices: Callable[[], Offices]
    sign_in: Callable[[SignIn], Person]
    sign_in_demo: Callable[[PersonId], Person] | None
    """Bound in demo mode only."""
    demo_people: Callable[[], Sequence[tuple[Person, int]]]
    """Each with the number of their open tasks; empty outside demo mode."""
    person: Callable[[PersonId], Person | None]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What pages show."""

    inbox: Callable[[Person, TaskSearch], InboxPage]
    inbox_choices: Callable[[Person, str], SearchChoices]
    """What a list may be narrowed by, of all services or of one."""
    inbox_news: Callable[[Person, TaskList], InboxNews]
    next_task: Callable[[Person, TaskList], UserTaskId | None]
    """The first task of a list."""
    task: Callable[[Person, UserTaskId], TaskDesk]
    task_in_hand: Callable[[Person, UserTaskId], TaskDesk]
    """Like `task`, for what the page sends while it is open: no opening is recorded."""
    case: Callable[[Person, CaseNumber], CaseDesk]
    case_in_hand: Callable[[Person, CaseNumber], CaseDesk]
    """Like `case`, for a deed on a page that is open already: no opening is recorded."""
    instances: InstanceDesk
    failing_starts: Callable[[Person], Sequence[FailingStart]]
    mending: MendingDesk
    start_forms: Callable[[Person], Sequence[StartForm]]
    document: Callable[[Person, DocumentId], tuple[StoredDocument, CaseView]]
    paper_states: Callable[[CaseView], PaperStates]
    case_links: Callable[[InstanceId], CaseLinks]
    """Of a case that the person was shown already."""
    complaint_form: Callable[[Person, CaseNumber, str], ComplaintForm]
    """For the number of a case, and the IIN of its applicant where it is not in sight."""
    signature: Callable[[Person, DocumentId, SignatureId], StoredSignature]
    upload: Callable[[Person, UploadId], Upload]
    diagram: Callable[[Person, CaseNumber, str], tuple[bytes, DiagramState]]
    assignable: Callable[[Person, UserTask], Sequence[Person] | None]
    """To whom the person may give the task; None where that is not theirs to say."""
    delegates: Callable[[Person, UserTask], Sequence[Person]]
    """Who may do the task for whom it belongs to."""
    batches: Batches
    kept_views: KeptViews
    notes: CaseNotes
    notices: Notices
    substitutions: Substitutions
    after_batch: Callable[[], None]
    """Told when a batch waits for its moment."""
    awaited: Callable[[Person, CaseNumber], Sequence[Told]]
    """What a counter may tell the case."""
    counter: Callable[[Person], CounterPage]
    registers: RegisterDesk
    print_register: PrintRegister
    verify_paper: Callable[[str, bytes | None], PaperSeen]
    demo_pin: str
    """Of every demo key; empty outside the demo, where there are none."""


@dataclass(frozen=True, kw_only=True)
class Deeds:
    """What people and state systems do."""

    look_person_up: Callable[[LookPersonUp], PersonRecord]
    register_application: Callable[[RegisterApplication], ApplicationRegistered]
    file_complaint: Callable[[FileComplaint], ComplaintFiled]
    register_portal_request: Callable[[RegisterPortalRequest], PortalRequestRegistered]
    offer_service: Callable[[OfferService], ServiceOffered]
    receive_news: Callable[[ReceiveNews], NewsReceived]
    receive_state: Callable[[ReceiveState], StateReceived]
    record_receipt: Callable[[RecordReceipt], ReceiptRecorded]
    receive_sms: Callable[[ReceiveSms], SmsReceived]
    complete_user_task: Callable[[CompleteUserTask], TaskCompleted]
    claim_user_task: Callable[[ClaimUserTask], TaskClaimed]
    unclaim_user_task: Callable[[UnclaimUserTask], TaskReturned]
    delegate_user_task: Callable[[DelegateUserTask], TaskOwned]
    take_user_task_back: Callable[[TakeUserTaskBack], TaskOwned]
    set_task_aside: Callable[[SetTaskAside], TaskOwned]
    set_task_priority: Callable[[SetTaskPriority], TaskOwned]
    assign_user_task: Callable[[AssignUserTask], TaskAssigned]
    save_draft: Callable[[SaveDraft], DraftSaved]
    store_upload: Callable[[StoreUpload], UploadStored]
    tell_case: Callable[[TellCase], None]
    change_term: Callable[[ChangeTerm], TermChanged]
    preview_term_change: Callable[[ChangeTerm], TermChanged]
    signing: Signing
    retry_start: Callable[[RetryStart], None]
    retry_incident: Callable[[RetryIncident], IncidentRetried]
    close_incident: Callable[[CloseIncident], IncidentClosed]
    steer_instance: Callable[[SteerInstance], InstanceSteered]
    set_variables: Callable[[SetVariables], InstanceMended]
    cancel_instance: Callable[[CancelInstance], InstanceMended]


@dataclass(frozen=True, kw_only=True)
class Designing:
    """What designers do."""

    design: DesignServices


@dataclass(frozen=True, kw_only=True)
class Administering:
    """What administrators do."""

    admin: AdminServices


@dataclass(frozen=True, kw_only=True)
class ForCitizens:
    """What applicants see and do in their cabinet."""

    cabinet: CabinetServices


@dataclass(frozen=True, kw_only=True)
class WebServices(Entrance, Reading, Deeds, Designing, Administering, ForCitizens):
    """Each checks the powers of its actor itself and raises NotPermitted."""
