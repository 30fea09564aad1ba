"""The statements of the inbox, built once per shape: only values differ between two readers."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Label,
    ScalarSelect,
    Select,
    String,
    UnaryExpression,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    true,
)

from app.domain.task import NORMAL, TaskState
from app.ports.views import DueFilter, FollowUpFilter, TaskList, TaskOrder
from app.storage.columns import UtcDateTime
from app.storage.queries.inbox_order import behind, order_by
from app.storage.queries.search import Shape, found_by
from app.storage.queries.values import ValueShape, has_value
from app.storage.repositories.notices import UNSEEN
from app.storage.rows import (
    CandidateSetRow,
    PersonRow,
    ServiceCaseRow,
    TaskBarredRow,
    UserTaskRow,
)
from app.storage.rows.parts import word
from app.storage.work_values import END_OF_TIME

Condition = ColumnElement[bool]
_SORT = UserTaskRow.sort_due
_NOW = bindparam("now", type_=UtcDateTime())
# Whatever was said of a task, once it is overdue nobody may overlook it.
_AWAY = and_(UserTaskRow.follow_up_at.is_not(None), UserTaskRow.follow_up_at > _NOW, _SORT > _NOW)
_HERE = or_(UserTaskRow.follow_up_at.is_(None), UserTaskRow.follow_up_at <= _NOW, _SORT <= _NOW)
_END_OF_TODAY = bindparam("end_of_today", type_=UtcDateTime())
_END_OF_WEEK = bindparam("end_of_week", type_=UtcDateTime())


@dataclass(frozen=True, slots=True)
class ListShape:
    """A viewer's list: `mine`, `all`, or `groups` with a place per reach, bound to offices or not.

    Bound as `person`, `sees`, `keys_0`, `offices_0` …; `mark` tells the lists of several viewers
    apart.
    """

    name: TaskList
    reaches: tuple[bool, ...] = ()
    mark: str = ""
    for_others: bool = False
    """Of `mine`: also what those hold whom the viewer substitutes, bound as `people`."""
    everywhere: bool = False
    """Of `all`: no office is out of sight."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of a list is shown; bound as `process`, `elements`, `office`, and by `search_params`."""

    due: DueFilter = ""
    words: Shape | None = None
    """None: nothing was typed. Empty: nothing can be found."""
    process: bool = False
    elements: bool = False
    office: bool = False
    follow_up: FollowUpFilter = ""
    urgent: bool = False
    values: tuple[ValueShape, ...] = ()
    """Of indexed variables; bound by `value_params`."""


SETS_OF_MEMBERS = select(CandidateSetRow.member, CandidateSetRow.key).where(
    CandidateSetRow.member.in_(bindparam("members", expanding=True))
)


@lru_cache(maxsize=100)
def due_counts(shape: ListShape, others: tuple[ListShape, ...]) -> Select[*tuple[object, ...]]:
    """Of a list, and beside them how many tasks stand in the other ones: `of_mine` and so on.

    `notices` are those of the viewer that wait to be seen.

    Each figure is a range of the list's index, which is only counted: to weigh every task of the
    list against each bound takes five times as long.
    """
    return select(
        *(
            size(shape, Narrowing(due)).scalar_subquery().label(due)
            for due in ("overdue", "today", "this_week", "later")
        ),
        _first_due(shape, "overdue", _SORT.asc()).label("earliest"),
        _first_due(shape, "later", _SORT.desc()).label("latest"),
        *(size(one, Narrowing()).scalar_subquery().label(f"of_{one.name}") for one in others),
        UNSEEN.scalar_subquery().label("notices"),
    )


def _first_due(
    shape: ListShape, due: DueFilter, order: UnaryExpression[datetime]
) -> ScalarSelect[datetime]:
    has_due = _SORT < END_OF_TIME
    wanted = and_(_listed(shape), _due(due), has_due)
    return select(_SORT).where(wanted).order_by(order).limit(1).scalar_subquery()


