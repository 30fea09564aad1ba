"""The inbox: who sees what, in what order, with which figures, for how many statements."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from builders import NOW, OFFICE, PA, a_case, a_task, an_instance, applicant
from sqlalchemy import text

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
        groups(storage, text="калиева", process=PA, due="later")
    assert statements.count == 4


@pytest.fixture
def many_tasks(storage: Storage) -> Storage:
    """Three thousand tasks in thirty cases of three offices, a third of them claimed.

    Beside them as many closed ones of others, for those pile up.
    """
    offices = [OFFICE, ELSEWHERE, OfficeId("third")]
    people = [PersonId(f"p{n}") for n in range(20)]
    of_others = {"candidate_groups": ("specialist",), "office_id": OfficeId("fourth")}
    with storage.begin() as uow:
        for case in range(30):
            instance = an_instance()
            uow.instances.add(instance)
            name = f"Аты{case} Жөні"
            uow.cases.add(a_case(instance.id, f"ЖК-2026-{case:06}", applicant=applicant(name)))
            uow.user_tasks.add(
                [
                    a_task(
                        instance.id,
                        office_id=offices[n % 3],
                        candidate_groups=("clerk",) if n % 2 else ("head",),
                        due_at=NOW + timedelta(minutes=n),
                        state=TaskState.CLAIMED if n % 3 == 1 else TaskState.OPEN,
                        assignee=people[n % 20] if n % 3 == 1 else None,
                    )
                    for n in range(100)
                ]
                + [
                    a_task(instance.id, **of_others, state=TaskState.CANCELLED, ended_at=NOW)
                    for _ in range(100)
                ]
            )
        uow.commit()
    # As a server does by itself: only pages known to be all visible spare a look at the table.
    tidy = "VACUUM ANALYZE" if storage.engine.dialect.name == "postgresql" else "ANALYZE"
    with storage.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(tidy))
    return storage


def plans_of(storage: Storage, ask: Callable[[], object]) -> list[str]:
    """How the database reads `user_task` in each statement of a question."""
    from sqlalchemy import Connection, event

    seen: list[tuple[str, object]] = []

    def note(_: Connection, __: object, statement: str, parameters: object, *___: object) -> None:
        seen.append((statement, parameters))

    event.listen(storage.engine, "before_cursor_execute", note)
    ask()
    event.remove(storage.engine, "before_cursor_execute", note)
    how = "EXPLAIN QUERY PLAN " if storage.engine.dialect.name == "sqlite" else "EXPLAIN "
    plans = []
    with storage.engine.connect() as connection:
        for statement, parameters in seen:
            if "user_task" in statement:
                rows = connection.exec_driver_sql(how + statement, parameters)  # type: ignore[arg-type]  # as it was sent
                plans.append("\n".join(str(row[-1]) for row in rows))
    return plans


@pytest.mark.parametrize(
    ("wanted", "index"), [("groups", "ix_user_task_offered"), ("mine", "ix_user_task_held")]
)
def test_pages_and_figures_come_from_the_covering_index(
    many_tasks: Storage, wanted: str, index: str
) -> None:
    viewer = Viewer(PersonId("p1"), {"clerk": frozenset({OFFICE})})
    first = groups(many_tasks, viewer, list=wanted, limit=10)
    assert first.next
    plans = plans_of(
        many_tasks, lambda: groups(many_tasks, viewer, list=wanted, after=first.next, limit=10)
    )
    counts, page = plans
    for plan in plans:
        assert "Seq Scan on user_task" not in plan
        assert "SCAN user_task" not in plan
    assert index in counts
    assert index in page
    if many_tasks.engine.dialect.name == "sqlite":
        assert f"SEARCH user_task USING COVERING INDEX {index}" in counts
        assert f"SEARCH user_task USING COVERING INDEX {index}" in page
        assert "TEMP B-TREE" not in page.split("SEARCH page")[0].split("SCAN page")[0]


def test_what_a_person_is_barred_from_is_found_once_and_not_task_by_task(
    many_tasks: Storage,
) -> None:
    viewer = Viewer(PersonId("p1"), {"clerk": frozenset({OFFICE})})
    for plan in plans_of(many_tasks, lambda: groups(many_tasks, viewer, limit=10)):
        if many_tasks.engine.dialect.name == "sqlite":
            assert "SEARCH task_barred USING COVERING INDEX ix_task_barred_person" in plan
        else:
            assert "hashed SubPlan" in plan


@pytest.mark.parametrize("which", ["mine", "groups", "all"])
def test_news_of_a_list_are_its_size_in_two_statements(
    many_tasks: Storage, which: TaskList
) -> None:
    viewer = Viewer(PersonId("p1"), {"clerk": frozenset({OFFICE})}, sees=frozenset({OFFICE}))
    with count_statements(many_tasks) as statements:
        news = many_tasks.queries.inbox_news(viewer, which, NOW)
    assert statements.count <= 2
    assert (news.size, news.mentions) == (groups(many_tasks, viewer, list=which).total, 0)
    assert news.size > 0


def test_open_tasks_are_counted_for_more_people_than_a_row_has_columns(storage: Storage) -> None:
    given_tasks(storage, {})
    viewers = [Viewer(PersonId(f"p{n}"), {"clerk": frozenset({OFFICE})}) for n in range(1_001)]
    assert set(storage.queries.open_task_counts(viewers, NOW).values()) == {1}


def test_whoever_sees_many_offices_reads_them_in_one_order(many_tasks: Storage) -> None:
    viewer = Viewer(PersonId("p1"), {}, sees=frozenset({OFFICE, ELSEWHERE, OfficeId("third")}))
    asked = InboxQuery(viewer, "all", BOUNDS, limit=10)
    counts, page = plans_of(many_tasks, lambda: many_tasks.queries.inbox(asked))
    # SQLite stops sorting an office's tasks as soon as the page is full: it may go by office.
    by_office = many_tasks.engine.dialect.name == "sqlite"
    index = "COVERING INDEX ix_user_task_" if by_office else "ix_user_task_due"
    assert index in page
    assert index in counts


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
