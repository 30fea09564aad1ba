"""One case with everything its page shows, in a number of statements that does not grow."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Row, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.case import CaseNotFound, InstanceStatus
from app.domain.identity import (
    CaseNumber,
    DocumentId,
    InstanceId,
    PersonId,
    UploadId,
    UserTaskId,
)
from app.domain.message_state import MessageState
from app.domain.signatures import SignatureId
from app.domain.task import UserTaskNotFound
from app.feel.values import Value
from app.ports.views import (
    CaseView,
    DocumentRow,
    FileRow,
    MessageRow,
    OpeningRow,
    ReplyRow,
    SignatureRow,
    TaskView,
)
from app.storage.case_values import case_of, event_of, token_of
from app.storage.columns import Base
from app.storage.reading import Params, Slice, as_row, many
from app.storage.rows import (
    AuditRecordRow,
    DraftRow,
    HistoryEventRow,
    IncidentRow,
    JobRow,
    PersonRow,
    ProcessInstanceRow,
    ReceivedMessageRow,
    RegistrationNumberRow,
    SentMessageRow,
    ServiceCaseRow,
    TimerRow,
    TokenRow,
    UploadRow,
    UserTaskRow,
    VariableRow,
)
from app.storage.rows import DocumentRow as StoredDocumentRow
from app.storage.rows import SignatureRow as StoredSignatureRow
from app.storage.work_values import draft_of, incident_of, job_of, task_of, timer_of, with_barred

R = TypeVar("R", bound=Base)

_CASE = select(
    *ServiceCaseRow.__table__.c,
    ProcessInstanceRow.version,
    ProcessInstanceRow.status,
    ProcessInstanceRow.ended_at,
    ProcessInstanceRow.ended_element,
    ProcessInstanceRow.held_at,
).join(ProcessInstanceRow, ProcessInstanceRow.id == ServiceCaseRow.instance_id)
_BY_NUMBER = _CASE.join(
    RegistrationNumberRow, RegistrationNumberRow.instance_id == ServiceCaseRow.instance_id
).where(RegistrationNumberRow.number == bindparam("wanted"))
_BY_TASK = _CASE.join(UserTaskRow, UserTaskRow.instance_id == ServiceCaseRow.instance_id).where(
    UserTaskRow.id == bindparam("wanted")
)


def _of(row_type: type[R], *order: InstrumentedAttribute[Any]) -> Select[R]:
    owner = row_type.__table__.c.instance_id
    return select(row_type).where(owner == bindparam("of_instance")).order_by(*order)


_SNAPSHOT = select(ProcessInstanceRow.snapshot).where(
    ProcessInstanceRow.id == bindparam("of_instance")
)
_TOKENS = _of(TokenRow, TokenRow.element_id, TokenRow.id)
_TASKS = _of(UserTaskRow, UserTaskRow.created_at, UserTaskRow.id)
_JOBS = _of(JobRow, JobRow.created_at, JobRow.id)
_TIMERS = _of(TimerRow, TimerRow.due_at, TimerRow.id)
_INCIDENTS = _of(IncidentRow, IncidentRow.created_at, IncidentRow.id).where(
    IncidentRow.resolved_at.is_(None)
)
_HISTORY = _of(HistoryEventRow, HistoryEventRow.at, HistoryEventRow.id)
_VARIABLES = _of(VariableRow, VariableRow.name)
_MESSAGES = _of(SentMessageRow, SentMessageRow.sent_at, SentMessageRow.job_id)
_REPLIES = _of(ReceivedMessageRow, ReceivedMessageRow.received_at, ReceivedMessageRow.id)
_FILES = (
    select(
        UploadRow.id,
        UploadRow.file_name,
        UploadRow.uploaded_at,
        UploadRow.uploaded_by,
    )
    .where(UploadRow.instance_id == bindparam("of_instance"))
    .order_by(UploadRow.uploaded_at, UploadRow.id)
)
# Not the papers themselves: a page lists them, and a PDF may be large.
_DOCUMENTS = (
    select(
        StoredDocumentRow.id,
        StoredDocumentRow.title,
        StoredDocumentRow.template,
        StoredDocumentRow.number,
        StoredDocumentRow.made_at,
        StoredSignatureRow.id.label("signature_id"),
        StoredSignatureRow.signer_iin,
        StoredSignatureRow.signer_name,
        StoredSignatureRow.verified_at.label("at"),
    )
    .outerjoin(StoredSignatureRow, StoredSignatureRow.document_id == StoredDocumentRow.id)
    .where(StoredDocumentRow.instance_id == bindparam("of_instance"))
    .order_by(
        *(StoredDocumentRow.made_at, StoredDocumentRow.id),
        *(StoredSignatureRow.verified_at, StoredSignatureRow.id),
    )
)
_DRAFTS = select(DraftRow).where(DraftRow.task_id == bindparam("of_task"))
_NAMES = select(PersonRow.id, PersonRow.full_name).where(
    PersonRow.id.in_(bindparam("mentioned", expanding=True))
)
_OPENINGS = (
    select(AuditRecordRow.at, AuditRecordRow.actor, AuditRecordRow.facts, PersonRow.full_name)
    .outerjoin(PersonRow, PersonRow.id == AuditRecordRow.actor)
    .where(AuditRecordRow.chain == bindparam("of_chain"), AuditRecordRow.action == "case-opened")
    .order_by(AuditRecordRow.number.desc())
    .limit(bindparam("most"))
)


def case(connection: Connection, number: CaseNumber) -> CaseView:
    """Thirteen statements. Raises CaseNotFound."""
    row = connection.execute(_BY_NUMBER, {"wanted": number}).first()
    if row is None:
        raise CaseNotFound(f"Expected a case {number}, there is none")
    return _view(connection, row)


def task(connection: Connection, task_id: UserTaskId, viewer: PersonId) -> TaskView:
    """Fourteen statements. Raises UserTaskNotFound."""
    row = connection.execute(_BY_TASK, {"wanted": task_id}).first()
    if row is None:
        raise UserTaskNotFound(f"Expected a user task {task_id} of a case, there is none")
    view = _view(connection, row)
    own = next(one for one in view.tasks if one.id == task_id)
    kept = [draft_of(one) for one in many(connection, DraftRow, _DRAFTS, {"of_task": task_id})]
    mine = next((one for one in kept if one.person == viewer), None)
    return TaskView(own, view, mine, tuple(one for one in kept if one.person != viewer))


def snapshot(connection: Connection, instance_id: InstanceId) -> bytes:
    found = connection.execute(_SNAPSHOT, {"of_instance": instance_id}).scalar_one_or_none()
    if found is None:
        raise CaseNotFound(f"Expected an instance {instance_id}")
    return found


def case_openings(
    connection: Connection, instance_id: InstanceId, limit: int
) -> Sequence[OpeningRow]:
    """One statement."""
    params = {"of_chain": f"case:{instance_id}", "most": limit}
    return [
        OpeningRow(row.at, PersonId(row.actor), row.full_name or "", row.facts.get("page", ""))
        for row in connection.execute(_OPENINGS, params)
    ]


def _view(connection: Connection, row: Row[*tuple[object, ...]]) -> CaseView:
    found = case_of(as_row(ServiceCaseRow, Slice(ServiceCaseRow, row, 0)))
    own = {"of_instance": found.instance_id}
    told = [task_of(r) for r in many(connection, UserTaskRow, _TASKS, own)]
    tasks = [with_barred(task, told) for task in told]
    history = [event_of(r) for r in many(connection, HistoryEventRow, _HISTORY, own)]
    files = [
        FileRow(UploadId(r.id), r.file_name, r.uploaded_at, PersonId(r.uploaded_by))
        for r in connection.execute(_FILES, own)
    ]
    mentioned = {
        found.registered_by,
        *(file.uploaded_by for file in files),
        *(one.assignee for one in tasks),
        *(one.ended_by for one in tasks),
        *(event.actor for event in history),
    }
    return CaseView(
        case=found,
        version=row.version,
        status=InstanceStatus(row.status),
        ended_at=row.ended_at,
        ended_element=row.ended_element or "",
        held_at=row.held_at,
        tokens=[token_of(r) for r in many(connection, TokenRow, _TOKENS, own)],
        tasks=tasks,
        jobs=[job_of(r) for r in many(connection, JobRow, _JOBS, own)],
        timers=[timer_of(r) for r in many(connection, TimerRow, _TIMERS, own)],
        incidents=[incident_of(r) for r in many(connection, IncidentRow, _INCIDENTS, own)],
        history=history,
        documents=_documents(connection, own),
        files=files,
        messages=[
            MessageRow(
                message=r.message,
                channel=r.channel,
                to=r.sent_to,
                text=r.text,
                sent_at=r.sent_at,
                state=MessageState(r.state),
                state_at=r.state_at,
            )
            for r in many(connection, SentMessageRow, _MESSAGES, own)
        ],
        replies=[
            ReplyRow(r.channel, r.sender, r.text, r.received_at)
            for r in many(connection, ReceivedMessageRow, _REPLIES, own)
        ],
        variables={
            r.name: cast("Value", r.value) for r in many(connection, VariableRow, _VARIABLES, own)
        },
        people=_names(connection, mentioned),
    )


def _documents(connection: Connection, own: Params) -> list[DocumentRow]:
    """Each with its signatures: one row for each of them, or one without."""
    found: list[DocumentRow] = []
    rows = connection.execute(_DOCUMENTS, own)
    for (document_id, title, template, number, made_at), signed in groupby(
        rows, key=lambda row: row[:5]
    ):
        signatures = tuple(
            SignatureRow(SignatureId(row.signature_id), row.signer_iin, row.signer_name, row.at)
            for row in signed
            if row.signature_id is not None
        )
        found.append(
            DocumentRow(DocumentId(document_id), title, template, number, made_at, signatures)
        )
    return found


def _names(connection: Connection, mentioned: Iterable[str | None]) -> Mapping[PersonId, str]:
    logins = sorted({login for login in mentioned if login is not None})
    rows = connection.execute(_NAMES, {"mentioned": logins})
    return {PersonId(login): name for login, name in rows}
