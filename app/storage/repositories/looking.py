"""Tasks read with all that a completion asks of them, for many at once and without a lock."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from app.domain.case import ProcessInstance
from app.domain.identity import UserTaskId
from app.domain.task import TaskState
from app.storage.case_values import case_of, instance_of
from app.storage.reading import Slice, as_row, many, width
from app.storage.repositories.memory import Looked, Memory
from app.storage.repositories.signatures import stored_signature
from app.storage.rows import (
    DocumentRow,
    DraftRow,
    ProcessInstanceRow,
    ServiceCaseRow,
    SignatureRow,
    UploadRow,
    UserTaskRow,
)
from app.storage.work_values import draft_of, task_of

_TASKS = (
    select(*ProcessInstanceRow.__table__.c, *ServiceCaseRow.__table__.c, *UserTaskRow.__table__.c)
    .join(ServiceCaseRow, ServiceCaseRow.instance_id == ProcessInstanceRow.id)
    .join(UserTaskRow, UserTaskRow.instance_id == ProcessInstanceRow.id)
    .where(UserTaskRow.id.in_(bindparam("wanted", expanding=True)))
)
_DRAFTS = select(DraftRow).where(DraftRow.task_id.in_(bindparam("wanted", expanding=True)))
_DONE = select(UserTaskRow).where(
    UserTaskRow.instance_id.in_(bindparam("wanted", expanding=True)),
    UserTaskRow.state == TaskState.COMPLETED.value,
)
# Not the files themselves: a preview asks only whose they are.
_UPLOADS = select(UploadRow.instance_id, UploadRow.id).where(
    UploadRow.instance_id.in_(bindparam("wanted", expanding=True))
)
_DOCUMENTS = select(DocumentRow.id).where(
    DocumentRow.instance_id.in_(bindparam("wanted", expanding=True))
)
_SIGNATURES = (
    select(SignatureRow)
    .where(
        SignatureRow.instance_id.in_(bindparam("wanted", expanding=True)),
        SignatureRow.document_id.is_not(None),
    )
    .order_by(SignatureRow.verified_at, SignatureRow.id)
)


def look_at(
    connection: Connection, memory: Memory, tasks: Sequence[UserTaskId]
) -> Mapping[UserTaskId, ProcessInstance]:
    """Six statements, however many tasks there are; the memory knows all of it afterwards."""
    found: dict[UserTaskId, ProcessInstance] = {}
    case_at = width(ProcessInstanceRow)
    task_at = case_at + width(ServiceCaseRow)
    for row in connection.execute(_TASKS, {"wanted": list(tasks)}):
        instance = instance_of(as_row(ProcessInstanceRow, Slice(ProcessInstanceRow, row, 0)))
        case = case_of(as_row(ServiceCaseRow, Slice(ServiceCaseRow, row, case_at)))
        task = task_of(as_row(UserTaskRow, Slice(UserTaskRow, row, task_at)))
        memory.cases[instance.id], memory.tasks[task.id] = case, task
        found[task.id] = instance
    memory.looked = _papers(connection, tasks, [one.id for one in found.values()])
    return found


def _papers(
    connection: Connection, tasks: Sequence[UserTaskId], instances: Sequence[UUID]
) -> Looked:
    of_tasks, of_instances = {"wanted": list(tasks)}, {"wanted": list(dict.fromkeys(instances))}
    looked = Looked(
        frozenset(tasks),
        frozenset(instances),
        defaultdict(list),
        defaultdict(list),
        defaultdict(set),
        {},
    )
    for draft in map(draft_of, many(connection, DraftRow, _DRAFTS, of_tasks)):
        looked.drafts[draft.task_id].append(draft)
    for done in map(task_of, many(connection, UserTaskRow, _DONE, of_instances)):
        looked.done[done.instance_id].append(done)
    for instance_id, upload_id in connection.execute(_UPLOADS, of_instances):
        looked.uploads[instance_id].add(upload_id)
    for document_id in connection.execute(_DOCUMENTS, of_instances).scalars():
        looked.signatures[document_id] = []
    for row in many(connection, SignatureRow, _SIGNATURES, of_instances):
        if row.document_id in looked.signatures:
            looked.signatures[row.document_id].append(stored_signature(row))
    return looked
