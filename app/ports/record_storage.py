"""What proves and tells afterwards: answers of commands, history, the audit chains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from app.domain.audit import AuditEntry, AuditRow
from app.domain.identity import CommandId, ElementId, FlowId, InstanceId

Answer = TypeVar("Answer")


class CommandLog(Protocol):
    """The first answers of commands, so that a repeated command gets the same one."""

    def answer_of(self, command_id: CommandId, kind: type[Answer]) -> Answer | None:
        """The first answer. Raises CommandIdReused if it answered another kind of command."""
        ...

    def remember(self, command_id: CommandId, answer: object, at: datetime) -> None:
        """Keep a frozen dataclass of plain fields.

        Fields are str, int, bool, None, UUID, date, datetime or tuples of them.
        """
        ...


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """Something that happened in a case, for its timeline and for statistics."""

    at: datetime
    kind: str
    """`registered`, `completed` (an element), `cancelled`, `fired`, `job_failed`, `incident`,
    `incident_resolved`, `mended`, `held`, `resumed`, `decided` (by which
    rules), `claimed`, `unclaimed`, `assigned`, `unassigned`,
    `delegated`, `taken_back`, `set_aside`, `brought_back`, `prioritized`, `message_sent`,
    `document_made`, `called` (by a call activity),
    `warned` (of a null), `document_signed`, `ended`,
    `instance_cancelled`, `term_suspended`, `term_resumed`, `term_extended`, `calendar_changed`."""
    element_id: ElementId | None
    actor: str
    """A person's login, or `system`."""
    flows: tuple[FlowId, ...] = ()
    facts: Mapping[str, str] | None = None


class HistoryRepository(Protocol):
    def add(self, instance_id: InstanceId, events: Sequence[HistoryEvent]) -> None:
        """Append in this order; events of one moment keep it."""
        ...


class AuditRepository(Protocol):
    """Case chains keep their head on the instance row; other chains in a small table."""

    def append(self, rows: Sequence[AuditRow]) -> None: ...

    def append_to(self, chain: str, entry: AuditEntry) -> None:
        """Lock the head of a chain that is not a case's, chain the entry, write both."""
        ...
