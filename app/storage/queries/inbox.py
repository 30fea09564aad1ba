"""The inbox: who sees which tasks, pages by due moment, and exact figures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Row

from app.domain.identity import CaseNumber, OfficeId, PersonId, ProcessKey, UserTaskId
from app.ports.views import (
    DueBounds,
    DueCounts,
    InboxNews,
    InboxPage,
    InboxQuery,
    InboxRow,
    TaskList,
    Viewer,
)
from app.storage.case_values import change_of
from app.storage.queries import inbox_statements as statements
from app.storage.queries.inbox_order import Place, cursor_at, place_at
from app.storage.queries.inbox_statements import ListShape, Narrowing
from app.storage.queries.paging import page_size
from app.storage.queries.search import beginnings_in, search_params, shape_of
from app.storage.queries.values import value_params, value_shape
from app.storage.work_values import member_of_person

Params = dict[str, object]
Lists = dict[TaskList, ListShape]
Rows = Sequence[Row[*tuple[object, ...]]]
_EVERYWHERE = None
VIEWERS_AT_ONCE = 100
"""Whose lists one statement counts."""
_PLAIN: tuple[TaskList, ...] = ("away", "delegated")


def inbox(connection: Connection, query: InboxQuery) -> InboxPage:
    """At most four statements, however many tasks there are."""
    sets = _sets([query.viewer], connection)
    lists, params = _lists(query.viewer, sets)
    params |= _bounds(query.bounds)
    listed = lists[query.list]
    by_due, by_list, notices = _due_counts(connection, query.list, lists, params)
    of_list = by_list[query.list]

    beginnings = beginnings_in(query.text, connection)
    narrowing = Narrowing(
        query.due,
        None if beginnings is None else shape_of(beginnings),
        query.process is not None,
        query.elements is not None,
        query.office is not None,
        query.follow_up,
        query.is_urgent,
        tuple(value_shape(one) for one in query.values),
    )
    params |= {
        "process": query.process,
        "elements": sorted(query.elements or ()),
        "office": query.office,
        **search_params(beginnings or ()),
        **value_params(query.values),
    }
    rows, following = _page(connection, listed, narrowing, query, params)
    if replace(narrowing, due="") == Narrowing():
        shown_by_due = {"": of_list, "overdue": by_due.overdue, "today": by_due.today}
        shown_by_due |= {"this_week": by_due.this_week, "later": by_due.later}
        total = shown_by_due[query.due]
    elif statements.counts_itself(narrowing, continued=_place(query) is not None):
        total = rows[0].total if rows else 0
    else:
        total = connection.execute(statements.size(listed, narrowing), params).scalar_one()
    return InboxPage([_inbox_row(row) for row in rows], following, total, by_list, notices, by_due)


def inbox_news(connection: Connection, viewer: Viewer, which: TaskList, now: datetime) -> InboxNews:
    sets = _sets([viewer], connection) if which == "groups" else {}
    lists, params = _lists(viewer, sets)
    row = connection.execute(statements.news(lists[which]), {**params, "now": now}).one()
    return InboxNews(row.size, row.notices)


def new_work(connection: Connection, viewer: Viewer, since: datetime, now: datetime) -> int:
    lists, params = _lists(viewer, _sets([viewer], connection))
    params |= {"now": now, "since": since}
    return connection.execute(statements.new_work(lists["groups"]), params).scalar_one()


def first_task(
    connection: Connection, viewer: Viewer, which: TaskList, now: datetime
) -> UserTaskId | None:
    """One statement."""
    params: Params
    if which != "groups":
        lists, params = _lists(viewer, {})
        statement = statements.first(lists[which])
    else:
        by_reach: dict[frozenset[OfficeId], list[str]] = defaultdict(list)
        for group, offices in viewer.groups.items():
            if offices:
                by_reach[offices].append(group)
        named = [member_of_person(person) for person in _people(viewer)]
        params = {"person": viewer.person, "members": named}
        for place, (offices, members) in enumerate(by_reach.items()):
            params |= {f"members_{place}": sorted(members), f"offices_{place}": sorted(offices)}
        statement = statements.first_offered(len(by_reach))
    found = connection.execute(statement, {**params, "now": now}).scalar()
    return None if found is None else UserTaskId(found)


def open_task_counts(
    connection: Connection, viewers: Sequence[Viewer], now: datetime
) -> Mapping[PersonId, int]:
    """One statement, and one more for every hundred viewers: a row has only so many columns."""
    if not viewers:
        return {}
    sets = _sets(viewers, connection)
    counts: dict[PersonId, int] = {}
    for first in range(0, len(viewers), VIEWERS_AT_ONCE):
        some = viewers[first : first + VIEWERS_AT_ONCE]
        counts |= _counts_of(connection, some, sets, now)
    return counts


def _counts_of(
    connection: Connection,
    viewers: Sequence[Viewer],
    sets: Mapping[str, Sequence[str]],
    now: datetime,
) -> dict[PersonId, int]:
    shapes: list[ListShape] = []
    params: Params = {"now": now}
    for place, viewer in enumerate(viewers):
        lists, own = _lists(viewer, sets, mark=f"_of_{place}")
        shapes += (lists["mine"], lists["groups"])
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
    reach |= {member_of_person(person): _EVERYWHERE for person in _people(viewer)}
    return reach


def _people(viewer: Viewer) -> list[PersonId]:
    return [viewer.person, *sorted(viewer.substituted)]


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
    params: Params = {
        f"person{mark}": viewer.person,
        f"people{mark}": _people(viewer),
        f"sees{mark}": [] if viewer.sees_everything else sorted(viewer.sees),
    }
    for place, (offices, some) in enumerate(keys.items()):
        params[f"keys_{place}{mark}"] = some
        if offices is not None:
            params[f"offices_{place}{mark}"] = sorted(offices)
    reaches = tuple(offices is not None for offices in keys)
    return {
        "mine": ListShape("mine", (), mark, bool(viewer.substituted)),
        "groups": ListShape("groups", reaches, mark),
        "all": ListShape("all", (), mark, everywhere=viewer.sees_everything),
        **{name: ListShape(name, (), mark) for name in _PLAIN},
    }, params


def _bounds(bounds: DueBounds) -> Params:
    return {
        "now": bounds.now,
        "end_of_today": bounds.end_of_today,
        "end_of_week": bounds.end_of_week,
    }


def _due_counts(
    connection: Connection, which: TaskList, lists: Lists, params: Params
) -> tuple[DueCounts, Mapping[TaskList, int], int]:
    """Of the list by urgency, the size of every list, and unseen notices of the viewer."""
    others = tuple(shape for name, shape in lists.items() if name != which)
    row = connection.execute(statements.due_counts(lists[which], others), params).one()
    counts = DueCounts(row.overdue, row.today, row.this_week, row.later, row.earliest, row.latest)
    sizes = {shape.name: getattr(row, f"of_{shape.name}") for shape in others}
    total = row.overdue + row.today + row.this_week + row.later
    return counts, {which: total, **sizes}, row.notices


def _page(
    connection: Connection,
    shape: ListShape,
    narrowing: Narrowing,
    query: InboxQuery,
    params: Params,
) -> tuple[Rows, str]:
    most = page_size(query.limit)
    place = _place(query)
    params |= {"most": most + 1, **(place or {})}
    statement = statements.page(shape, narrowing, query.order, continued=place is not None)
    rows = connection.execute(statement, params).all()
    shown = rows[:most]
    following = cursor_at(query.order, shown[-1]) if len(rows) > most else ""
    return shown, following


def _place(query: InboxQuery) -> Place | None:
    return place_at(query.order, query.after)


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
        delegated_by=None if row.delegated_by is None else PersonId(row.delegated_by),
        follow_up_at=row.follow_up_at,
        priority=row.priority,
        created_at=row.created_at,
    )
