"""Changes of the calendar: leased by a worker, counted through, told case by case."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal, cast
from uuid import UUID

from sqlalchemy import (
    Connection,
    Date,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from app.domain.calendar import CalendarDay, DayKind, office_zone
from app.domain.calendar_change import (
    CalendarChange,
    CalendarChangeId,
    CalendarChangeNotFound,
    CaseMoves,
    ChangeState,
    DeadlineMove,
    MoveKind,
    MoveState,
)
from app.domain.identity import CaseNumber, InstanceId, OfficeId, PersonId, ProcessKey
from app.domain.texts import Text
from app.ports.calendar_storage import MoveCount
from app.storage.columns import UtcDateTime
from app.storage.reading import add, change, first, many
from app.storage.rows import (
    CalendarChangeRow,
    CalendarMoveRow,
    ProcessInstanceRow,
    ServiceCaseRow,
    TimerRow,
    UserTaskRow,
)

_AT_WORK = (ChangeState.COUNTING.value, ChangeState.APPLYING.value)
_OPEN = (*_AT_WORK, ChangeState.READY.value)
_NOW = bindparam("now", type_=UtcDateTime())
_GET = (
    select(CalendarChangeRow).where(CalendarChangeRow.id == bindparam("wanted")).with_for_update()
)
_NEXT = (
    select(CalendarChangeRow.id)
    .where(
        CalendarChangeRow.state.in_(_AT_WORK),
        or_(CalendarChangeRow.leased_until.is_(None), CalendarChangeRow.leased_until < _NOW),
    )
    .order_by(CalendarChangeRow.made_at)
    .limit(1)
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_TAKE = (
    update(CalendarChangeRow)
    .where(CalendarChangeRow.id == _NEXT)
    .values(leased_until=bindparam("lease_end", type_=UtcDateTime()))
    .returning(*CalendarChangeRow.__table__.c)
)
_PUT = update(CalendarChangeRow).where(CalendarChangeRow.id == bindparam("of_id"))
_LATEST = (
    select(CalendarChangeRow)
    .order_by(CalendarChangeRow.made_at.desc(), CalendarChangeRow.id)
    .limit(bindparam("most"))
)
_SINCE = bindparam("since", type_=Date())
_FROM = bindparam("since_at", type_=UtcDateTime())
_LIVE = ProcessInstanceRow.status.in_(("active", "incident"))
_HAS_DATES = or_(
    exists().where(
        ServiceCaseRow.instance_id == ProcessInstanceRow.id, ServiceCaseRow.term_due_on >= _SINCE
    ),
    exists().where(
        UserTaskRow.instance_id == ProcessInstanceRow.id,
        UserTaskRow.ended_at.is_(None),
        UserTaskRow.due_at >= _FROM,
    ),
    exists().where(
        TimerRow.instance_id == ProcessInstanceRow.id,
        TimerRow.state == "armed",
        TimerRow.due_at >= _FROM,
    ),
)
_INSTANCES = select(ProcessInstanceRow.id).where(_LIVE, _HAS_DATES).order_by(ProcessInstanceRow.id)
_COUNT = select(func.count()).select_from(ProcessInstanceRow).where(_LIVE, _HAS_DATES)
_OF_CASE = (
    CalendarMoveRow.change_id == bindparam("of_change"),
    CalendarMoveRow.instance_id == bindparam("of_instance"),
)
_DROP_TOLD = delete(CalendarMoveRow).where(
    *_OF_CASE, CalendarMoveRow.state != MoveState.MOVED.value
)
_LAST_PLACE = select(func.max(CalendarMoveRow.place)).where(*_OF_CASE)


class CalendarChangeRepository:
    """Implements app.ports.calendar_storage.CalendarChangeRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, made: CalendarChange) -> None:
        add(self._connection, CalendarChangeRow, {"id": made.id, **_values(made)})

    def lock(self, change_id: CalendarChangeId) -> CalendarChange:
        row = first(self._connection, CalendarChangeRow, _GET, {"wanted": change_id})
        if row is None:
            raise CalendarChangeNotFound(f"Expected a change of the calendar {change_id}")
        return _change_of(row)

    def put(self, changed: CalendarChange, *, rests_until: datetime | None = None) -> None:
        values = {**_values(changed), "leased_until": rests_until}
        change(self._connection, _PUT, {"of_id": changed.id, **values})

    def has_open(self) -> bool:
        found = select(exists().where(CalendarChangeRow.state.in_(_OPEN)))
        return bool(self._connection.execute(found).scalar())

    def latest(self, limit: int) -> Sequence[CalendarChange]:
        rows = many(self._connection, CalendarChangeRow, _LATEST, {"most": limit})
        return [_change_of(row) for row in rows]

    def take(self, now: datetime, lease: timedelta) -> CalendarChange | None:
        params = {"now": now, "lease_end": now + lease}
        row = first(self._connection, CalendarChangeRow, _TAKE, params)
        return None if row is None else _change_of(row)

    def open_instances(
        self, since: date, after: InstanceId | None, limit: int
    ) -> Sequence[InstanceId]:
        wanted = _INSTANCES.limit(limit)
        if after is not None:
            wanted = wanted.where(ProcessInstanceRow.id > after)
        rows = self._connection.execute(wanted, _since(since)).scalars()
        return [InstanceId(found) for found in rows]

    def count_open(self, since: date) -> int:
        return self._connection.execute(_COUNT, _since(since)).scalar_one()

    def tell(self, change_id: CalendarChangeId, moves: CaseMoves) -> None:
        keys = {"of_change": change_id, "of_instance": moves.instance_id}
        change(self._connection, _DROP_TOLD, keys)
        last: int | None = self._connection.execute(_LAST_PLACE, keys).scalar()
        start = 0 if last is None else last + 1
        rows = [
            {
                "change_id": change_id,
                "instance_id": moves.instance_id,
                "place": place,
                "number": moves.number,
                "process_key": moves.process_key,
                "office_id": moves.office_id,
                "kind": move.kind.value,
                "name": move.name,
                "old_at": move.old_at,
                "new_at": move.new_at,
                "state": move.state.value,
                "is_told": move.is_told,
            }
            for place, move in enumerate(moves.moves, start)
        ]
        if rows:
            add(self._connection, CalendarMoveRow, rows)

    def counts(self, change_id: CalendarChangeId) -> Sequence[MoveCount]:
        by = (
            CalendarMoveRow.process_key,
            CalendarMoveRow.office_id,
            CalendarMoveRow.kind,
            CalendarMoveRow.state,
        )
        counted = (
            select(
                *by,
                func.count().label("moved"),
                func.sum(case((CalendarMoveRow.is_told, 1), else_=0)).label("told"),
            )
            .where(CalendarMoveRow.change_id == change_id)
            .group_by(*by)
            .order_by(*by)
        )
        return [
            MoveCount(
                ProcessKey(row.process_key),
                OfficeId(row.office_id),
                MoveKind(row.kind),
                MoveState(row.state),
                row.moved,
                row.told,
            )
            for row in self._connection.execute(counted)
        ]

    def moves(
        self, change_id: CalendarChangeId, after: InstanceId | None, limit: int
    ) -> Sequence[CaseMoves]:
        ids = (
            select(CalendarMoveRow.instance_id)
            .where(CalendarMoveRow.change_id == change_id)
            .group_by(CalendarMoveRow.instance_id)
            .order_by(CalendarMoveRow.instance_id)
            .limit(limit)
        )
        if after is not None:
            ids = ids.where(CalendarMoveRow.instance_id > after)
        wanted = list(self._connection.execute(ids).scalars())
        rows = many(
            self._connection,
            CalendarMoveRow,
            select(CalendarMoveRow)
            .where(CalendarMoveRow.change_id == change_id, CalendarMoveRow.instance_id.in_(wanted))
            .order_by(CalendarMoveRow.instance_id, CalendarMoveRow.place),
        )
        return [
            _moves_of(instance, list(own))
            for instance, own in groupby(rows, key=lambda row: row.instance_id)
        ]


