"""The list of all tasks in sight: narrowed, ordered, and paged in every order."""

from datetime import date, timedelta

import pytest
from builders import NOW, OFFICE, PA, a_case, a_task, an_instance, applicant

from app.domain.identity import ElementId, OfficeId, PersonId, ProcessKey, UserTaskId
from app.domain.indexed import IndexedFilter, IndexedValue
from app.domain.task import TaskState
from app.ports.views import DueBounds, InboxPage, InboxQuery, TaskOrder, Viewer
from app.storage import Storage, count_statements

HEAD = PersonId("head")
ELSEWHERE = OfficeId("almaty-medeu")
BOUNDS = DueBounds(NOW, NOW + timedelta(hours=12), NOW + timedelta(days=3))
VIEWER = Viewer(HEAD, {"head": frozenset({OFFICE})}, frozenset({OFFICE}))


def given(storage: Storage, name: str = "Қалиева Айгүл", **fields: object) -> UserTaskId:
    """A case of this applicant with one open task."""
    instance = an_instance()
    key = fields.pop("process_key", PA)
    task = a_task(instance.id, **fields)
    number = f"ЖК-2026-{instance.id.int % 10**6:06}"
    case = a_case(instance.id, number, applicant=applicant(name), process_key=key)
    with storage.begin() as uow:
        uow.instances.add(instance)
        uow.cases.add(case)
        uow.user_tasks.add([task])
        uow.commit()
    return task.id


def all_of(storage: Storage, viewer: Viewer = VIEWER, **fields: object) -> InboxPage:
    query = InboxQuery(viewer, "all", BOUNDS, **fields)  # type: ignore[arg-type]  # fields of a query
    return storage.queries.inbox(query)


def shown(page: InboxPage) -> list[UserTaskId]:
    return [row.task_id for row in page.rows]


def test_everything_open_in_the_offices_in_sight_is_listed_and_counted(storage: Storage) -> None:
    free = given(storage)
    held = given(storage, state=TaskState.CLAIMED, assignee=PersonId("aigul"))
    given(storage, office_id=ELSEWHERE)
    given(storage, state=TaskState.COMPLETED, ended_at=NOW)
    page = all_of(storage)
    assert set(shown(page)) == {free, held}
    assert (page.total, page.by_list["all"], page.by_list["groups"]) == (2, 2, 0)
    assert shown(all_of(storage, Viewer(HEAD, {}))) == []


def test_the_list_is_narrowed_by_service_stage_and_office_together(storage: Storage) -> None:
    both = Viewer(HEAD, {}, frozenset({OFFICE, ELSEWHERE}))
    decide = ElementId("decide_application")
    wanted = given(storage, element_id=decide)
    given(storage)
    given(storage, element_id=decide, office_id=ELSEWHERE)
    given(storage, element_id=decide, process_key=ProcessKey("another"))
    page = all_of(storage, both, process=PA, office=OFFICE, elements=frozenset({decide}))
    assert (shown(page), page.total, page.by_list["all"]) == ([wanted], 1, 4)
    assert all_of(storage, both, elements=frozenset()).total == 0
    assert all_of(storage, office=ELSEWHERE).total == 0


ORDERS: dict[TaskOrder, list[str]] = {
    "due": ["Қуат", "Ұлан", "Әсем", "Алма"],
    "applicant": ["Алма", "Әсем", "Қуат", "Ұлан"],
    "received": ["Алма", "Қуат", "Ұлан", "Әсем"],
    "priority": ["Әсем", "Қуат", "Ұлан", "Алма"],
}