@lru_cache(maxsize=100)
def news(shape: ListShape) -> Select[int, int]:
    """The size of a list, and unseen notices of the viewer."""
    own = size(shape, Narrowing()).scalar_subquery()
    return select(own.label("size"), UNSEEN.scalar_subquery().label("notices"))


@lru_cache(maxsize=100)
def size(shape: ListShape, narrowing: Narrowing) -> Select[int]:
    condition = and_(_listed(shape), _shown(narrowing))
    return select(func.count()).select_from(UserTaskRow).where(condition)


@lru_cache(maxsize=100)
def new_work(shape: ListShape) -> Select[int]:
    """How many tasks of a list came after `since`."""
    came = UserTaskRow.created_at > bindparam("since", type_=UtcDateTime())
    return select(func.count()).select_from(UserTaskRow).where(_listed(shape), came)


@lru_cache(maxsize=100)
def sizes(shapes: tuple[ListShape, ...]) -> Select[*tuple[int, ...]]:
    """The sizes of several lists in one row."""
    return select(*(size(shape, Narrowing()).scalar_subquery() for shape in shapes))


@lru_cache(maxsize=100)
def first(shape: ListShape) -> Select[UUID]:
    """The id of the first row of a list."""
    return select(UserTaskRow.id).where(_listed(shape)).order_by(_SORT, UserTaskRow.id).limit(1)


@lru_cache(maxsize=100)
def first_offered(reaches: int) -> Select[UUID]:
    """The id of the first free task of a viewer, asked in one statement.

    Bound as `person`, and for each reach as `members_0` (as which members of candidate sets) and
    `offices_0`.
    """
    reached = []
    for place in range(reaches):
        sets = select(CandidateSetRow.key).where(
            CandidateSetRow.member.in_(bindparam(f"members_{place}", expanding=True))
        )
        offices = UserTaskRow.office_id.in_(bindparam(f"offices_{place}", expanding=True))
        reached.append(and_(UserTaskRow.candidates.in_(sets), offices))
    named = select(CandidateSetRow.key).where(
        CandidateSetRow.member.in_(bindparam("members", expanding=True))
    )
    offered = or_(UserTaskRow.candidates.in_(named), *reached)
    free = UserTaskRow.state == word(TaskState.OPEN)
    listed = and_(free, offered, _HERE, _not_barred(bindparam("person", type_=String())))
    return select(UserTaskRow.id).where(listed).order_by(_SORT, UserTaskRow.id).limit(1)


@lru_cache(maxsize=100)
def page(
    shape: ListShape, narrowing: Narrowing, order: TaskOrder = "due", *, continued: bool
) -> Select[*tuple[object, ...]]:
    """`most` rows in the order, behind `after_0`, `after_1` … where it is continued.

    The keys of the page come from the covering index alone; only they are looked up. The first
    page of what words find tells by the way how many there are, as `total`: all were found anyway.
    """
    narrowed = and_(_listed(shape), _shown(narrowing), behind(order) if continued else true())
    keys = (
        select(UserTaskRow.instance_id, UserTaskRow.id, *_total(narrowing, continued=continued))
        .where(narrowed)
        .order_by(*order_by(order))
        .limit(bindparam("most"))
        .subquery("page")
    )
    task, own = UserTaskRow, ServiceCaseRow
    return (
        select(
            *(task.id, task.name, task.due_on, task.due_at, task.sort_due, task.office_id),
            *(task.sort_name, task.created_at, task.priority, task.element_id),
            *(task.delegated_by, task.follow_up_at),
            *(task.assignee, PersonRow.full_name.label("assignee_name")),
            *(own.number, own.process_key, own.edition, own.applicant_name, own.applicant_iin),
            func.coalesce(own.taken_up_at, own.registered_at).label("terms_from"),
            *(own.term, own.term_due_on, own.term_met_at),
            *(own.channel, own.term_changes),
            *(keys.c[total.name] for total in _total(narrowing, continued=continued)),
        )
        .select_from(keys)
        .join(task, and_(task.instance_id == keys.c.instance_id, task.id == keys.c.id))
        .join(own, own.instance_id == task.instance_id)
        .outerjoin(PersonRow, PersonRow.id == task.assignee)
        .order_by(*order_by(order))
    )


