"""The inbox: pages of tasks by due moment, and exact counts, in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    Row,
    Select,
    and_,
    case,
    false,
    func,
    or_,
    select,
    true,
)

from app.domain.identity import (
    CaseNumber,
    OfficeId,
    PersonId,
    ProcessKey,
    UserTaskId,
)
from app.domain.task import TaskState
from app.ports.views import (
    DueBounds,
    DueCounts,
    DueFilter,
    InboxPage,
    InboxQuery,
    InboxRow,
    TaskList,
    Viewer,
)
from app.storage.queries.paging import Place, after, cursor_of, page_size, place_of
from app.storage.queries.search import found_by
from app.storage.rows import CandidateSetRow, PersonRow, ServiceCaseRow, UserTaskRow
from app.storage.rows.parts import word
from app.storage.work_values import END_OF_TIME, member_of_person

Condition = ColumnElement[bool]
_EVERYWHERE = None
_SORT = UserTaskRow.sort_due


def inbox(connection: Connection, query: InboxQuery) -> InboxPage:
    """At most five statements, however many tasks there are."""
    lists = _lists([query.viewer], connection)[0]
    listed = lists[query.list]
    by_due = _due_counts(connection, listed, query.bounds)
    other: TaskList = "groups" if query.list == "mine" else "mine"
    by_list = {other: _count(connection, lists[other])}
    size = by_due.overdue + by_due.today + by_due.this_week + by_due.later
    narrowed = and_(listed, _due(query.due, query.bounds), *_filters(query))
    if query.text.strip() or query.process is not None:
        total = _count(connection, narrowed)
    else:
        sizes = {"overdue": by_due.overdue, "today": by_due.today, "later": by_due.later}
        total = sizes.get(query.due, by_due.this_week if query.due == "this_week" else size)
    rows, following = _page(connection, narrowed, query)
    return InboxPage(rows, following, total, by_list | {query.list: size}, by_due)


def open_task_counts(connection: Connection, viewers: Sequence[Viewer]) -> Mapping[PersonId, int]:
    """Two statements, however many viewers."""
    if not viewers:
        return {}
    counts = [
        select(func.count()).select_from(UserTaskRow).where(condition).scalar_subquery()
        for lists in _lists(viewers, connection)
        for condition in lists.values()
    ]
    found = list(connection.execute(select(*counts)).one())
    return {
        viewer.person: sum(found[place : place + 2])
        for viewer, place in zip(viewers, range(0, len(found), 2), strict=True)
    }


def _lists(viewers: Sequence[Viewer], connection: Connection) -> list[dict[TaskList, Condition]]:
    """What each viewer's two lists hold."""
    members = {member for viewer in viewers for member in _members(viewer)}
    statement = select(CandidateSetRow.member, CandidateSetRow.key).where(
        CandidateSetRow.member.in_(sorted(members))
    )
    sets: dict[str, list[str]] = defaultdict(list)
    for member, key in connection.execute(statement):
        sets[member].append(key)
    return [{"mine": _held(viewer), "groups": _offered(viewer, sets)} for viewer in viewers]


def _members(viewer: Viewer) -> dict[str, frozenset[OfficeId] | None]:
    """As which members of candidate sets the viewer counts, and in which offices."""
    reach: dict[str, frozenset[OfficeId] | None] = dict(viewer.groups)
    reach[member_of_person(viewer.person)] = _EVERYWHERE
    return reach


def _held(viewer: Viewer) -> Condition:
    claimed = UserTaskRow.state == word(TaskState.CLAIMED)
    return and_(claimed, UserTaskRow.assignee == viewer.person)


def _offered(viewer: Viewer, sets: Mapping[str, Sequence[str]]) -> Condition:
    """Open tasks whose candidate set the viewer belongs to in the task's office."""
    reach: dict[str, frozenset[OfficeId] | None] = {}
    for member, offices in _members(viewer).items():
        for key in sets.get(member, ()):
            known = reach.get(key, frozenset())
            reach[key] = None if offices is None or known is None else known | offices
    keys: dict[frozenset[OfficeId] | None, list[str]] = defaultdict(list)
    for key, offices in sorted(reach.items(), key=lambda pair: pair[0]):
        if offices is None or offices:
            keys[offices].append(key)
    if not keys:
        return false()
    return and_(
        UserTaskRow.state == word(TaskState.OPEN),
        or_(*(_in_offices(some, offices) for offices, some in keys.items())),
    )