@pytest.mark.parametrize("order", ORDERS)
def test_pages_of_every_order_follow_without_gap_or_overlap(
    storage: Storage, order: TaskOrder
) -> None:
    minutes = {"Әсем": (50, 1, 90), "Қуат": (5, 3, 50), "Ұлан": (6, 2, 50), "Алма": (99, 4, 50)}
    made = {
        name: given(
            storage,
            name,
            due_at=NOW + timedelta(minutes=due),
            created_at=NOW + timedelta(minutes=came),
            priority=priority,
        )
        for name, (due, came, priority) in minutes.items()
    }
    seen, cursor = [], ""
    while True:
        page = all_of(storage, order=order, after=cursor, limit=1)
        seen += [row.applicant_name for row in page.rows]
        if not (cursor := page.next):
            break
    assert seen == ORDERS[order]
    assert shown(all_of(storage, order=order)) == [made[name] for name in seen]


def test_rows_alike_in_their_order_are_told_apart_while_paging(storage: Storage) -> None:
    made = {given(storage) for _ in range(5)}
    for order in ORDERS:
        first = all_of(storage, order=order, limit=2)
        second = all_of(storage, order=order, limit=2, after=first.next)
        third = all_of(storage, order=order, limit=2, after=second.next)
        assert {*shown(first), *shown(second), *shown(third)} == made
        assert third.next == ""


def test_a_cursor_of_another_order_reads_as_the_first_page(storage: Storage) -> None:
    for name in ("Алма", "Әсем"):
        given(storage, name)
    cursor = all_of(storage, order="due", limit=1).next
    assert [
        row.applicant_name for row in all_of(storage, order="applicant", after=cursor).rows
    ] == [
        "Алма",
        "Әсем",
    ]


@pytest.mark.parametrize(
    "typed", ["Kalieva", "kaliyeva", "Qalieva", "aigul", "Aygul", "rfkbtdf", "KALI aig"]
)
def test_a_name_typed_in_latin_letters_is_found(storage: Storage, typed: str) -> None:
    task = given(storage)
    given(storage, "Ахметов Ержан")
    assert shown(all_of(storage, text=typed)) == [task]


def test_a_narrowed_and_ordered_page_takes_four_statements(storage: Storage) -> None:
    for _ in range(3):
        given(storage)
    with count_statements(storage) as statements:
        all_of(
            storage,
            process=PA,
            office=OFFICE,
            elements=frozenset({ElementId("check_completeness")}),
            order="applicant",
        )
    assert statements.count == 4


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (IndexedFilter("decision", text="granted"), [0, 1]),
        (IndexedFilter("decision", text="refused"), [2]),
        (IndexedFilter("hours", number_from=4), [1, 2]),
        (IndexedFilter("hours", number_to=4), [0, 1]),
        (IndexedFilter("hours", number_from=3, number_to=5), [1]),
        (IndexedFilter("heard", day_from=date(2026, 11, 21)), [1, 2]),
        (IndexedFilter("heard", day_from=date(2026, 11, 20), day_to=date(2026, 11, 21)), [0, 1]),
        (IndexedFilter("decision", day_from=date(2026, 11, 20)), []),
    ],
)
def test_tasks_are_found_by_the_indexed_variables_of_their_case(
    storage: Storage, wanted: IndexedFilter, places: list[int]
) -> None:
    told = [("granted", 2.0, 20), ("granted", 4.0, 21), ("refused", 8.0, 22)]
    tasks = []
    for decision, hours, day in told:
        tasks.append(given(storage))
        with storage.begin() as uow:
            values = {
                "decision": IndexedValue(text=decision),
                "hours": IndexedValue(number=hours),
                "heard": IndexedValue(day=date(2026, 11, day)),
            }
            uow.indexed.put(uow.user_tasks.get(tasks[-1]).instance_id, values)
            uow.commit()
    given(storage)
    page = all_of(storage, values=(wanted,))
    assert set(shown(page)) == {tasks[place] for place in places}
    assert page.total == len(places)
    both = all_of(storage, values=(wanted, IndexedFilter("hours", number_to=2)))
    assert set(shown(both)) == {tasks[place] for place in places if place == 0}
    with count_statements(storage) as statements:
        all_of(storage, values=(wanted, IndexedFilter("hours", number_to=2)), text="калиева")
    assert statements.count <= 4
