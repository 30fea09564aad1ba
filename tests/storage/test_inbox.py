"""The inbox: who sees what, in what order, with which figures, for how many statements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from builders import NOW, OFFICE, PA, a_case, a_task, an_instance, applicant

from app.domain.identity import OfficeId, PersonId, ProcessKey, UserTaskId
from app.domain.people import Person
from app.domain.task import TaskState, UserTask
from app.ports.views import DueBounds, InboxPage, InboxQuery, TaskList, Viewer
from app.storage import Storage, count_statements

CLERK = PersonId("clerk")
ELSEWHERE = OfficeId("almaty-medeu")
BOUNDS = DueBounds(NOW, NOW + timedelta(hours=12), NOW + timedelta(days=3))
SIZES = {"mine": 0, "groups": 0, "all": 0, "away": 0, "delegated": 0}
VIEWER = Viewer(CLERK, {"clerk": frozenset({OFFICE})})


def given_tasks(storage: Storage, *tasks: dict[str, object], **case: object) -> list[UserTask]:
    """One case with these open tasks."""
    instance = an_instance()
    made = [a_task(instance.id, **fields) for fields in tasks]
    with storage.begin() as uow:
        uow.instances.add(instance)
        number = f"ЖК-2026-{instance.id.int % 10**6:06}"
        uow.cases.add(a_case(instance.id, **{"number": number, **case}))  # type: ignore[arg-type]  # fields of a case
        uow.user_tasks.add(made)
        uow.commit()
    return made


def due_at(at: datetime | None) -> dict[str, object]:
    return {"due_at": at}


def shown(page: InboxPage) -> list[UserTaskId]:
    return [row.task_id for row in page.rows]


def ids(tasks: Sequence[UserTask]) -> list[UserTaskId]:
    return [task.id for task in tasks]


def groups(storage: Storage, viewer: Viewer = VIEWER, **fields: object) -> InboxPage:
    query = InboxQuery(viewer, "groups", BOUNDS)
    return storage.queries.inbox(replace(query, **fields))  # type: ignore[arg-type]  # fields of a query


def test_a_free_task_stands_in_the_list_of_its_group_and_office(storage: Storage) -> None:
    (task,) = given_tasks(storage, {})
    given_tasks(storage, {"office_id": ELSEWHERE})
    given_tasks(storage, {"candidate_groups": ("specialist",)})
    assert shown(groups(storage)) == [task.id]


def test_a_row_tells_the_task_and_its_case(storage: Storage) -> None:
    (task,) = given_tasks(storage, {}, number="ЖК-2026-000041")
    (row,) = groups(storage).rows
    case = a_case(task.instance_id)
    assert (row.task_name, row.due_on, row.due_at) == (task.name, task.due_on, task.due_at)
    assert (row.number, row.edition, row.case_term) == (case.number, case.edition, case.term)
    assert (row.applicant_name, row.applicant_iin) == (
        case.applicant.full_name,
        case.applicant.iin,
    )
    assert (row.case_terms_from, row.case_due_on) == (case.registered_at, case.term_due_on)
    assert row.case_term_met_at is None
    assert (row.office_id, row.assignee, row.assignee_name) == (OFFICE, None, "")


def test_a_claimed_task_moves_to_the_list_of_its_holder_under_their_name(storage: Storage) -> None:
    (task,) = given_tasks(storage, {})
    with storage.begin() as uow:
        uow.people.put(Person(CLERK, "Серік Асанов", "kk", "", ()))
        uow.instances.lock_by_task(task.id)
        uow.user_tasks.put(task.claim(CLERK))
        uow.commit()
    page = groups(storage, list="mine")
    assert [(row.task_id, row.assignee_name) for row in page.rows] == [(task.id, "Серік Асанов")]
    assert page.by_list == SIZES | {"mine": 1}
    assert shown(groups(storage)) == []


def test_a_returned_task_is_free_again_and_a_closed_one_is_gone(storage: Storage) -> None:
    back, done = given_tasks(storage, {}, {})
    with storage.begin() as uow:
        uow.user_tasks.put(back.claim(CLERK).unclaim(CLERK))
        uow.user_tasks.put(done.complete(CLERK, NOW))
        uow.commit()
    page = groups(storage)
    assert shown(page) == [back.id]
    assert page.by_list == SIZES | {"groups": 1}


def test_a_task_of_several_of_my_groups_is_shown_and_counted_once(storage: Storage) -> None:
    (task,) = given_tasks(storage, {"candidate_groups": ("specialist", "clerk")})
    both = Viewer(CLERK, {"clerk": frozenset({OFFICE}), "specialist": frozenset({OFFICE})})
    page = groups(storage, both)
    assert (shown(page), page.total, page.by_list["groups"]) == ([task.id], 1, 1)


def test_each_role_reaches_only_into_its_own_offices(storage: Storage) -> None:
    (here,) = given_tasks(storage, {"candidate_groups": ("clerk",)})
    (there,) = given_tasks(storage, {"candidate_groups": ("head",), "office_id": ELSEWHERE})
    given_tasks(storage, {"candidate_groups": ("clerk",), "office_id": ELSEWHERE})
    given_tasks(storage, {"candidate_groups": ("head",)})
    viewer = Viewer(CLERK, {"clerk": frozenset({OFFICE}), "head": frozenset({ELSEWHERE})})
    assert set(shown(groups(storage, viewer))) == {here.id, there.id}


def test_a_person_named_by_the_model_sees_the_task_without_any_role(storage: Storage) -> None:
    (task,) = given_tasks(storage, {"candidate_groups": (), "candidate_users": ("clerk",)})
    given_tasks(storage, {"candidate_groups": (), "candidate_users": ("another",)})
    assert shown(groups(storage, Viewer(CLERK, {}))) == [task.id]


def test_a_group_cannot_pass_for_a_person(storage: Storage) -> None:
    given_tasks(storage, {"candidate_groups": (), "candidate_users": ("clerk",)})
    someone = Viewer(PersonId("another"), {"clerk": frozenset({OFFICE})})
    assert shown(groups(storage, someone)) == []


def test_pages_follow_by_due_moment_without_gap_or_overlap(storage: Storage) -> None:
    # Given: equal due moments, and tasks without one, which stand last.
    due = [NOW + timedelta(hours=n // 3) for n in range(10)]
    made = given_tasks(storage, *(due_at(at) for at in due), due_at(None))
    expected = [made[-1].id]
    # When
    seen, cursor = [], ""
    while True:
        page = groups(storage, after=cursor, limit=4)
        seen += [(row.due_at, row.task_id) for row in page.rows]
        if not (cursor := page.next):
            break
    # Then
    assert [moment for moment, _ in seen] == [*due, None]
    assert {task for _, task in seen} == set(ids(made))
    assert [task for _, task in seen][-1:] == expected


@pytest.mark.parametrize("cursor", ["x", "'", "====", "ә", "A" * 31, "_" * 32, "a" * 500])
def test_a_spoilt_cursor_reads_as_the_first_page(storage: Storage, cursor: str) -> None:
    made = given_tasks(storage, {}, {})
    assert set(shown(groups(storage, after=cursor))) <= set(ids(made))
    assert groups(storage, after=cursor).total == 2


def test_tasks_are_divided_by_urgency_at_the_bounds(storage: Storage) -> None:
    blink = timedelta(microseconds=1)
    made = given_tasks(
        storage,
        due_at(NOW - blink),
        due_at(NOW),
        due_at(BOUNDS.end_of_today - blink),
        due_at(BOUNDS.end_of_today),
        due_at(BOUNDS.end_of_week),
        due_at(None),
    )
    page = groups(storage, due="today")
    assert shown(page) == ids(made[1:3])
    assert (page.total, page.by_list["groups"]) == (2, 6)
    due = page.by_due
    assert (due.overdue, due.today, due.this_week, due.later) == (1, 2, 1, 2)
    assert (due.earliest_due, due.latest_due) == (NOW - blink, BOUNDS.end_of_week)
    assert shown(groups(storage, due="overdue")) == ids(made[:1])
    assert shown(groups(storage, due="this_week")) == ids(made[3:4])
    assert shown(groups(storage, due="later")) == ids(made[4:])
    assert [groups(storage, due=due).total for due in ("overdue", "this_week", "later")] == [
        1,
        1,
        2,
    ]


def test_an_empty_inbox_has_figures_too(storage: Storage) -> None:
    page = groups(storage)
    assert (page.rows, page.next, page.total) == ([], "", 0)
    assert page.by_list == SIZES
    assert (page.by_due.overdue, page.by_due.earliest_due) == (0, None)


@pytest.mark.parametrize(
    "typed",
    ["калиева", "Қалиева", "КАЛИ", "айгул", "айг қал", "ЖК-2026-000041", "жк-2026", "850101", " "],
)
def test_a_case_is_found_by_the_beginnings_of_what_is_known(storage: Storage, typed: str) -> None:
    (task,) = given_tasks(storage, {}, number="ЖК-2026-000041")
    page = groups(storage, text=typed)
    assert (shown(page), page.total) == ([task.id], 1)


@pytest.mark.parametrize("typed", ["лиева", "айгул иванова", "2026", "850102", "---", "%", "_"])
def test_a_case_is_not_found_by_anything_else(storage: Storage, typed: str) -> None:
    given_tasks(storage, {}, number="ЖК-2026-000041")
    page = groups(storage, text=typed)
    assert (shown(page), page.total, page.by_list["groups"]) == ([], 0, 1)


def test_the_list_narrows_to_one_service(storage: Storage) -> None:
    (task,) = given_tasks(storage, {})
    given_tasks(storage, {}, process_key=ProcessKey("another"))
    page = groups(storage, process=PA)
    assert (shown(page), page.total) == ([task.id], 1)


def test_open_tasks_of_many_people_are_counted_in_two_statements(storage: Storage) -> None:
    held, *_ = given_tasks(storage, {}, {}, {"candidate_groups": ("specialist",)})
    with storage.begin() as uow:
        uow.user_tasks.put(held.claim(PersonId("aigul")))
        uow.commit()
    here = frozenset({OFFICE})
    viewers = [
        Viewer(PersonId("aigul"), {"specialist": here}),
        Viewer(CLERK, {"clerk": here}),
        Viewer(PersonId("head"), {"head": here}),
    ]
    with count_statements(storage) as statements:
        counts = storage.queries.open_task_counts(viewers, NOW)
    assert counts == {"aigul": 2, "clerk": 1, "head": 0}
    assert statements.count == 2
    assert storage.queries.open_task_counts([], NOW) == {}


@pytest.mark.parametrize("size", [1, 60])
def test_a_page_takes_at_most_four_statements_however_long_it_is(
    storage: Storage, size: int
) -> None:
    for _ in range(3):
        given_tasks(storage, *({} for _ in range(size)))
    with count_statements(storage) as statements:
        plain = groups(storage)
    assert (plain.total, len(plain.rows)) == (3 * size, min(3 * size, 50))
    assert statements.count == 3
    with count_statements(storage) as statements:
        groups(storage, process=PA, due="later")
    assert statements.count == 4


def test_what_words_find_is_counted_with_the_first_page(storage: Storage) -> None:
    given_tasks(storage, *({} for _ in range(30)))
    given_tasks(storage, {}, applicant=applicant("Ким Анна"))
    with count_statements(storage) as statements:
        first = groups(storage, text="калиева айгул", limit=20)
    assert (first.total, len(first.rows)) == (30, 20)
    assert statements.count == 3
    second = groups(storage, text="калиева айгул", limit=20, after=first.next)
    assert (second.total, len(second.rows), second.next) == (30, 10, "")
    assert groups(storage, text="калиева анна").total == 0


@pytest.mark.parametrize("which", ["mine", "groups", "all"])
def test_news_of_a_list_are_its_size_in_two_statements(
    many_tasks: Storage, which: TaskList
) -> None:
    viewer = Viewer(PersonId("p1"), {"clerk": frozenset({OFFICE})}, sees=frozenset({OFFICE}))
    with count_statements(many_tasks) as statements:
        news = many_tasks.queries.inbox_news(viewer, which, NOW)
    assert statements.count <= 2
    assert (news.size, news.notices) == (groups(many_tasks, viewer, list=which).total, 0)
    assert news.size > 0


def test_open_tasks_are_counted_for_more_people_than_a_row_has_columns(storage: Storage) -> None:
    given_tasks(storage, {})
    viewers = [Viewer(PersonId(f"p{n}"), {"clerk": frozenset({OFFICE})}) for n in range(1_001)]
    assert set(storage.queries.open_task_counts(viewers, NOW).values()) == {1}


@pytest.mark.parametrize("which", ["mine", "groups"])
def test_the_first_task_of_a_list_is_the_first_row_of_its_page(
    storage: Storage, which: TaskList
) -> None:
    assert storage.queries.first_task(VIEWER, which, NOW) is None
    held = {"state": TaskState.CLAIMED, "assignee": VIEWER.person} if which == "mine" else {}
    late, soon = given_tasks(storage, due_at(NOW + timedelta(days=3)) | held, due_at(NOW) | held)
    given_tasks(storage, {"office_id": ELSEWHERE, **due_at(NOW - timedelta(days=1))})
    assert shown(storage.queries.inbox(InboxQuery(VIEWER, which, BOUNDS))) == ids([soon, late])
    assert storage.queries.first_task(VIEWER, which, NOW) == soon.id
