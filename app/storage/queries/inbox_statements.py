"""The statements of the inbox, built once per shape: only values differ between two readers."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    String,
    and_,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
    true,
)

from app.domain.task import TaskState
from app.ports.views import DueFilter, TaskList
from app.storage.columns import UtcDateTime
from app.storage.queries.search import found_by
from app.storage.rows import CandidateSetRow, PersonRow, ServiceCaseRow, UserTaskRow
from app.storage.rows.parts import word
from app.storage.work_values import END_OF_TIME

Condition = ColumnElement[bool]
_SORT = UserTaskRow.sort_due
_NOW = bindparam("now", type_=UtcDateTime())
_END_OF_TODAY = bindparam("end_of_today", type_=UtcDateTime())
_END_OF_WEEK = bindparam("end_of_week", type_=UtcDateTime())


@dataclass(frozen=True, slots=True)
class ListShape:
    """A viewer's list: `mine`, or `groups` with one place per reach, bound to offices or not.

    Bound as `person`, `keys_0`, `offices_0` …; `mark` tells the lists of several viewers apart.
    """

    name: TaskList
    reaches: tuple[bool, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of a list is shown; bound as `process` and by `search_params`."""

    due: DueFilter = ""
    words: int | None = None
    """None: nothing was typed. 0: nothing can be found."""
    process: bool = False


SETS_OF_MEMBERS = select(CandidateSetRow.member, CandidateSetRow.key).where(
    CandidateSetRow.member.in_(bindparam("members", expanding=True))
)


@lru_cache(maxsize=100)
def due_counts(shape: ListShape, other: ListShape) -> Select[*tuple[object, ...]]:
    """Of a list, and beside them how many tasks stand in the other one."""
    has_due = _SORT < END_OF_TIME
    return select(
        *(_number_of(_due(due), due) for due in ("overdue", "today", "this_week", "later")),
        func.min(case((has_due, _SORT))).label("earliest"),
        func.max(case((has_due, _SORT))).label("latest"),
        size(other, Narrowing()).scalar_subquery().label("of_other"),
    ).where(_listed(shape))


@lru_cache(maxsize=100)
def size(shape: ListShape, narrowing: Narrowing) -> Select[int]:
    condition = and_(_listed(shape), _shown(narrowing))
    return select(func.count()).select_from(UserTaskRow).where(condition)


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

    Bound for each reach as `members_0` (as which members of candidate sets) and `offices_0`.
    """
    reached = []
    for place in range(reaches):
        sets = select(CandidateSetRow.key).where(
            CandidateSetRow.member.in_(bindparam(f"members_{place}", expanding=True))
        )
        offices = UserTaskRow.office_id.in_(bindparam(f"offices_{place}", expanding=True))
        reached.append(and_(UserTaskRow.candidates.in_(sets), offices))
    named = select(CandidateSetRow.key).where(CandidateSetRow.member == bindparam("member"))
    offered = or_(UserTaskRow.candidates.in_(named), *reached)
    listed = and_(UserTaskRow.state == word(TaskState.OPEN), offered)
    return select(UserTaskRow.id).where(listed).order_by(_SORT, UserTaskRow.id).limit(1)


@lru_cache(maxsize=100)
def page(shape: ListShape, narrowing: Narrowing, *, continued: bool) -> Select[*tuple[object, ...]]:
    """`most` rows, behind `after_at` and `after_id` where it is continued.

    The keys of the page come from the covering index alone; only they are looked up.
    """
    narrowed = and_(_listed(shape), _shown(narrowing), _behind() if continued else true())
    keys = (
        select(UserTaskRow.instance_id, UserTaskRow.id)
        .where(narrowed)
        .order_by(_SORT, UserTaskRow.id)
        .limit(bindparam("most"))
        .subquery("page")
    )
    task, own = UserTaskRow, ServiceCaseRow
    return (
        select(
            *(task.id, task.name, task.due_on, task.due_at, task.sort_due, task.office_id),
            *(task.assignee, PersonRow.full_name.label("assignee_name")),
            *(own.number, own.process_key, own.edition, own.applicant_name, own.applicant_iin),
            func.coalesce(own.taken_up_at, own.registered_at).label("terms_from"),
            *(own.term, own.term_due_on, own.term_met_at),
            *(own.channel, own.term_changes),
        )
        .select_from(keys)
        .join(task, and_(task.instance_id == keys.c.instance_id, task.id == keys.c.id))
        .join(own, own.instance_id == task.instance_id)
        .outerjoin(PersonRow, PersonRow.id == task.assignee)
        .order_by(task.sort_due, task.id)
    )


def _listed(shape: ListShape) -> Condition:
    if shape.name == "mine":
        person = bindparam(f"person{shape.mark}", type_=String())
        return and_(UserTaskRow.state == word(TaskState.CLAIMED), UserTaskRow.assignee == person)
    if not shape.reaches:
        return false()
    reached = [
        _reached(f"{place}{shape.mark}", in_offices=in_offices)
        for place, in_offices in enumerate(shape.reaches)
    ]
    return and_(UserTaskRow.state == word(TaskState.OPEN), or_(*reached))


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
        of_process = select(ServiceCaseRow.instance_id).where(
            ServiceCaseRow.instance_id == UserTaskRow.instance_id,
            ServiceCaseRow.process_key == bindparam("process"),
        )
        conditions.append(of_process.exists())
    return and_(*conditions)


def _behind() -> Condition:
    at = bindparam("after_at", type_=UtcDateTime())
    row_id = bindparam("after_id", type_=UserTaskRow.id.type)
    # The bare bound is what an index is entered by; SQLite does not take it from the pair alone.
    return and_(at <= _SORT, or_(at < _SORT, UserTaskRow.id > row_id))


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


def _number_of(condition: Condition, name: str) -> Label[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0).label(name)
