"""What pages read: frozen rows of the projections, and the queries that fetch them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from app.domain.audit import AuditRow
from app.domain.case import Case, InstanceStatus
from app.domain.identity import (
    CaseNumber,
    DocumentId,
    ElementId,
    IncidentId,
    InstanceId,
    OfficeId,
    PersonId,
    ProcessKey,
    UploadId,
    UserTaskId,
)
from app.domain.inbox_view import InboxViews
from app.domain.indexed import IndexedFilter
from app.domain.message_state import MessageState
from app.domain.people import Person
from app.domain.signatures import SignatureId
from app.domain.task import NORMAL, UserTask
from app.domain.term_changes import TermChange
from app.domain.texts import Text
from app.domain.work import Incident, Job, Timer
from app.feel import Value
from app.ports.citizen_views import CitizenQueries
from app.ports.complaint_views import ComplaintQueries
from app.ports.counter_views import CounterPage, CounterQuery
from app.ports.note_storage import NoteQueries
from app.ports.notice_storage import NoticeQueries
from app.ports.people_views import PeopleQueries
from app.ports.storage import Draft, HistoryEvent, Token

TaskList = Literal["mine", "groups", "all", "away", "delegated"]
"""`mine`: held by me. `groups`: free, and I am a candidate. `all`: of the cases I may see.

`away`: held by me and set aside until a day, till when they stand in no other list of work.
`delegated`: mine, and another does them for me.
"""
FollowUpFilter = Literal["", "away", "here"]
"""Set aside until a day that has not come, or not."""
TaskOrder = Literal["due", "applicant", "received", "priority"]
"""The earliest due; by the Kazakh alphabet; the newest; the most urgent, of them the earliest."""
DueFilter = Literal["", "overdue", "today", "this_week", "later"]


InstanceFilter = Literal["all", "attention", "incident", "overdue", "soon", "active", "ended"]
"""Every case is `active` or `ended`; the others are marks, of which a case has some or none."""
"""`attention`: incident or overdue. A case whose term was met, late or not, is not overdue.

`incident` counts a case that has ended too, where a job that it handed over left one open.
"""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks, and where their roles reach: resolved when the list is read."""

    person: PersonId
    groups: Mapping[str, frozenset[OfficeId]]
    """Candidate group to offices (app.domain.people.groups_by_office)."""
    sees: frozenset[OfficeId] = frozenset()
    """Offices whose cases are in sight."""
    substituted: frozenset[PersonId] = frozenset()
    """People whose tasks the viewer works while they are away."""
    sees_everything: bool = False
    """`sees` holds every office there is, so that none has to be looked at."""


@dataclass(frozen=True, slots=True)
class DueBounds:
    """Moments that divide open tasks by urgency, computed from the calendar by the caller."""

    now: datetime
    end_of_today: datetime
    end_of_week: datetime


@dataclass(frozen=True, slots=True)
class InboxQuery:
    viewer: Viewer
    list: TaskList
    bounds: DueBounds
    due: DueFilter = ""
    text: str = ""
    """Number, IIN, or the beginning of a name, as typed."""
    process: ProcessKey | None = None
    elements: frozenset[ElementId] | None = None
    """Only tasks of these elements; None: of any."""
    office: OfficeId | None = None
    follow_up: FollowUpFilter = ""
    is_urgent: bool = False
    """Only tasks above the normal priority."""
    values: tuple[IndexedFilter, ...] = ()
    """Only tasks of cases whose indexed variables are so, all of them."""
    order: TaskOrder = "due"
    after: str = ""
    """Opaque cursor of the page before; an unusable one reads as the first page."""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class InboxRow:
    task_id: UserTaskId
    task_name: Text
    number: CaseNumber
    process_key: ProcessKey
    edition: str
    applicant_name: str
    applicant_iin: str
    due_on: date | None
    due_at: datetime | None
    case_terms_from: datetime
    """Its registration, or when it was taken up again."""
    case_term: str
    case_due_on: date
    case_term_met_at: datetime | None
    case_channel: str
    case_term_changes: tuple[TermChange, ...]
    office_id: OfficeId
    assignee: PersonId | None
    assignee_name: str
    delegated_by: PersonId | None = None
    follow_up_at: datetime | None = None
    priority: int = NORMAL
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueCounts:
    overdue: int
    today: int
    this_week: int
    later: int
    earliest_due: datetime | None
    """Of those that are overdue."""
    latest_due: datetime | None
    """Of those that are due later than this week."""


@dataclass(frozen=True, slots=True)
class InboxNews:
    """What an open list asks for every few seconds; exact."""

    size: int
    """Of the list."""
    notices: int
    """As of the page."""


@dataclass(frozen=True, slots=True)
class InboxPage:
    rows: Sequence[InboxRow]
    next: str
    """Cursor of the page after, or empty."""
    total: int
    """Of this list and filter, exact."""
    by_list: Mapping[TaskList, int]
    """Exact size of each list, unfiltered."""
    notices: int
    """That the viewer has not seen."""
    by_due: DueCounts
    """Of this list, unfiltered."""


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A good signature of a document."""

    id: SignatureId
    signer_iin: str
    signer_name: str
    """As their certificate names them."""
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentRow:
    id: DocumentId
    title: Text
    template: str
    number: str
    """Its own, of a register; empty on papers of a time before registers."""
    made_at: datetime
    signatures: tuple[SignatureRow, ...] = ()
    """The oldest first."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that somebody put to the case."""

    id: UploadId
    file_name: str
    uploaded_at: datetime
    uploaded_by: PersonId


