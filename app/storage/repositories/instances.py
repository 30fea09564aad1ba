"""Instances: locked before any check, written once per command; their tokens and variables."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast
from uuid import UUID

from sqlalchemy import Connection, Row, Select, bindparam, delete, select, update
from sqlalchemy.exc import ResourceClosedError

from app.domain.case import CaseNotFound, ProcessInstance
from app.domain.identity import CaseNumber, IncidentId, InstanceId, TokenId, UserTaskId
from app.domain.refusals import Conflict
from app.domain.task import UserTaskNotFound
from app.domain.work import IncidentNotFound
from app.feel.values import Value
from app.ports.storage import Token
from app.storage.case_values import case_of, instance_of, instance_row, token_of, variable_row
from app.storage.dialects import upsert
from app.storage.reading import Slice, add, as_row, change, many, width
from app.storage.repositories.memory import Memory
from app.storage.rows import (
    IncidentRow,
    ProcessInstanceRow,
    RegistrationNumberRow,
    ServiceCaseRow,
    TokenRow,
    UserTaskRow,
    VariableRow,
)
from app.storage.work_values import task_of

_VARIABLES = select(VariableRow).where(VariableRow.instance_id == bindparam("of_instance"))
_DROP_VARIABLES = delete(VariableRow).where(VariableRow.instance_id == bindparam("of_instance"))

# The case comes along locked, and so does a task, after their instance: only then does PostgreSQL
# give their newest version to a command that had to wait.
_BOTH = select(*ProcessInstanceRow.__table__.c, *ServiceCaseRow.__table__.c)
_OF_CASE = ServiceCaseRow.instance_id == ProcessInstanceRow.id
_WITH_CASE = _BOTH.join(ServiceCaseRow, _OF_CASE)
_LOCK = _WITH_CASE.where(ProcessInstanceRow.id == bindparam("wanted")).with_for_update(
    of=(ProcessInstanceRow, ServiceCaseRow)
)
_LOCK_WITHOUT_CASE = (
    _BOTH.outerjoin(ServiceCaseRow, _OF_CASE)
    .where(ProcessInstanceRow.id == bindparam("wanted"))
    .with_for_update(of=ProcessInstanceRow)
)
_LOCK_BY_NUMBER = (
    _WITH_CASE.join(
        RegistrationNumberRow, RegistrationNumberRow.instance_id == ProcessInstanceRow.id
    )
    .where(RegistrationNumberRow.number == bindparam("wanted"))
    .with_for_update(of=(ProcessInstanceRow, ServiceCaseRow))
)
_LOCK_BY_TASK = (
    _WITH_CASE.add_columns(*UserTaskRow.__table__.c)
    .join(UserTaskRow, UserTaskRow.instance_id == ProcessInstanceRow.id)
    .where(UserTaskRow.id == bindparam("wanted"))
    .with_for_update(of=(ProcessInstanceRow, ServiceCaseRow, UserTaskRow))
)
_LOCK_BY_INCIDENT = (
    _WITH_CASE.join(IncidentRow, IncidentRow.instance_id == ProcessInstanceRow.id)
    .where(IncidentRow.id == bindparam("wanted"))
    .with_for_update(of=(ProcessInstanceRow, ServiceCaseRow))
)
_PUT = update(ProcessInstanceRow).where(
    ProcessInstanceRow.id == bindparam("of_id"),
    ProcessInstanceRow.row_version == bindparam("of_version"),
)
_TOKENS = select(TokenRow).where(TokenRow.instance_id == bindparam("of_instance"))
_MOVE = (
    update(TokenRow)
    .where(TokenRow.instance_id == bindparam("of_instance"), TokenRow.id == bindparam("old"))
    .values(id=bindparam("new"), element_id=bindparam("element"), kind=bindparam("new_kind"))
)
_REMOVE = delete(TokenRow).where(
    TokenRow.instance_id == bindparam("of_instance"),
    TokenRow.id.in_(bindparam("gone", expanding=True)),
)


class InstanceRepository:
    """Implements app.ports.storage.InstanceRepository."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory

    def add(self, instance: ProcessInstance) -> None:
        """Written with the first `put` or the commit: a start then writes its row once."""
        if self._connection.closed:
            raise ResourceClosedError("The unit of work is closed")
        self._memory.unwritten[instance.id] = instance
        self._memory.bare.add(instance.id)

    def flush(self) -> None:
        """Write what was added and has not been put since."""
        for instance in self._memory.unwritten.values():
            self._insert(instance)
        self._memory.unwritten.clear()

    def lock(self, instance_id: InstanceId) -> ProcessInstance:
        row = self._locked(_LOCK, instance_id) or self._locked(_LOCK_WITHOUT_CASE, instance_id)
        if row is None:
            raise CaseNotFound(f"Expected an instance {instance_id}, there is none")
        return self._remembered(row)

    def lock_by_number(self, number: CaseNumber) -> ProcessInstance:
        row = self._locked(_LOCK_BY_NUMBER, number)
        if row is None:
            raise CaseNotFound(f"Expected a case {number}, there is none")
        return self._remembered(row)

    def lock_by_task(self, task_id: UserTaskId) -> ProcessInstance:
        row = self._locked(_LOCK_BY_TASK, task_id)
        if row is None:
            raise UserTaskNotFound(f"Expected a user task {task_id}, there is none")
        start = width(ProcessInstanceRow) + width(ServiceCaseRow)
        task = task_of(as_row(UserTaskRow, Slice(UserTaskRow, row, start)))
        self._memory.tasks[task.id] = task
        return self._remembered(row)

    def lock_by_incident(self, incident_id: IncidentId) -> ProcessInstance:
        row = self._locked(_LOCK_BY_INCIDENT, incident_id)
        if row is None:
            raise IncidentNotFound(f"Expected an incident {incident_id}, there is none")
        return self._remembered(row)

    def put(self, instance: ProcessInstance) -> None:
        """Raises Conflict where the row has another version than the one that was read."""
        added = self._memory.unwritten.pop(instance.id, None)
        if added is not None and added.row_version == instance.row_version:
            self._insert(replace(instance, row_version=instance.row_version + 1))
            self._memory.versions[instance.id] = (added.row_version, added.row_version + 1)
            return
        read, now = self._memory.versions.get(
            instance.id, (instance.row_version, instance.row_version)
        )
        values = instance_row(instance)
        del values["id"]
        values |= {"row_version": now + 1, "of_id": instance.id, "of_version": now}
        if read != instance.row_version or change(self._connection, _PUT, values) != 1:
            raise Conflict(
                f"Expected instance {instance.id} at version {instance.row_version}, it moved on"
            )
        self._memory.versions[instance.id] = (read, now + 1)

    def _insert(self, instance: ProcessInstance) -> None:
        add(self._connection, ProcessInstanceRow, instance_row(instance))
        self._memory.versions[instance.id] = (instance.row_version, instance.row_version)

    def _locked(
        self, statement: Select[*tuple[object, ...]], wanted: UUID | CaseNumber
    ) -> Row[*tuple[object, ...]] | None:
        self.flush()
        return self._connection.execute(statement, {"wanted": wanted}).first()

    def _remembered(self, row: Row[*tuple[object, ...]]) -> ProcessInstance:
        instance = instance_of(as_row(ProcessInstanceRow, Slice(ProcessInstanceRow, row, 0)))
        # A second lock within the command reads what the command itself has written.
        self._memory.versions[instance.id] = (instance.row_version, instance.row_version)
        found = as_row(ServiceCaseRow, Slice(ServiceCaseRow, row, width(ProcessInstanceRow)))
        if found.number is not None:
            self._memory.cases[instance.id] = case_of(found)
        return instance


