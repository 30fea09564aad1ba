"""Drafts completed together: each only while what it was typed on still holds."""

import re
from collections.abc import Iterator

import pytest
from databases import KINDS, FreshUrl
from desk_world import CLERK, HERE, DeskWorld, Visitor, as_form, built_front_end, desk_world
from every_component import every_component_service
from test_form_components import GOOD

from app.domain.identity import CaseNumber
from app.domain.people import Role
from app.domain.task import TaskState, UserTask
from app.domain.task_batch import UNDO_WINDOW
from app.usecases.changed_meanwhile import CaseChangedSince, FilledInByAnother

VERDICT = {"verdict": "жарайды"}


@pytest.fixture(scope="module", params=KINDS)
def office(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    fresh_urls: dict[str, FreshUrl],
) -> Iterator[DeskWorld]:
    static = built_front_end(tmp_path_factory.mktemp("static"))
    database = fresh_urls[request.param]()
    with desk_world(static, files=every_component_service(), database=database) as found:
        yield found


@pytest.fixture
def number(office: DeskWorld) -> CaseNumber:
    return office.register().case.number


@pytest.fixture
def clerk(office: DeskWorld) -> Visitor:
    return office.visitor(CLERK)


@pytest.fixture
def task(office: DeskWorld, number: CaseNumber, clerk: Visitor) -> UserTask:
    """One whose form shows what the task before it has given to the case."""
    first = office.open_task(office.world.case(number))
    clerk.get(f"/tasks/{first.id}")
    clerk.press(f"/tasks/{first.id}/complete", **as_form(GOOD))
    return office.open_task(office.world.case(number))


def type_in(visitor: Visitor, task: UserTask, answers: dict[str, str], seen: str = "") -> str:
    """Keeps what is typed, as the page does; gives what the page has seen."""
    found = re.search(r'name="seen" value="([^"]+)"', visitor.get(f"/tasks/{task.id}").text)
    assert found is not None
    sent = {**as_form(answers), "seen": seen or found[1]}
    visitor.post(f"/tasks/{task.id}/draft", sent, accept="application/json")
    return found[1]


def preview(visitor: Visitor, task: UserTask) -> str:
    return visitor.get(f"/tasks/batch?deed=complete&list=mine&task={task.id}").text


def completed(office: DeskWorld, visitor: Visitor, task: UserTask) -> TaskState:
    visitor.press("/tasks/batch", deed="complete", task=[str(task.id)])
    office.pass_time(seconds=int(UNDO_WINDOW.total_seconds()))
    while office.world.qadam.batches.run_next():
        pass
    with office.world.qadam.storage.begin() as uow:
        return uow.user_tasks.get(task.id).state


def test_a_draft_is_completed_while_the_case_is_as_it_was_shown(
    office: DeskWorld, clerk: Visitor, task: UserTask
) -> None:
    type_in(clerk, task, VERDICT)
    page = preview(clerk, task)
    assert CaseChangedSince.title.ru not in page
    assert FilledInByAnother.title.ru not in page
    assert completed(office, clerk, task) is TaskState.COMPLETED


def test_a_draft_that_is_older_than_the_data_of_its_case_is_refused_in_its_row(
    office: DeskWorld, number: CaseNumber, clerk: Visitor, task: UserTask
) -> None:
    seen = type_in(clerk, task, VERDICT)
    office.world.set_variables(number, None, {"title": "Жаңа атауы"})
    assert CaseChangedSince.title.ru in preview(clerk, task)
    # A page that is open since before knows of nothing newer, whatever it keeps.
    type_in(clerk, task, VERDICT, seen)
    assert CaseChangedSince.title.ru in preview(clerk, task)
    assert completed(office, clerk, task) is not TaskState.COMPLETED


def test_what_is_typed_on_the_new_data_is_completed(
    office: DeskWorld, number: CaseNumber, clerk: Visitor, task: UserTask
) -> None:
    type_in(clerk, task, VERDICT)
    office.world.set_variables(number, None, {"title": "Жаңа атауы"})
    type_in(clerk, task, VERDICT)
    assert completed(office, clerk, task) is TaskState.COMPLETED


def test_a_draft_is_refused_where_a_colleague_has_answered_otherwise_later(
    office: DeskWorld, clerk: Visitor, task: UserTask
) -> None:
    type_in(clerk, task, VERDICT)
    colleague = office.visitor(office.hire(Role.CLERK, HERE))
    office.pass_time(minutes=1)
    type_in(colleague, task, VERDICT)
    assert FilledInByAnother.title.ru not in preview(clerk, task)
    office.pass_time(minutes=1)
    type_in(colleague, task, {"verdict": "жарамайды"})
    assert FilledInByAnother.title.ru in preview(clerk, task)
    assert completed(office, clerk, task) is not TaskState.COMPLETED