@dataclass(frozen=True, slots=True)
class MessageRow:
    message: str
    """Id in the service's `messages.yaml`."""
    channel: str
    to: str
    text: str
    sent_at: datetime
    state: MessageState = MessageState.SENT
    state_at: datetime | None = None
    """When the gateway says it got this state; None: it has told nothing."""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A message that the applicant sent us."""

    channel: str
    sender: str
    text: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """Somebody opened the case."""

    at: datetime
    person: PersonId
    person_name: str
    page: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the case page shows, loaded together."""

    case: Case
    version: int
    status: InstanceStatus
    ended_at: datetime | None
    ended_element: str
    tokens: Sequence[Token]
    tasks: Sequence[UserTask]
    """All, also closed ones, oldest first."""
    jobs: Sequence[Job]
    timers: Sequence[Timer]
    incidents: Sequence[Incident]
    """Open ones."""
    history: Sequence[HistoryEvent]
    """Oldest first."""
    documents: Sequence[DocumentRow]
    files: Sequence[FileRow]
    messages: Sequence[MessageRow]
    replies: Sequence[ReplyRow]
    """What came back, oldest first."""
    variables: Mapping[str, Value]
    people: Mapping[PersonId, str]
    """Names of the people mentioned."""
    held_at: datetime | None = None
    """Since when a supervisor has it on hold; None where not."""


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task with its case, for the task page."""

    task: UserTask
    case_view: CaseView
    draft: Draft | None
    """The viewer's own."""
    others: tuple[Draft, ...] = ()
    """What others have typed into the same form."""


@dataclass(frozen=True, slots=True)
class InstanceQuery:
    offices: frozenset[OfficeId]
    bounds: DueBounds
    soon_until: datetime
    """A case whose term closes by then, and has not yet, is due soon."""
    show: InstanceFilter = "all"
    text: str = ""
    process: ProcessKey | None = None
    element: ElementId | None = None
    """Address of an element at which the case stands."""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class InstanceRow:
    instance_id: InstanceId
    number: CaseNumber
    applicant_name: str
    process_key: ProcessKey
    edition: str
    office_id: OfficeId
    status: InstanceStatus
    standing_at: Sequence[tuple[str, Text]]
    """(element id, name) of open user tasks; names of other waits are left empty."""
    incident_id: IncidentId | None
    incident_reason: Text | None
    is_tried_again: bool
    """Whether the incident is; another is closed with a note."""
    registered_at: datetime
    changed_at: datetime
    case_due_on: date
    case_closes_at: datetime
    term_met_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class InstancePage:
    rows: Sequence[InstanceRow]
    next: str
    total: int
    counts: Mapping[str, int]
    """Of each filter, unnarrowed: exact."""


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """The audit chains of one moment."""

    heads: Mapping[str, tuple[int, str]]
    """Chain to the (length, hash) that its owner remembers."""
    rows: Iterator[AuditRow]
    """By chain, then by number; read while they are asked for, never all at once."""


class Queries(
    ComplaintQueries, CitizenQueries, NoteQueries, NoticeQueries, PeopleQueries, Protocol
):
    """Reads of the projections; each is one short read transaction."""

    def person(self, person: PersonId) -> Person | None:
        """Asked by every page: it must not wait for a command."""
        ...

    def inbox(self, query: InboxQuery) -> InboxPage: ...

    def inbox_views(self, person: PersonId, offices: Collection[OfficeId]) -> InboxViews:
        """What the person keeps of the list, and what is shared in the offices."""
        ...

    def inbox_news(self, viewer: Viewer, which: TaskList, now: datetime) -> InboxNews:
        """Two statements, and no row is looked up."""
        ...

    def new_work(self, viewer: Viewer, since: datetime, now: datetime) -> int:
        """How many tasks that came after the moment are free for the viewer."""
        ...

    def first_task(self, viewer: Viewer, which: TaskList, now: datetime) -> UserTaskId | None:
        """The first row of the list alone; None where it is empty."""
        ...

    def open_task_counts(self, viewers: Sequence[Viewer], now: datetime) -> Mapping[PersonId, int]:
        """Held or claimable tasks of each, for the sign-in page of the demo."""
        ...

    def task(self, task_id: UserTaskId, viewer: PersonId) -> TaskView:
        """Raises UserTaskNotFound."""
        ...

    def case(self, number: CaseNumber) -> CaseView:
        """Raises CaseNotFound."""
        ...

    def snapshot(self, instance_id: InstanceId) -> bytes:
        """The engine's state of a case, for the few pages that need more than projections.

        Raises CaseNotFound.
        """
        ...

    def case_openings(self, instance_id: InstanceId, limit: int) -> Sequence[OpeningRow]:
        """Who opened the case, newest first, from its audit chain."""
        ...

    def instances(self, query: InstanceQuery) -> InstancePage: ...

    def counter(self, query: CounterQuery) -> CounterPage: ...

    def audit_trail(self) -> AbstractContextManager[AuditTrail]:
        """All audit chains at one moment, whatever is written meanwhile."""
        ...