class TokenRepository:
    """Implements app.ports.storage.TokenRepository."""

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory

    def of(self, instance_id: InstanceId) -> tuple[Token, ...]:
        if instance_id in self._memory.bare:
            return ()
        rows = many(self._connection, TokenRow, _TOKENS, {"of_instance": instance_id})
        return tuple(token_of(row) for row in rows)

    def change(
        self, instance_id: InstanceId, *, gone: Sequence[TokenId], come: Sequence[Token]
    ) -> None:
        if come:
            self._memory.bare.discard(instance_id)
        if len(gone) == 1 and len(come) == 1:
            # One token that moves on, as most commands do, is one statement.
            (old,), (new,) = gone, come
            moved = {"old": old, "new": new.id, "element": new.element_id, "new_kind": new.kind}
            if change(self._connection, _MOVE, moved | {"of_instance": instance_id}) == 1:
                return
        if gone:
            change(self._connection, _REMOVE, {"of_instance": instance_id, "gone": list(gone)})
        if come:
            rows = [
                {
                    "instance_id": instance_id,
                    "id": token.id,
                    "element_id": token.element_id,
                    "kind": token.kind,
                }
                for token in come
            ]
            add(self._connection, TokenRow, rows)


class VariableRepository:
    """Implements app.ports.storage.VariableRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, instance_id: InstanceId) -> Mapping[str, Value]:
        rows = many(self._connection, VariableRow, _VARIABLES, {"of_instance": instance_id})
        return {row.name: cast("Value", row.value) for row in rows}

    def drop(self, instance_id: InstanceId) -> None:
        change(self._connection, _DROP_VARIABLES, {"of_instance": instance_id})

    def put(self, instance_id: InstanceId, variables: Mapping[str, Value]) -> None:
        rows = [variable_row(instance_id, name, value) for name, value in variables.items()]
        if rows:
            statement = upsert(self._connection, VariableRow, key=("instance_id", "name"))
            self._connection.execute(statement, rows)