def _in_offices(keys: Sequence[str], offices: frozenset[OfficeId] | None) -> Condition:
    named = UserTaskRow.candidates.in_(keys)
    if offices is None:
        return named
    return and_(named, UserTaskRow.office_id.in_(sorted(offices)))


def _filters(query: InboxQuery) -> Iterable[Condition]:
    found = found_by(query.text, UserTaskRow.instance_id)
    if found is not None:
        yield found
    if query.process is not None:
        yield (
            select(ServiceCaseRow.instance_id)
            .where(
                ServiceCaseRow.instance_id == UserTaskRow.instance_id,
                ServiceCaseRow.process_key == query.process,
            )
            .exists()
        )


def _due(wanted: DueFilter, bounds: DueBounds) -> Condition:
    match wanted:
        case "overdue":
            return bounds.now > _SORT
        case "today":
            return and_(bounds.now <= _SORT, bounds.end_of_today > _SORT)
        case "this_week":
            return and_(bounds.end_of_today <= _SORT, bounds.end_of_week > _SORT)
        case "later":
            return bounds.end_of_week <= _SORT
        case _:
            return true()


def _due_counts(connection: Connection, listed: Condition, bounds: DueBounds) -> DueCounts:
    has_due = _SORT < END_OF_TIME
    statement = select(
        _number_of(_due("overdue", bounds), "overdue"),
        _number_of(_due("today", bounds), "today"),
        _number_of(_due("this_week", bounds), "this_week"),
        _number_of(_due("later", bounds), "later"),
        func.min(case((has_due, _SORT))).label("earliest"),
        func.max(case((has_due, _SORT))).label("latest"),
    ).where(listed)
    row = connection.execute(statement).one()
    return DueCounts(row.overdue, row.today, row.this_week, row.later, row.earliest, row.latest)


def _number_of(condition: Condition, name: str) -> Label[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0).label(name)


def _count(connection: Connection, condition: Condition) -> int:
    statement = select(func.count()).select_from(UserTaskRow).where(condition)
    return connection.execute(statement).scalar_one()


def _page(
    connection: Connection, narrowed: Condition, query: InboxQuery
) -> tuple[list[InboxRow], str]:
    size = page_size(query.limit)
    place = place_of(query.after)
    if place is not None:
        narrowed = and_(narrowed, after(place, _SORT, UserTaskRow.id))
    rows = [*connection.execute(_page_statement(narrowed, size + 1))]
    shown = rows[:size]
    following = cursor_of(Place(shown[-1].sort_due, shown[-1].id)) if len(rows) > size else ""
    return [_inbox_row(row) for row in shown], following


def _page_statement(narrowed: Condition, most: int) -> Select[*tuple[object, ...]]:
    """The keys of the page come from the covering index alone; only they are looked up."""
    page = (
        select(UserTaskRow.instance_id, UserTaskRow.id)
        .where(narrowed)
        .order_by(_SORT, UserTaskRow.id)
        .limit(most)
        .subquery("page")
    )
    task, own = UserTaskRow, ServiceCaseRow
    return (
        select(
            *(task.id, task.name, task.due_on, task.due_at, task.sort_due, task.office_id),
            *(task.assignee, PersonRow.full_name.label("assignee_name")),
            *(own.number, own.process_key, own.edition, own.applicant_name, own.applicant_iin),
            *(own.registered_at, own.term, own.term_due_on),
        )
        .select_from(page)
        .join(task, and_(task.instance_id == page.c.instance_id, task.id == page.c.id))
        .join(own, own.instance_id == task.instance_id)
        .outerjoin(PersonRow, PersonRow.id == task.assignee)
        .order_by(task.sort_due, task.id)
    )


def _inbox_row(row: Row[*tuple[object, ...]]) -> InboxRow:
    return InboxRow(
        task_id=UserTaskId(row.id),
        task_name=row.name,
        number=CaseNumber(row.number),
        process_key=ProcessKey(row.process_key),
        edition=row.edition,
        applicant_name=row.applicant_name,
        applicant_iin=row.applicant_iin,
        due_on=row.due_on,
        due_at=row.due_at,
        case_registered_at=row.registered_at,
        case_term=row.term,
        case_due_on=row.term_due_on,
        office_id=OfficeId(row.office_id),
        assignee=None if row.assignee is None else PersonId(row.assignee),
        assignee_name=row.assignee_name or "",
    )
