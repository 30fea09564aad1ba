"""A case that undoes what was done waits, stands still, fails and ends like any other."""

import pytest
from case_walks import AIGUL, CLERK, SUPERVISOR, Walk
from trial_models import TRIP

from app.bootstrap.simulation import SimulationWorld
from app.domain.case import CaseOnHold, InstanceStatus
from app.domain.identity import CaseNumber, ProcessKey, Topic
from app.domain.models import ModelFile
from app.domain.texts import LANGUAGES
from app.simulation.world import Start
from app.usecases.called_processes import elements_of
from app.usecases.case_diagram import DiagramState, diagram_state
from app.web.timeline import past_lines

TOLD = ("completed", "fired", "compensated")


def trip(walk: Walk, **answers: object) -> CaseNumber:
    """A case that has booked and asked, and is about to undo both."""
    walk.world.deploy([ModelFile("trip.bpmn", TRIP.encode())])
    walk.numbers.append(walk.world.start(Start(ProcessKey("trip"), 1, answers=answers)))
    for element in ("book", "ask"):
        walk.world.complete(walk.task(element).id, CLERK, {})
    return walk.numbers[-1]


def diagram(world: SimulationWorld, number: CaseNumber) -> DiagramState:
    view = world.case(number)
    rules = world.qadam.rules
    elements = elements_of(rules.service(view.case.process_key, view.version), rules)
    return diagram_state(view, elements)


def test_a_job_and_a_task_undo_a_case_across_restarts_and_history_tells_of_it(walk: Walk) -> None:
    number = trip(walk, iin=AIGUL)
    walk.world.restart()
    assert walk.run_jobs() == 1
    walk.world.restart()
    assert diagram(walk.world, number).undone == ("ask",)
    assert diagram(walk.world, number).current == {"release": 1}

    walk.world.complete(walk.task("release").id, CLERK, {})

    view = walk.view()
    assert (view.status, view.ended_element) == (InstanceStatus.COMPLETED, "over")
    told = [(event.kind, event.element_id) for event in view.history]
    assert [one for one in told if one[0] in TOLD][-9:] == [
        ("completed", "ask"), ("fired", "if_ask"), ("completed", "withdraw"),
        ("compensated", "ask"), ("fired", "if_book"), ("completed", "release"),
        ("compensated", "book"), ("completed", "back"), ("completed", "over"),
    ]  # fmt: skip
    assert diagram(walk.world, number).undone == ("book", "ask")
    assert "book" not in diagram(walk.world, number).passed


def test_on_hold_nothing_is_undone(walk: Walk) -> None:
    number = trip(walk, iin=AIGUL)
    walk.world.suspend(number, "a court asked")
    assert walk.run_jobs() == 0
    walk.world.resume(number, "the court has answered")
    walk.run_jobs()
    walk.world.suspend(number, "a court asked again")
    with pytest.raises(CaseOnHold):
        walk.world.complete(walk.task("release").id, CLERK, {})
    walk.world.resume(number, "the court has answered")
    walk.world.complete(walk.task("release").id, CLERK, {})
    assert walk.view().status is InstanceStatus.COMPLETED


def test_a_handler_that_fails_is_an_incident_and_goes_on_when_it_is_retried(walk: Walk) -> None:
    number = trip(walk, iin=AIGUL)
    walk.world.fail_next_job(Topic("request-person"), "no answer", 0)
    walk.run_jobs()
    (incident,) = walk.view().incidents
    assert incident.element_id == "withdraw"
    assert diagram(walk.world, number).undone == ()

    walk.world.retry_incident(incident.id, SUPERVISOR)
    walk.run_jobs()
    assert not walk.view().incidents
    assert diagram(walk.world, number).undone == ("ask",)


def test_a_case_that_is_cancelled_while_it_undoes_leaves_nothing_open(walk: Walk) -> None:
    number = trip(walk, iin=AIGUL)
    walk.run_jobs()
    walk.world.cancel(number, "withdrawn")
    view = walk.view()
    assert view.status is InstanceStatus.CANCELLED
    assert not [task for task in view.tasks if task.is_open]
    assert not view.tokens


def test_the_timeline_tells_officials_what_was_undone(walk: Walk) -> None:
    number = trip(walk, iin=AIGUL)
    walk.run_jobs()
    with walk.world.qadam.storage.begin() as uow:
        supervisor = uow.people.get(SUPERVISOR)
    assert supervisor is not None
    desk = walk.world.qadam.desk.case(supervisor, number)
    told = {
        language: [line.title for line in past_lines(desk, walk.world.now(), language)]
        for language in LANGUAGES
    }
    assert told["en"][-1] == "Undone: Ask"
    assert told["ru"][-1] == "Отменено сделанное: Запросить"
    assert told["kk"][-1] == "Кері қайтарылды: Сұрау"
