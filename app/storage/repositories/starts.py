"""Timers that begin cases: one row for each of the newest version, moved on round by round."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from app.domain.identity import ElementId, OfficeId, ProcessKey
from app.domain.work import StartTimer
from app.storage.reading import add, change, many
from app.storage.rows import StartTimerRow

_OF_PROCESS = delete(StartTimerRow).where(StartTimerRow.process_key == bindparam("of_process"))
_OF: Select[StartTimerRow] = (
    select(StartTimerRow)
    .where(StartTimerRow.process_key == bindparam("of_process"))
    .order_by(StartTimerRow.element_id, StartTimerRow.event)
)
_DUE: Select[StartTimerRow] = (
    select(StartTimerRow)
    .where(func.coalesce(StartTimerRow.retry_at, StartTimerRow.due_at) <= bindparam("now"))
    .order_by(
        StartTimerRow.due_at,
        StartTimerRow.process_key,
        StartTimerRow.element_id,
        StartTimerRow.event,
    )
    .limit(bindparam("most"))
)
_FAILING = (
    select(StartTimerRow)
    .where(StartTimerRow.attempts > 0)
    .order_by(StartTimerRow.due_at, StartTimerRow.process_key, StartTimerRow.element_id)
)
_THIS_ROUND = (
    StartTimerRow.process_key == bindparam("of_process"),
    StartTimerRow.element_id == bindparam("of_element"),
    StartTimerRow.event == bindparam("of_event"),
    StartTimerRow.version == bindparam("of_version"),
    StartTimerRow.round == bindparam("of_round"),
)
_END = delete(StartTimerRow).where(*_THIS_ROUND)
_MOVE = update(StartTimerRow).where(*_THIS_ROUND)


class StartTimerRepository:
    """Implements app.ports.storage.StartTimerRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, process: ProcessKey, timers: Sequence[StartTimer]) -> None:
        change(self._connection, _OF_PROCESS, {"of_process": process})
        if timers:
            add(self._connection, StartTimerRow, list(map(_row, timers)))

    def of(self, process: ProcessKey) -> tuple[StartTimer, ...]:
        rows = many(self._connection, StartTimerRow, _OF, {"of_process": process})
        return tuple(map(_timer, rows))

    def due(self, now: datetime, limit: int) -> tuple[StartTimer, ...]:
        rows = many(self._connection, StartTimerRow, _DUE, {"now": now, "most": limit})
        return tuple(map(_timer, rows))

    def failing(self) -> tuple[StartTimer, ...]:
        return tuple(map(_timer, many(self._connection, StartTimerRow, _FAILING)))

    def take(self, timer: StartTimer, following: StartTimer | None) -> bool:
        if following is None:
            return change(self._connection, _END, _keys(timer)) == 1
        return change(self._connection, _MOVE, _keys(timer) | _moving(following)) == 1

    def put(self, timer: StartTimer) -> bool:
        return change(self._connection, _MOVE, _keys(timer) | _moving(timer)) == 1


def _keys(timer: StartTimer) -> dict[str, object]:
    return {
        "of_process": timer.process_key,
        "of_element": timer.element_id,
        "of_event": timer.event,
        "of_version": timer.version,
        "of_round": timer.round,
    }


def _moving(timer: StartTimer) -> dict[str, object]:
    """What changes of a timer while its version is in force."""
    return {
        "round": timer.round,
        "due_at": timer.due_at,
        "attempts": timer.attempts,
        "retry_at": timer.retry_at,
        "failure": timer.failure,
    }


def _row(timer: StartTimer) -> dict[str, object]:
    return {
        "process_key": timer.process_key,
        "element_id": timer.element_id,
        "event": timer.event,
        "version": timer.version,
        "office_id": timer.office_id,
        "since": timer.since,
        **_moving(timer),
    }


def _timer(row: StartTimerRow) -> StartTimer:
    return StartTimer(
        process_key=ProcessKey(row.process_key),
        version=row.version,
        element_id=ElementId(row.element_id),
        event=row.event,
        office_id=OfficeId(row.office_id),
        since=row.since,
        round=row.round,
        due_at=row.due_at,
        attempts=row.attempts,
        retry_at=row.retry_at,
        failure=row.failure,
    )
