"""The supervisor's list of cases: pages, newest first, and exact counts by state.

What runs out soon stands in the order of its terms, the most urgent first.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, case, false, func, or_, select, true

from app.domain.case import InstanceStatus
from app.domain.identity import (
    CaseNumber,
    IncidentId,
    InstanceId,
    OfficeId,
    ProcessKey,
)
from app.domain.texts import NO_TEXT, Text
from app.domain.work import UNDELIVERED
from app.ports.views import InstancePage, InstanceQuery, InstanceRow
from app.storage.dialects import never_entered_by
from app.storage.queries.paging import Place, after, before, cursor_of, page_size, place_of
from app.storage.queries.search import beginnings_in, found_by, search_params, shape_of
from app.storage.rows import (
    IncidentRow,
    ProcessInstanceRow,
    ServiceCaseRow,
    TokenRow,
    UserTaskRow,
)
from app.storage.rows.parts import word

Condition = ColumnElement[bool]


def _is(status: InstanceStatus) -> Condition:
    return ProcessInstanceRow.status == word(status)


_LIVE = ProcessInstanceRow.status.in_([word(InstanceStatus.ACTIVE), word(InstanceStatus.INCIDENT)])
_INCIDENT = _is(InstanceStatus.INCIDENT)
_TIE = ProcessInstanceRow.id == ServiceCaseRow.instance_id
_LEFT_BEHIND = (
    select(IncidentRow.instance_id)
    # Only what a job left can stand open beside a case that has ended; the partial index holds it.
    .where(IncidentRow.resolved_at.is_(None), IncidentRow.job_id.is_not(None))
)
_STOPPED_AFTER_ITS_END = and_(
    ProcessInstanceRow.ended_at.is_not(None), ProcessInstanceRow.id.in_(_LEFT_BEHIND)
)


def instances(connection: Connection, query: InstanceQuery) -> InstancePage:
    """At most six statements, however many cases there are."""
    in_offices = ServiceCaseRow.office_id.in_(sorted(query.offices))
    counts = _counts(connection, in_offices, query)
    own_offices = in_offices
    if query.show == "soon":
        # By their terms, and not office by office with a sort at the end.
        office = never_entered_by(connection, ServiceCaseRow.office_id)
        own_offices = office.in_(sorted(query.offices))
    narrowed = and_(own_offices, _shown(query), _narrowed(query))
    beginnings = beginnings_in(query.text, connection)
    total, typed = counts[query.show], search_params(beginnings or ())
    if beginnings is not None:
        found = (
            found_by(shape_of(beginnings), ServiceCaseRow.instance_id) if beginnings else false()
        )
        narrowed = and_(narrowed, found)
    if beginnings is not None or query.process is not None or query.element is not None:
        total = _count(connection, narrowed, typed)
    size = page_size(query.limit)
    rows = _page(connection, narrowed, query, size + 1, typed)
    shown = rows[:size]
    following = ""
    if len(rows) > size:
        last = shown[-1]
        at = last.term_closes_at if query.show == "soon" else last.registered_at
        following = cursor_of(Place(at, last.instance_id))
    ids = [row.instance_id for row in shown]
    standing, open_incidents = _standing(connection, ids), _open_incidents(connection, ids)
    listed = [_row(row, standing, open_incidents.get(row.instance_id)) for row in shown]
    return InstancePage(listed, following, total, counts)


def _overdue(query: InstanceQuery) -> Condition:
    own = ServiceCaseRow
    return and_(_LIVE, own.term_met_at.is_(None), own.term_closes_at < query.bounds.now)


def _soon(query: InstanceQuery) -> Condition:
    own = ServiceCaseRow
    ahead = own.term_closes_at.between(query.bounds.now, query.soon_until)
    # Not by the status, whose index SQLite would rather enter by: every live case, then a sort.
    return and_(ProcessInstanceRow.ended_at.is_(None), own.term_met_at.is_(None), ahead)


def _narrowed(query: InstanceQuery) -> Condition:
    """By what the supervisor chose besides the state and the words."""
    chosen: list[Condition] = []
    if query.process is not None:
        chosen.append(ServiceCaseRow.process_key == query.process)
    if query.element is not None:
        there = select(TokenRow.instance_id).where(TokenRow.element_id == query.element)
        chosen.append(ServiceCaseRow.instance_id.in_(there))
    return and_(true(), *chosen)


def _shown(query: InstanceQuery) -> Condition:
    match query.show:
        case "attention":
            return or_(_INCIDENT, _overdue(query), _STOPPED_AFTER_ITS_END)
        case "incident":
            return or_(_INCIDENT, _STOPPED_AFTER_ITS_END)
        case "overdue":
            return _overdue(query)
        case "soon":
            return _soon(query)
        case "active":
            return _LIVE
        case "ended":
            return ProcessInstanceRow.ended_at.is_not(None)
        case _:
            return true()


def _counts(
    connection: Connection, in_offices: Condition, query: InstanceQuery
) -> Mapping[str, int]:
    """Two statements: all cases from one index, and a look at those that may need somebody."""
    every = select(func.count()).select_from(ServiceCaseRow).where(in_offices)
    total = connection.execute(every).scalar_one()
    overdue = _overdue(query)
    ended = (
        select(func.count())
        .select_from(ProcessInstanceRow)
        .join(ServiceCaseRow, _TIE)
        .where(_STOPPED_AFTER_ITS_END, in_offices)
    )
    live = (
        select(
            ended.correlate(None).scalar_subquery().label("left_behind"),
            func.count().label("live"),
            func.coalesce(func.sum(case((_INCIDENT, 1), else_=0)), 0).label("incident"),
            func.coalesce(func.sum(case((overdue, 1), else_=0)), 0).label("overdue"),
            func.coalesce(func.sum(case((_soon(query), 1), else_=0)), 0).label("soon"),
            func.coalesce(func.sum(case((or_(_INCIDENT, overdue), 1), else_=0)), 0).label(
                "attention"
            ),
        )
        .select_from(ProcessInstanceRow)
        .join(ServiceCaseRow, _TIE)
        .where(_LIVE, in_offices)
    )
    row = connection.execute(live).one()
    return {
        "all": total,
        "active": row.live,
        "incident": row.incident + row.left_behind,
        "overdue": row.overdue,
        "soon": row.soon,
        "attention": row.attention + row.left_behind,
        "ended": total - row.live,
    }


def _count(connection: Connection, narrowed: Condition, typed: Mapping[str, object]) -> int:
    statement = (
        select(func.count())
        .select_from(ServiceCaseRow)
        .join(ProcessInstanceRow, _TIE)
        .where(narrowed)
    )
    return connection.execute(statement, typed).scalar_one()


def _page(
    connection: Connection,
    narrowed: Condition,
    query: InstanceQuery,
    most: int,
    typed: Mapping[str, object],
) -> Sequence[Row[*tuple[object, ...]]]:
    place = place_of(query.after)
    own, run = ServiceCaseRow, ProcessInstanceRow
    order = (own.registered_at.desc(), own.instance_id.desc())
    if query.show == "soon":
        order = (own.term_closes_at.asc(), own.instance_id.asc())
    if place is not None and query.show == "soon":
        narrowed = and_(narrowed, after(place, own.term_closes_at, own.instance_id))
    elif place is not None:
        narrowed = and_(narrowed, before(place, own.registered_at, own.instance_id))
    statement = (
        select(
            *(own.instance_id, own.number, own.applicant_name, own.process_key, own.edition),
            *(own.office_id, own.registered_at, own.term_due_on, own.term_closes_at),
            own.term_met_at,
            *(run.status, run.changed_at, run.ended_at),
        )
        .join(run, _TIE)
        .where(narrowed)
        .order_by(*order)
        .limit(most)
    )
    return connection.execute(statement, typed).all()


def _standing(connection: Connection, ids: Sequence[UUID]) -> Mapping[UUID, list[tuple[str, Text]]]:
    """Where each instance rests; only user tasks bring their name."""
    statement = (
        select(TokenRow.instance_id, TokenRow.element_id, UserTaskRow.name)
        .outerjoin(
            UserTaskRow,
            and_(UserTaskRow.instance_id == TokenRow.instance_id, UserTaskRow.id == TokenRow.id),
        )
        .where(TokenRow.instance_id.in_(ids))
        .order_by(TokenRow.instance_id, TokenRow.element_id, TokenRow.id)
    )
    found: dict[UUID, list[tuple[str, Text]]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.instance_id].append((row.element_id, row.name or NO_TEXT))
    return found


def _open_incidents(
    connection: Connection, ids: Sequence[UUID]
) -> Mapping[UUID, tuple[IncidentId, Text, str]]:
    """The open incident of each instance; the oldest where there are several."""
    statement = (
        select(IncidentRow.instance_id, IncidentRow.id, IncidentRow.reason, IncidentRow.code)
        .where(IncidentRow.instance_id.in_(ids), IncidentRow.resolved_at.is_(None))
        .order_by(IncidentRow.created_at.desc(), IncidentRow.id.desc())
    )
    return {
        instance_id: (IncidentId(incident), reason, code)
        for instance_id, incident, reason, code in connection.execute(statement)
    }


def _row(
    row: Row[*tuple[object, ...]],
    standing: Mapping[UUID, Sequence[tuple[str, Text]]],
    incident: tuple[IncidentId, Text, str] | None,
) -> InstanceRow:
    return InstanceRow(
        instance_id=InstanceId(row.instance_id),
        number=CaseNumber(row.number),
        applicant_name=row.applicant_name,
        process_key=ProcessKey(row.process_key),
        edition=row.edition,
        office_id=OfficeId(row.office_id),
        status=InstanceStatus(row.status),
        standing_at=standing.get(row.instance_id, ()),
        incident_id=incident[0] if incident else None,
        incident_reason=incident[1] if incident else None,
        is_tried_again=incident is not None and incident[2] != UNDELIVERED,
        registered_at=row.registered_at,
        changed_at=row.changed_at,
        case_due_on=row.term_due_on,
        case_closes_at=row.term_closes_at,
        term_met_at=row.term_met_at,
        ended_at=row.ended_at,
    )
