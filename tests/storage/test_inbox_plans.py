"""How the databases read the lists of the inbox: by which index, and never task by task."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from builders import NOW, OFFICE

from app.domain.identity import InstanceId, OfficeId, PersonId
from app.domain.indexed import IndexedFilter, IndexedValue
from app.ports.views import DueBounds, InboxQuery, TaskList, TaskOrder, Viewer
from app.storage import Storage

ELSEWHERE = OfficeId("almaty-medeu")
BOUNDS = DueBounds(NOW, NOW + timedelta(hours=12), NOW + timedelta(days=3))


def plans_of(storage: Storage, ask: Callable[[], object], told: str = "user_task") -> list[str]:
    """How the database reads for each statement of a question that has these words."""
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
            if told in statement:
                rows = connection.exec_driver_sql(how + statement, parameters)  # type: ignore[arg-type]  # as it was sent
                plans.append("\n".join(str(row[-1]) for row in rows))
    return plans


@pytest.mark.parametrize(
    ("wanted", "index"), [("groups", "ix_user_task_offered"), ("mine", "ix_user_task_held")]
)
def test_pages_and_figures_come_from_the_covering_index(
    many_tasks: Storage, wanted: TaskList, index: str
) -> None:
    viewer = Viewer(PersonId("p1"), {"clerk": frozenset({OFFICE})})
    asked = InboxQuery(viewer, wanted, BOUNDS, limit=10)
    further = replace(asked, after=many_tasks.queries.inbox(asked).next)
    assert further.after
    plans = plans_of(many_tasks, lambda: many_tasks.queries.inbox(further))
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
    asked = InboxQuery(viewer, "groups", BOUNDS, limit=10)
    for plan in plans_of(many_tasks, lambda: many_tasks.queries.inbox(asked)):
        if many_tasks.engine.dialect.name == "sqlite":
            assert "SEARCH task_barred USING COVERING INDEX ix_task_barred_person" in plan
        else:
            assert "hashed SubPlan" in plan


def test_whoever_sees_many_offices_reads_them_in_one_order(many_tasks: Storage) -> None:
    viewer = Viewer(PersonId("p1"), {}, sees=frozenset({OFFICE, ELSEWHERE, OfficeId("third")}))
    asked = InboxQuery(viewer, "all", BOUNDS, limit=10)
    counts, page = plans_of(many_tasks, lambda: many_tasks.queries.inbox(asked))
    # SQLite stops sorting an office's tasks as soon as the page is full: it may go by office.
    by_office = many_tasks.engine.dialect.name == "sqlite"
    index = "COVERING INDEX ix_user_task_" if by_office else "ix_user_task_due"
    assert index in page
    assert index in counts


EVERYTHING = Viewer(
    PersonId("p1"), {}, sees=frozenset({OFFICE, ELSEWHERE, OfficeId("third")}), sees_everything=True
)


def test_whoever_sees_everything_is_asked_about_no_office(many_tasks: Storage) -> None:
    asked = InboxQuery(EVERYTHING, "all", BOUNDS, limit=10)
    for plan in plans_of(many_tasks, lambda: many_tasks.queries.inbox(asked)):
        assert "SCAN user_task\n" not in plan
        assert "Seq Scan on user_task" not in plan
        assert "office_id" not in plan
    by_office = replace(asked, viewer=replace(EVERYTHING, sees_everything=False))
    assert many_tasks.queries.inbox(asked) == many_tasks.queries.inbox(by_office)


@pytest.mark.parametrize(
    ("order", "index"),
    [
        ("applicant", "ix_user_task_by_name"),
        ("received", "ix_user_task_received"),
        ("priority", "ix_user_task_by_priority"),
        ("due", "ix_user_task_due"),
    ],
)
def test_each_order_of_the_whole_country_is_that_of_an_index(
    many_tasks: Storage, order: TaskOrder, index: str
) -> None:
    asked = InboxQuery(EVERYTHING, "all", BOUNDS, order=order, limit=10)
    first = many_tasks.queries.inbox(asked)
    for after in ("", first.next):
        further = replace(asked, after=after)
        _, page = plans_of(many_tasks, lambda further=further: many_tasks.queries.inbox(further))
        assert index in page


def test_what_words_find_is_looked_up_case_by_case(many_tasks: Storage) -> None:
    asked = InboxQuery(EVERYTHING, "all", BOUNDS, text="жөні аты7", limit=10)
    found = many_tasks.queries.inbox(asked)
    assert (found.total, len(found.rows)) == (100, 10)
    _, page = plans_of(many_tasks, lambda: many_tasks.queries.inbox(asked))
    assert "Seq Scan on user_task" not in page
    assert "SCAN user_task\n" not in page


def test_indexed_variables_are_looked_up_by_a_key_or_an_index(own_tasks: Storage) -> None:
    with own_tasks.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT id FROM process_instance").scalars().all()
    with own_tasks.begin() as uow:
        for one in found:
            values = {f"other_{n}": IndexedValue(text="granted", number=n) for n in range(300)}
            values["decision"] = IndexedValue(text="granted")
            uow.indexed.put(InstanceId(UUID(str(one))), values)
        uow.commit()
    with own_tasks.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    viewer = Viewer(PersonId("p1"), {"clerk": frozenset({OFFICE})})
    wanted = (IndexedFilter("decision", text="granted"), IndexedFilter("hours", number_from=2))
    asked = InboxQuery(viewer, "groups", BOUNDS, limit=10, values=wanted)
    plans = plans_of(own_tasks, lambda: own_tasks.queries.inbox(asked))
    narrowed = [plan for plan in plans if "indexed_value" in plan]
    assert len(narrowed) == 2
    for plan in narrowed:
        assert "Seq Scan on indexed_value" not in plan
        assert "SCAN indexed_value" not in plan
