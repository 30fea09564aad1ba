"""A case in storage: its instance under lock, what is known of it, its tokens and variables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.case import Case, ProcessInstance
from app.domain.complaint import Complaint
from app.domain.identity import (
    CaseNumber,
    ElementId,
    IncidentId,
    InstanceId,
    ProcessKey,
    TokenId,
    UserTaskId,
)
from app.domain.indexed import IndexedValue, IndexedVariable
from app.feel import Value


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

    def version_of(self, instance_id: InstanceId) -> int:
        """The version of its process that the case runs by. Raises CaseNotFound."""
        ...

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

    def take_up(self, case: Case) -> None:
        """Write when it was taken up again, its new term, and that it is not met."""
        ...

    def pass_on(self, case: Case) -> None:
        """Write whom it was passed on to; nothing else of the case."""
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


class ComplaintRepository(Protocol):
    """What ties complaints to the cases they are about."""

    def add(self, complaint: Complaint) -> None: ...

    def get(self, instance_id: InstanceId) -> Complaint | None:
        """Of a complaint's own instance; None where it is no complaint."""
        ...

    def put(self, complaint: Complaint) -> None: ...


class VariableRepository(Protocol):
    def of(self, instance_id: InstanceId) -> Mapping[str, Value]:
        """The variables of the whole process as they were last written."""
        ...

    def drop(self, instance_id: InstanceId) -> None:
        """Forget them all: the instance begins anew."""
        ...

    def put(self, instance_id: InstanceId, variables: Mapping[str, Value]) -> None:
        """Insert or replace those given (typed columns for search, JSON for the rest)."""
        ...


class IndexedRepository(Protocol):
    """Variables by which tasks are found."""

    def put(self, instance_id: InstanceId, values: Mapping[str, IndexedValue]) -> None:
        """By the ids under which they are declared: one statement."""
        ...

    def drop(self, instance_id: InstanceId) -> None: ...

    def fill(self, process: ProcessKey, declared: Sequence[IndexedVariable]) -> None:
        """Write them anew for every case of the process, out of the variables it has."""
        ...
