"""What proves and tells afterwards: answers of commands, the audit chains, history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.domain.audit import CHAIN_START, AuditEntry, AuditRow, chained
from app.domain.identity import CommandId, InstanceId
from app.domain.refusals import CommandIdReused
from app.ports.storage import HistoryEvent
from app.storage.answers import dump_answer, kind_of, load_answer
from app.storage.case_values import event_rows
from app.storage.dialects import insert_new, upsert_unchanged
from app.storage.reading import add, change, first
from app.storage.repositories.memory import Memory
from app.storage.rows import AuditChainRow, AuditRecordRow, CommandLogRow, HistoryEventRow

Answer = TypeVar("Answer")

_ANSWER = select(CommandLogRow).where(CommandLogRow.command_id == bindparam("wanted"))
_REMEMBER = (
    update(CommandLogRow)
    .where(CommandLogRow.command_id == bindparam("wanted"), CommandLogRow.answer.is_(None))
    .values(kind=bindparam("new_kind"), answer=bindparam("told"), at=bindparam("moment"))
)
_FORGET = delete(CommandLogRow).where(CommandLogRow.command_id == bindparam("wanted"))
_CHAIN_HEAD = (
    update(AuditChainRow)
    .where(AuditChainRow.chain == bindparam("of_chain"))
    .values(head=bindparam("new_head"), length=bindparam("new_length"))
)
# Numbered within its moment and instance: every event of a list takes the next number in turn.
_ADD_EVENT = insert(HistoryEventRow).values(
    id=select(func.coalesce(func.max(HistoryEventRow.id), 0) + 1)
    .where(
        HistoryEventRow.at == bindparam("moment", type_=HistoryEventRow.at.type),
        HistoryEventRow.instance_id
        == bindparam("of_instance", type_=HistoryEventRow.instance_id.type),
    )
    .scalar_subquery()
)


class CommandLog:
    """Implements app.ports.storage.CommandLog.

    Asking for the answer reserves the id by inserting it without one. Of two equal commands at
    once, the second waits there for the first: it gets its answer, or, where the first was rolled
    back, the id. So even a start, which has no row to lock, runs once.
    """

    def __init__(self, connection: Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory

    def answer_of(self, command_id: CommandId, kind: type[Answer]) -> Answer | None:
        if command_id in self._memory.reserved:
            return None
        reserve = insert_new(self._connection, CommandLogRow, key=("command_id",))
        row = {"command_id": command_id, "kind": kind_of(kind), "answer": None, "at": None}
        if self._connection.execute(reserve, row).rowcount == 1:
            self._memory.reserved.add(command_id)
            return None
        earlier = first(self._connection, CommandLogRow, _ANSWER, {"wanted": command_id})
        if earlier is None or earlier.kind != kind_of(kind) or earlier.answer is None:
            raise CommandIdReused(
                f"Expected command {command_id} to be answered by {kind_of(kind)}"
            )
        return load_answer(kind, earlier.answer)

    def remember(self, command_id: CommandId, answer: object, at: datetime) -> None:
        """Raises CommandIdReused where the id has an answer."""
        kind, told = kind_of(type(answer)), dump_answer(answer)
        if command_id in self._memory.reserved:
            params = {"wanted": command_id, "new_kind": kind, "told": told, "moment": at}
            change(self._connection, _REMEMBER, params)
            self._memory.reserved.discard(command_id)
            return
        row = {"command_id": command_id, "kind": kind, "answer": told, "at": at}
        try:
            add(self._connection, CommandLogRow, row)
        except IntegrityError as taken:
            raise CommandIdReused(f"Expected command {command_id} to be new") from taken

    def forget_unanswered(self) -> None:
        """Give back ids that were asked about and never answered; called before the commit."""
        for command_id in self._memory.reserved:
            change(self._connection, _FORGET, {"wanted": command_id})
        self._memory.reserved.clear()


class HistoryRepository:
    """Implements app.ports.storage.HistoryRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, instance_id: InstanceId, events: Sequence[HistoryEvent]) -> None:
        if not events:
            return
        rows = [
            row | {"moment": row["at"], "of_instance": instance_id}
            for row in event_rows(instance_id, events)
        ]
        self._connection.execute(_ADD_EVENT, rows)


class AuditRepository:
    """Implements app.ports.storage.AuditRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, rows: Sequence[AuditRow]) -> None:
        """Raises ValueError for a row whose hash was made of a moment that is not in UTC."""
        for row in rows:
            if row.entry.at.isoformat() != row.entry.at.astimezone(UTC).isoformat():
                raise ValueError(f"Expected row {row.number} of {row.chain} to be told in UTC")
        if rows:
            add(self._connection, AuditRecordRow, [_audit_row(row) for row in rows])

    def append_to(self, chain: str, entry: AuditEntry) -> None:
        # One statement finds the head or makes it, and locks it either way.
        lock = upsert_unchanged(self._connection, AuditChainRow, key=("chain",)).returning(
            AuditChainRow.__table__.c.head, AuditChainRow.__table__.c.length
        )
        start = {"chain": chain, "head": CHAIN_START, "length": 0}
        head, length = self._connection.execute(lock, start).one()
        row = chained(chain, length + 1, head, replace(entry, at=entry.at.astimezone(UTC)))
        self.append([row])
        params = {"of_chain": chain, "new_head": row.hash, "new_length": row.number}
        change(self._connection, _CHAIN_HEAD, params)


def _audit_row(row: AuditRow) -> dict[str, object]:
    return {
        "chain": row.chain,
        "number": row.number,
        "at": row.entry.at,
        "actor": row.entry.actor,
        "action": row.entry.action,
        "facts": row.entry.facts,
        "before": row.before,
        "hash": row.hash,
    }
