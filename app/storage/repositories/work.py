"""User tasks and drafts: what people have to do, and what they have typed so far."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select, update

from app.domain.case import ProcessInstance
from app.domain.identity import InstanceId, PersonId, UserTaskId
from app.domain.names import sort_key
from app.domain.task import TaskState, UserTask, UserTaskNotFound, UserTaskNotOpen
from app.ports.storage import Draft
from app.storage.dialects import insert_new, upsert
from app.storage.reading import add, change, first, many
from app.storage.repositories.looking import look_at
from app.storage.repositories.memory import Memory
from app.storage.rows import (
    CandidateSetRow,
    DraftRow,
    ServiceCaseRow,
    TaskBarredRow,
    UserTaskRow,
)
from app.storage.work_values import (
    candidate_key,
    candidates_of,
    draft_of,
    task_of,
    task_row,
    with_barred,
)

_OPEN = (TaskState.OPEN.value, TaskState.CLAIMED.value)
_GET = select(UserTaskRow).where(UserTaskRow.id == bindparam("wanted"))
_OPEN_OF = (
    select(UserTaskRow)
    .where(UserTaskRow.instance_id == bindparam("of_instance"), UserTaskRow.state.in_(_OPEN))
    .order_by(UserTaskRow.created_at, UserTaskRow.id)
    .with_for_update()
)
_DONE = select(UserTaskRow).where(
    UserTaskRow.instance_id == bindparam("of_instance"),
    UserTaskRow.element_id.in_(bindparam("done", expanding=True)),
    UserTaskRow.state == TaskState.COMPLETED.value,
)
_PUT = update(UserTaskRow).where(
    UserTaskRow.instance_id == bindparam("of_instance"),
    UserTaskRow.id == bindparam("of_id"),
    UserTaskRow.state.in_(_OPEN),
)
_LOOKING_AGAIN = select(UserTaskRow).where(
    UserTaskRow.instance_id == bindparam("of_instance"),
    UserTaskRow.state.in_(_OPEN),
    UserTaskRow.four_eyes != "",
)
_LIFT_BAR = delete(TaskBarredRow).where(
    TaskBarredRow.instance_id == bindparam("of_instance"),
    TaskBarredRow.task_id == bindparam("of_id"),
)
_OF_CASE = select(ServiceCaseRow.process_key, ServiceCaseRow.applicant_sort_key).where(
    ServiceCaseRow.instance_id == bindparam("of_instance")
)
_DRAFT = select(DraftRow).where(
    DraftRow.task_id == bindparam("of_task"), DraftRow.person == bindparam("of_person")
)
_DRAFTS_OF_OTHERS = select(DraftRow).where(
    DraftRow.task_id == bindparam("of_task"), DraftRow.person != bindparam("of_person")
)
_DROP_DRAFTS = delete(DraftRow).where(DraftRow.task_id == bindparam("of_task"))


class UserTaskRepository:
    """Implements app.ports.storage.UserTaskRepository."""

    def __init__(self, connection: Connection, memory: Memory, known_sets: set[str]) -> None:
        self._connection = connection
        self._memory = memory
        self._known_sets = known_sets

    def add(self, tasks: Sequence[UserTask]) -> None:
        self._write_sets(tasks)
        add(
            self._connection,
            UserTaskRow,
            [task_row(task) | self._told_of_case(task.instance_id) for task in tasks],
        )
        self._bar([self._with_barred(task) for task in tasks])

    def get(self, task_id: UserTaskId) -> UserTask:
        task = self._memory.tasks.get(task_id)
        if task is None:
            row = first(self._connection, UserTaskRow, _GET, {"wanted": task_id})
            if row is None:
                raise UserTaskNotFound(f"Expected a user task {task_id}, there is none")
            task = task_of(row)
        return self._with_barred(task)

    def look_at(self, tasks: Sequence[UserTaskId]) -> Mapping[UserTaskId, ProcessInstance]:
        return look_at(self._connection, self._memory, tasks)

    def open_of(self, instance_id: InstanceId) -> tuple[UserTask, ...]:
        rows = many(self._connection, UserTaskRow, _OPEN_OF, {"of_instance": instance_id})
        return tuple(self._with_barred(task_of(row)) for row in rows)

    def _with_barred(self, task: UserTask) -> UserTask:
        """One statement more where the model asks for a second person, and none elsewhere."""
        if not task.four_eyes:
            return task
        looked = self._memory.looked
        if looked is not None and task.instance_id in looked.instances:
            return with_barred(task, looked.done.get(task.instance_id, ()))
        params = {"of_instance": task.instance_id, "done": list(task.four_eyes)}
        return with_barred(task, map(task_of, many(self._connection, UserTaskRow, _DONE, params)))

    def put(self, task: UserTask) -> None:
        """Raises UserTaskNotOpen where the stored task is closed: closed tasks never change."""
        values = task_row(task)
        keys = {"of_instance": values.pop("instance_id"), "of_id": values.pop("id")}
        known = self._memory.tasks.get(task.id)
        if known is not None:
            # Locked since it was read: only what has changed is written.
            before = task_row(known)
            values = {name: value for name, value in values.items() if before[name] != value}
        if not values:
            return
        if "candidates" in values:
            self._write_sets([task])
        if change(self._connection, _PUT, values | keys) != 1:
            raise UserTaskNotOpen(f"Expected user task {task.id} open, but it is closed")
        if task.four_eyes and not task.is_open:
            change(self._connection, _LIFT_BAR, keys)
        if task.id in self._memory.tasks:
            self._memory.tasks[task.id] = task

    def bar_who_completed(self, instance_id: InstanceId) -> None:
        found = many(self._connection, UserTaskRow, _LOOKING_AGAIN, {"of_instance": instance_id})
        self._bar([self._with_barred(task_of(row)) for row in found])

    def _bar(self, tasks: Sequence[UserTask]) -> None:
        """Tell the lists who may not do them."""
        rows = [
            {"instance_id": task.instance_id, "task_id": task.id, "person": person}
            for task in tasks
            for person in sorted(task.barred)
        ]
        if rows:
            key = ("instance_id", "task_id", "person")
            self._connection.execute(insert_new(self._connection, TaskBarredRow, key=key), rows)

    def _told_of_case(self, instance_id: InstanceId) -> dict[str, str]:
        """What lists are filtered and sorted by; a command holds its case in memory."""
        case = self._memory.cases.get(instance_id)
        if case is not None:
            return {
                "process_key": case.process_key,
                "sort_name": sort_key(case.applicant.full_name),
            }
        found = self._connection.execute(_OF_CASE, {"of_instance": instance_id}).first()
        process_key, sort_name = found or ("", "")
        return {"process_key": process_key, "sort_name": sort_name}

    def _write_sets(self, tasks: Sequence[UserTask]) -> None:
        """Name the candidate sets that no task before had; there are a few per model."""
        new = {candidate_key(members): members for members in map(candidates_of, tasks) if members}
        known = self._known_sets | self._memory.sets
        rows = [
            {"key": key, "member": member}
            for key, members in sorted(new.items())
            if key not in known
            for member in members
        ]
        if rows:
            statement = insert_new(self._connection, CandidateSetRow, key=("key", "member"))
            self._connection.execute(statement, rows)
            self._memory.sets |= new.keys()


class DraftRepository:
    """Implements app.ports.storage.DraftRepository."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory

    def get(self, task_id: UserTaskId, person: PersonId) -> Draft | None:
        if (kept := self._looked(task_id)) is not None:
            return next((one for one in kept if one.person == person), None)
        keys = {"of_task": task_id, "of_person": person}
        row = first(self._connection, DraftRow, _DRAFT, keys)
        return None if row is None else draft_of(row)

    def of_others(self, task_id: UserTaskId, person: PersonId) -> tuple[Draft, ...]:
        if (kept := self._looked(task_id)) is not None:
            return tuple(one for one in kept if one.person != person)
        keys = {"of_task": task_id, "of_person": person}
        return tuple(map(draft_of, many(self._connection, DraftRow, _DRAFTS_OF_OTHERS, keys)))

    def put(self, instance_id: InstanceId, draft: Draft) -> None:
        statement = upsert(self._connection, DraftRow, key=("instance_id", "task_id", "person"))
        values = {
            "instance_id": instance_id,
            "task_id": draft.task_id,
            "person": draft.person,
            "answers": draft.answers,
            "saved_at": draft.saved_at,
            "seen_case": draft.seen.case if draft.seen else None,
            "seen_others": draft.seen.others if draft.seen else None,
        }
        self._connection.execute(statement, values)

    def _looked(self, task_id: UserTaskId) -> Sequence[Draft] | None:
        """What was read ahead; None where nothing was."""
        looked = self._memory.looked
        if looked is None or task_id not in looked.tasks:
            return None
        return looked.drafts.get(task_id, ())

    def drop(self, task_id: UserTaskId) -> None:
        change(self._connection, _DROP_DRAFTS, {"of_task": task_id})
