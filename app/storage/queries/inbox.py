"""The inbox: who sees which tasks, pages by due moment, and exact figures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Row

from app.domain.identity import CaseNumber, OfficeId, PersonId, ProcessKey, UserTaskId
from app.ports.views import (
    DueBounds,
    DueCounts,
    InboxPage,
    InboxQuery,
    InboxRow,
    TaskList,
    Viewer,
)
from app.storage.case_values import change_of
from app.storage.queries import inbox_statements as statements
from app.storage.queries.inbox_statements import ListShape, Narrowing
from app.storage.queries.paging import Place, cursor_of, page_size, place_of
from app.storage.queries.search import beginnings_in, search_params
from app.storage.work_values import member_of_person

Params = dict[str, object]
Lists = dict[TaskList, ListShape]
_EVERYWHERE = None


def inbox(connection: Connection, query: InboxQuery) -> InboxPage:
    """At most four statements, however many tasks there are."""
    sets = _sets([query.viewer], connection)
    lists, params = _lists(query.viewer, sets)
    params |= _bounds(query.bounds)
    other: TaskList = "groups" if query.list == "mine" else "mine"
    listed = lists[query.list]
    by_due, of_other = _due_counts(connection, listed, lists[other], params)
    of_list = by_due.overdue + by_due.today + by_due.this_week + by_due.later

    beginnings = beginnings_in(query.text)
    narrowing = Narrowing(
        query.due, None if beginnings is None else len(beginnings), query.process is not None
    )
    params |= {"process": query.process, **search_params(beginnings or ())}
    if replace(narrowing, due="") == Narrowing():
        shown_by_due = {"": of_list, "overdue": by_due.overdue, "today": by_due.today}
        shown_by_due |= {"this_week": by_due.this_week, "later": by_due.later}
        total = shown_by_due[query.due]
    else:
        total = connection.execute(statements.size(listed, narrowing), params).scalar_one()
    rows, following = _page(connection, listed, narrowing, query, params)
    return InboxPage(rows, following, total, {query.list: of_list, other: of_other}, by_due)


def first_task(connection: Connection, viewer: Viewer, which: TaskList) -> UserTaskId | None:
    """One statement."""
    if which == "mine":
        lists, params = _lists(viewer, {})
        statement = statements.first(lists[which])
    else:
        by_reach: dict[frozenset[OfficeId], list[str]] = defaultdict(list)
        for group, offices in viewer.groups.items():
            if offices:
                by_reach[offices].append(group)
        params = {"member": member_of_person(viewer.person)}
        for place, (offices, members) in enumerate(by_reach.items()):
            params |= {f"members_{place}": sorted(members), f"offices_{place}": sorted(offices)}
        statement = statements.first_offered(len(by_reach))
    found = connection.execute(statement, params).scalar()
    return None if found is None else UserTaskId(found)


def open_task_counts(connection: Connection, viewers: Sequence[Viewer]) -> Mapping[PersonId, int]:
    """Two statements, however many viewers."""
    if not viewers:
        return {}
    sets = _sets(viewers, connection)
    shapes: list[ListShape] = []
    params: Params = {}
    for place, viewer in enumerate(viewers):
        lists, own = _lists(viewer, sets, mark=f"_of_{place}")
        shapes += lists.values()
        params |= own
    found = connection.execute(statements.sizes(tuple(shapes)), params).one()
    return {
        viewer.person: sum(found[place : place + 2])
        for viewer, place in zip(viewers, range(0, len(found), 2), strict=True)
    }


def _sets(viewers: Sequence[Viewer], connection: Connection) -> Mapping[str, Sequence[str]]:
    """Member to the keys of the candidate sets it belongs to."""
    members = {member for viewer in viewers for member in _members(viewer)}
    sets: dict[str, list[str]] = defaultdict(list)
    params = {"members": sorted(members)}
    for member, key in connection.execute(statements.SETS_OF_MEMBERS, params):
        sets[member].append(key)
    return sets


def _members(viewer: Viewer) -> dict[str, frozenset[OfficeId] | None]:
    """As which members of candidate sets the viewer counts, and in which offices."""
    reach: dict[str, frozenset[OfficeId] | None] = dict(viewer.groups)
    reach[member_of_person(viewer.person)] = _EVERYWHERE
    return reach


def _lists(
    viewer: Viewer, sets: Mapping[str, Sequence[str]], mark: str = ""
) -> tuple[Lists, Params]:
    """The viewer's lists: held by them; or free, of a set they belong to in the task's office."""
    reach: dict[str, frozenset[OfficeId] | None] = {}
    for member, offices in _members(viewer).items():
        for key in sets.get(member, ()):
            known = reach.get(key, frozenset())
            reach[key] = None if offices is None or known is None else known | offices
    keys: dict[frozenset[OfficeId] | None, list[str]] = defaultdict(list)
    for key in sorted(reach):
        if reach[key] != frozenset():
            keys[reach[key]].append(key)
    params: Params = {f"person{mark}": viewer.person}
    for place, (offices, some) in enumerate(keys.items()):
        params[f"keys_{place}{mark}"] = some
        if offices is not None:
            params[f"offices_{place}{mark}"] = sorted(offices)
    reaches = tuple(offices is not None for offices in keys)
    return {
        "mine": ListShape("mine", (), mark),
        "groups": ListShape("groups", reaches, mark),
    }, params


def _bounds(bounds: DueBounds) -> Params:
    return {
        "now": bounds.now,
        "end_of_today": bounds.end_of_today,
        "end_of_week": bounds.end_of_week,
    }


def _due_counts(
    connection: Connection, shape: ListShape, other: ListShape, params: Params
) -> tuple[DueCounts, int]:
    row = connection.execute(statements.due_counts(shape, other), params).one()
    counts = DueCounts(row.overdue, row.today, row.this_week, row.later, row.earliest, row.latest)
    return counts, row.of_other


def _page(
    connection: Connection,
    shape: ListShape,
    narrowing: Narrowing,
    query: InboxQuery,
    params: Params,
) -> tuple[list[InboxRow], str]:
    most = page_size(query.limit)
    place = place_of(query.after)
    params |= {"most": most + 1}
    if place is not None:
        params |= {"after_at": place.at, "after_id": place.id}
    statement = statements.page(shape, narrowing, continued=place is not None)
    rows = connection.execute(statement, params).all()
    shown = rows[:most]
    following = cursor_of(Place(shown[-1].sort_due, shown[-1].id)) if len(rows) > most else ""
    return [_inbox_row(row) for row in shown], following


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
        case_terms_from=row.terms_from,
        case_term=row.term,
        case_due_on=row.term_due_on,
        case_term_met_at=row.term_met_at,
        case_channel=row.channel,
        case_term_changes=tuple(change_of(told) for told in row.term_changes),
        office_id=OfficeId(row.office_id),
        assignee=None if row.assignee is None else PersonId(row.assignee),
        assignee_name=row.assignee_name or "",
    )
