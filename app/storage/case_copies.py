"""Many cases in the likeness of one, by bulk inserts: what a large office is measured on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import uuid4

from sqlalchemy import Connection, Table, insert, select, text
from sqlalchemy.exc import ProgrammingError

from app.domain.audit import CHAIN_START
from app.domain.case import Case
from app.domain.identity import InstanceId
from app.domain.names import sort_key
from app.domain.task import UserTask
from app.storage.case_values import case_row, search_terms
from app.storage.columns import Base
from app.storage.iin_terms import IinTerms, iin_terms
from app.storage.rows import (
    CandidateSetRow,
    HistoryEventRow,
    JobRow,
    ProcessInstanceRow,
    RegistrationNumberRow,
    SearchTermRow,
    ServiceCaseRow,
    TimerRow,
    TokenRow,
    UserTaskRow,
    VariableRow,
)
from app.storage.store import Storage
from app.storage.unit_of_work import connected
from app.storage.work_values import candidate_key, candidates_of, task_row

AT_ONCE = 1_000
"""Cases of one transaction."""
Row = Mapping[str, object]
Rows = dict[Table, list[dict[str, object]]]
_ALIKE = (HistoryEventRow, JobRow, TimerRow, VariableRow)
"""Rows that a copy takes over, moved in time."""
_WRITTEN = (
    *(ProcessInstanceRow, ServiceCaseRow, RegistrationNumberRow, SearchTermRow),
    *(HistoryEventRow, JobRow, TimerRow, VariableRow, TokenRow, UserTaskRow),
)
"""In this order, for what refers to an instance comes after it."""


@dataclass(frozen=True, slots=True)
class CaseCopy:
    """A case with its open tasks; everything else is as in the one that is copied."""

    case: Case
    tasks: Sequence[UserTask]


@dataclass(frozen=True, slots=True)
class _Original:
    instance: Row
    registered_at: datetime
    rows: Mapping[Table, Sequence[Row]]


def copy_case(storage: Storage, original: InstanceId, copies: Iterable[CaseCopy]) -> int:
    """Write the copies; how many tasks they have.

    Audit chains are left out: each names what was really done, and nobody did this.
    """
    told: set[tuple[str, ...]] = set()
    tasks = 0
    waiting = iter(copies)
    with connected(storage.engine) as connection:
        known = _original(connection, original)
        while some := list(islice(waiting, AT_ONCE)):
            _write(connection, _rows_of(known, some, iin_terms(connection)))
            members = {candidates_of(task) for copy in some for task in copy.tasks}
            _name_candidates(connection, members - told)
            told |= members
            tasks += sum(len(copy.tasks) for copy in some)
            connection.commit()
    return tasks


def bring_to_rest(storage: Storage) -> None:
    """What both databases do by themselves a while after so much was written.

    The planner looks at the tables; PostgreSQL marks pages as seen by all, without which no index
    answers alone, and writes out what it has taken in, where the role may ask for that.
    """
    with connected(storage.engine) as connection:
        if connection.dialect.name == "postgresql":
            with storage.engine.connect() as plain:
                at_once = plain.execution_options(isolation_level="AUTOCOMMIT")
                at_once.execute(text("VACUUM ANALYZE"))
                with suppress(ProgrammingError):
                    at_once.execute(text("CHECKPOINT"))
            return
        connection.execute(text("ANALYZE"))
        connection.commit()


def _original(connection: Connection, instance_id: InstanceId) -> _Original:
    def of(table: Table, key: str = "instance_id") -> list[Row]:
        found = connection.execute(select(table).where(table.c[key] == instance_id))
        return [dict(row) for row in found.mappings()]

    (instance,) = of(_table(ProcessInstanceRow), "id")
    (case,) = of(_table(ServiceCaseRow))
    registered_at = case["registered_at"]
    if not isinstance(registered_at, datetime):
        raise TypeError(f"Expected a moment, found {registered_at!r}")
    rows = {_table(kind): of(_table(kind)) for kind in _ALIKE}
    return _Original(instance, registered_at, rows)


def _rows_of(original: _Original, copies: Sequence[CaseCopy], iins: IinTerms) -> Rows:
    rows: Rows = {_table(kind): [] for kind in _WRITTEN}
    for copy in copies:
        case, instance_id = copy.case, copy.case.instance_id
        earlier = original.registered_at - case.registered_at
        own: dict[str, object] = {"id": instance_id, "row_version": 1}
        own |= {"audit_head": CHAIN_START, "audit_length": 0}
        rows[_table(ProcessInstanceRow)].append({**_moved(original.instance, earlier), **own})
        rows[_table(ServiceCaseRow)].append(case_row(case))
        number = {"number": case.number, "instance_id": instance_id}
        rows[_table(RegistrationNumberRow)].append(number)
        rows[_table(SearchTermRow)] += [
            {"instance_id": instance_id, "term": term} for term in search_terms(case, iins)
        ]
        for kind in _ALIKE:
            rows[_table(kind)] += _alike(original.rows[_table(kind)], earlier, instance_id)
        _add_tasks(rows, copy)
    return rows


def _alike(
    rows: Sequence[Row], earlier: timedelta, instance_id: InstanceId
) -> Iterator[dict[str, object]]:
    for row in rows:
        copied = {**_moved(row, earlier), "instance_id": instance_id}
        # History numbers its events; everything else has an id of its own.
        yield copied if isinstance(row.get("id", 0), int) else {**copied, "id": uuid4()}


def _add_tasks(rows: Rows, copy: CaseCopy) -> None:
    case = copy.case
    sort_name = sort_key(case.applicant.full_name)
    for task in copy.tasks:
        told = {"process_key": case.process_key, "sort_name": sort_name}
        rows[_table(UserTaskRow)].append({**task_row(task), **told})
        token = {"instance_id": task.instance_id, "id": task.id, "element_id": task.element_id}
        rows[_table(TokenRow)].append({**token, "kind": "user_task"})


def _moved(row: Row, earlier: timedelta) -> dict[str, object]:
    return {
        name: value - earlier if isinstance(value, date | datetime) else value
        for name, value in row.items()
    }


def _write(connection: Connection, rows: Rows) -> None:
    for table, some in rows.items():
        if some:
            connection.execute(insert(table), some)


def _name_candidates(connection: Connection, sets: set[tuple[str, ...]]) -> None:
    known = set(connection.execute(select(CandidateSetRow.key)).scalars())
    rows = [
        {"key": candidate_key(members), "member": member}
        for members in sets
        for member in members
        if candidate_key(members) not in known
    ]
    if rows:
        connection.execute(insert(CandidateSetRow), rows)


def _table(kind: type[Base]) -> Table:
    table = kind.__table__
    if not isinstance(table, Table):
        raise TypeError(f"Expected a table, found {table!r}")
    return table
