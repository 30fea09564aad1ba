"""People for the administration: found, counted, and what they hold."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, tuple_

from app.domain.audit import AuditEntry
from app.domain.identity import OfficeId, PersonId, ProcessKey, UserTaskId
from app.domain.names import sort_key
from app.ports.people_views import HeldTasks, PeoplePage, PeopleQuery
from app.storage.queries.paging import page_size
from app.storage.repositories.reference import PeopleRepository
from app.storage.rows import AuditRecordRow, PersonGrantRow, PersonRow, UserTaskRow

_GRANT_OF = PersonGrantRow.person_id == PersonRow.id


def people(connection: Connection, query: PeopleQuery) -> PeoplePage:
    """Three statements: how many, which, and their roles."""
    wanted = and_(*_conditions(query))
    total = connection.execute(
        select(func.count()).select_from(PersonRow).where(wanted)
    ).scalar_one()
    order = (PersonRow.sort_name, PersonRow.id)
    found = select(PersonRow.id).where(wanted).order_by(*order)
    if query.after is not None:
        found = found.where(tuple_(*order) > tuple_(*query.after))
    size = page_size(query.limit)
    ids = [PersonId(row.id) for row in connection.execute(found.limit(size + 1))]
    known = PeopleRepository(connection).of(ids[:size])
    page = [known[person] for person in ids[:size]]
    following = (sort_key(page[-1].full_name), page[-1].id) if len(ids) > size else None
    return PeoplePage(page, following, total)


def people_counts(connection: Connection, offices: Collection[OfficeId]) -> tuple[int, int]:
    """All of them, and the blocked."""
    blocked = func.count(PersonRow.blocked_at)
    statement = select(func.count(), blocked).select_from(PersonRow).where(_within(offices))
    total, are_blocked = connection.execute(statement).one()
    return total, are_blocked


def _conditions(query: PeopleQuery) -> list[ColumnElement[bool]]:
    found = [_within(query.offices)]
    # Each word on its own: people type a surname and a position in any order.
    found += [PersonRow.search_name.contains(word, autoescape=True) for word in query.text.split()]
    if query.role is not None:
        found.append(exists().where(_GRANT_OF, PersonGrantRow.role == query.role.value))
    if query.standing == "blocked":
        found.append(PersonRow.blocked_at.is_not(None))
    elif query.standing == "working":
        found.append(PersonRow.blocked_at.is_(None))
    elif query.standing == "invited":
        found += [PersonRow.blocked_at.is_(None), PersonRow.one_time_until.is_not(None)]
    return found


def _within(offices: Collection[OfficeId]) -> ColumnElement[bool]:
    """With a role in one of the offices, or with none at all."""
    inside = exists().where(_GRANT_OF, PersonGrantRow.office_id.in_(sorted(offices)))
    return or_(inside, ~exists().where(_GRANT_OF))


def held_tasks(connection: Connection, person: PersonId) -> Sequence[HeldTasks]:
    held = (
        select(
            UserTaskRow.process_key,
            UserTaskRow.office_id,
            func.count().label("held"),
            func.min(UserTaskRow.sort_due).label("soonest"),
        )
        .where(UserTaskRow.assignee == person, UserTaskRow.state == "claimed")
        .group_by(UserTaskRow.process_key, UserTaskRow.office_id)
        .order_by(UserTaskRow.process_key, UserTaskRow.office_id)
    )
    return [
        HeldTasks(ProcessKey(row.process_key), OfficeId(row.office_id), row.held, _aware(row))
        for row in connection.execute(held)
    ]


def _aware(row: object) -> datetime:
    moment: datetime = getattr(row, "soonest")  # noqa: B009 - a labelled column has no type
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def held_task_ids(connection: Connection, person: PersonId, limit: int) -> Sequence[UserTaskId]:
    ids = (
        select(UserTaskRow.id)
        .where(UserTaskRow.assignee == person, UserTaskRow.state == "claimed")
        .order_by(UserTaskRow.sort_due, UserTaskRow.id)
        .limit(limit)
    )
    return [UserTaskId(found) for found in connection.execute(ids).scalars()]


def latest_entries(connection: Connection, chain: str, limit: int) -> Sequence[AuditEntry]:
    rows = (
        select(AuditRecordRow.__table__)
        .where(AuditRecordRow.chain == chain)
        .order_by(AuditRecordRow.number.desc())
        .limit(limit)
    )
    return [AuditEntry(r.at, r.actor, r.action, r.facts) for r in connection.execute(rows)]