def _since(day: date) -> dict[str, object]:
    begins = datetime.combine(day, datetime.min.time(), tzinfo=office_zone())
    return {"since": day, "since_at": begins}


def _moves_of(instance: UUID, rows: Sequence[CalendarMoveRow]) -> CaseMoves:
    one = rows[0]
    return CaseMoves(
        InstanceId(instance),
        CaseNumber(one.number),
        ProcessKey(one.process_key),
        OfficeId(one.office_id),
        [
            DeadlineMove(
                MoveKind(r.kind), r.name, r.old_at, r.new_at, MoveState(r.state), r.is_told
            )
            for r in rows
        ],
    )


def _values(changed: CalendarChange) -> dict[str, object]:
    return {
        "days": [_dumped(day) for day in changed.days],
        "before": [_dumped(day) for day in changed.before],
        "act": changed.act,
        "made_by": changed.made_by,
        "made_at": changed.made_at,
        "state": changed.state.value,
        "cursor": changed.cursor,
        "seen": changed.seen,
        "total": changed.total,
        "applied_by": changed.applied_by,
        "applied_at": changed.applied_at,
        "ended_at": changed.ended_at,
        "leased_until": None,
    }


def _dumped(day: CalendarDay) -> dict[str, object]:
    name = [day.name.kk, day.name.ru, day.name.en]
    return {
        "day": day.day.isoformat(),
        "kind": day.kind.value,
        "name": name,
        "act": day.act,
        "week": day.week,
    }


def _loaded(told: dict[str, object]) -> CalendarDay:
    name = cast("list[str]", told["name"])
    return CalendarDay(
        date.fromisoformat(str(told["day"])),
        DayKind(str(told["kind"])),
        Text(*name),
        str(told["act"]),
        cast('Literal["any", "five_day", "six_day"]', told["week"]),
    )


def _change_of(row: CalendarChangeRow) -> CalendarChange:
    return CalendarChange(
        id=CalendarChangeId(row.id),
        days=tuple(_loaded(day) for day in row.days),
        act=row.act,
        made_by=PersonId(row.made_by),
        made_at=row.made_at,
        state=ChangeState(row.state),
        before=tuple(_loaded(day) for day in row.before),
        cursor=None if row.cursor is None else InstanceId(row.cursor),
        seen=row.seen,
        total=row.total,
        applied_by=None if row.applied_by is None else PersonId(row.applied_by),
        applied_at=row.applied_at,
        ended_at=row.ended_at,
    )