def counts_itself(narrowing: Narrowing, *, continued: bool) -> bool:
    """Whether each row of the page tells the total."""
    return narrowing.words is not None and not continued


def _total(narrowing: Narrowing, *, continued: bool) -> list[Label[int]]:
    told = counts_itself(narrowing, continued=continued)
    return [func.count().over().label("total")] if told else []


def _listed(shape: ListShape) -> Condition:
    person: BindParameter[str] = bindparam(f"person{shape.mark}", type_=String())
    held = and_(UserTaskRow.state == word(TaskState.CLAIMED), UserTaskRow.assignee == person)
    if shape.name == "mine":
        return and_(_held_by_any(shape.mark) if shape.for_others else held, _HERE)
    if shape.name == "away":
        return and_(held, _AWAY)
    if shape.name == "delegated":
        # The bare word is what the partial index is known by.
        delegated = UserTaskRow.delegated_by
        return and_(delegated.is_not(None), delegated == person, UserTaskRow.ended_at.is_(None))
    if shape.name == "all":
        if shape.everywhere:
            return UserTaskRow.ended_at.is_(None)
        seen = UserTaskRow.office_id.in_(bindparam(f"sees{shape.mark}", expanding=True))
        return and_(UserTaskRow.ended_at.is_(None), seen)
    if not shape.reaches:
        return false()
    reached = [
        _reached(f"{place}{shape.mark}", in_offices=in_offices)
        for place, in_offices in enumerate(shape.reaches)
    ]
    free = UserTaskRow.state == word(TaskState.OPEN)
    return and_(free, or_(*reached), _HERE, _not_barred(person))


def _not_barred(person: BindParameter[str]) -> Condition:
    """Four eyes: what the person did before is not theirs to look at again.

    The few tasks they are barred from are found once, not asked for task by task.
    """
    barred = select(TaskBarredRow.task_id).where(TaskBarredRow.person == person)
    return UserTaskRow.id.not_in(barred)


def _held_by_any(mark: str) -> Condition:
    people = UserTaskRow.assignee.in_(bindparam(f"people{mark}", expanding=True))
    return and_(UserTaskRow.state == word(TaskState.CLAIMED), people)


def _reached(place: str, *, in_offices: bool) -> Condition:
    named = UserTaskRow.candidates.in_(bindparam(f"keys_{place}", expanding=True))
    if not in_offices:
        return named
    return and_(named, UserTaskRow.office_id.in_(bindparam(f"offices_{place}", expanding=True)))


def _shown(narrowing: Narrowing) -> Condition:
    conditions = [_due(narrowing.due)]
    if narrowing.words is not None:
        some = found_by(narrowing.words, UserTaskRow.instance_id) if narrowing.words else false()
        conditions.append(some)
    if narrowing.process:
        conditions.append(UserTaskRow.process_key == bindparam("process"))
    if narrowing.elements:
        conditions.append(UserTaskRow.element_id.in_(bindparam("elements", expanding=True)))
    if narrowing.office:
        conditions.append(UserTaskRow.office_id == bindparam("office"))
    if narrowing.follow_up:
        conditions.append(_AWAY if narrowing.follow_up == "away" else _HERE)
    if narrowing.urgent:
        conditions.append(UserTaskRow.priority > NORMAL)
    conditions += [
        has_value(place, shape, UserTaskRow.instance_id)
        for place, shape in enumerate(narrowing.values)
    ]
    return and_(*conditions)


def _due(wanted: DueFilter) -> Condition:
    match wanted:
        case "overdue":
            return _SORT < _NOW
        case "today":
            return and_(_SORT >= _NOW, _SORT < _END_OF_TODAY)
        case "this_week":
            return and_(_SORT >= _END_OF_TODAY, _SORT < _END_OF_WEEK)
        case "later":
            return _SORT >= _END_OF_WEEK
        case _:
            return true()
