"""Conditions that begin cases: weighed on what state systems tell of entities (10.5.2)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from databases import KINDS
from lent_storages import FreshStorage
from test_races import at_once

from app.bootstrap.demo_people import BOSTANDYK
from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.entity_states import EntityState
from app.domain.identity import CaseNumber
from app.domain.models import ModelFile
from app.feel import Value, to_value
from app.usecases.deploy_service import DeploymentRefused
from app.usecases.receive_state import ReceiveState, StateReceived
from app.usecases.verify_audit import verify_audit

NOW = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
FULL = '<conditionalEventDefinition><condition>=entity = "supplier" and free_places = 0</condition>'
FULL += "</conditionalEventDefinition>"
REPLY = '<messageEventDefinition messageRef="reply"/>'
MODEL = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn"><message id="reply" name="replied"/>'
    '<process id="places" isExecutable="true"><startEvent id="full"{how}><extensionElements>'
    '<camunda:properties><camunda:property name="office" value="almaty-bostandyk"/>'
    "</camunda:properties></extensionElements>{events}</startEvent>"
    '<userTask id="find"/><endEvent id="done"/>'
    '<sequenceFlow id="f1" sourceRef="full" targetRef="find"/>'
    '<sequenceFlow id="f2" sourceRef="find" targetRef="done"/></process></definitions>'
)


@pytest.fixture(params=KINDS)
def world(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[SimulationWorld]:
    made = simulation_world(NOW, database=fresh_storages[request.param]())
    yield made
    assert not verify_audit(queries=made.qadam.storage.queries).flaws
    made.close()


def deploy(world: SimulationWorld, events: str = FULL, how: str = "") -> None:
    model = MODEL.format(events=events, how=how)
    world.deploy([ModelFile("places.bpmn", model.encode())])


def tell(
    world: SimulationWorld,
    values: Mapping[str, object],
    *,
    subject: str = "1",
    after: int = 0,
    event_id: str = "",
) -> StateReceived:
    told: dict[str, Value] = {name: to_value(value) for name, value in values.items()}
    state = EntityState("aleumet", "supplier", subject, NOW + timedelta(minutes=after), told)
    return world.qadam.receive_state(ReceiveState(event_id=event_id or str(uuid4()), state=state))


def begun(world: SimulationWorld, *reports: tuple[object, int]) -> list[int]:
    """How many cases each report of (free places, minute) begins."""
    return [len(tell(world, {"free_places": n}, after=m).numbers) for n, m in reports]


def test_a_condition_that_becomes_true_begins_a_case_with_what_was_told(
    world: SimulationWorld,
) -> None:
    deploy(world)
    assert tell(world, {"free_places": 2}).numbers == ()
    applicant = {"iin": "580412400174", "full_name": "Қалиева Айгүл"}
    (number,) = tell(world, {"free_places": 0, "applicant": applicant}).numbers
    case = world.case(number)
    assert [task.element_id for task in case.tasks] == ["find"]
    assert (case.case.office_id, case.case.registered_by) == (BOSTANDYK, "aleumet")
    assert case.case.applicant.full_name == "Қалиева Айгүл"
    assert {name: case.variables[name] for name in ("system", "entity", "subject")} == {
        "system": "aleumet",
        "entity": "supplier",
        "subject": "1",
    }
    told = [(event.kind, event.element_id, event.actor) for event in case.history]
    assert told == [("registered", "full", "aleumet"), ("fired", "full", "aleumet")]


def test_it_has_to_become_false_before_it_begins_another(world: SimulationWorld) -> None:
    deploy(world)
    assert begun(world, (0, 0), (0, 1), (1, 2), (0, 3)) == [1, 0, 0, 1]


def test_each_subject_is_weighed_by_itself(world: SimulationWorld) -> None:
    deploy(world)
    assert len(tell(world, {"free_places": 0}).numbers) == 1
    assert len(tell(world, {"free_places": 0}, subject="2").numbers) == 1


def test_what_does_not_say_changes_nothing(world: SimulationWorld) -> None:
    deploy(world)
    assert begun(world, (0, 0)) == [1]
    for values in ({"address": "x"}, {"free_places": "none"}):
        assert tell(world, values, after=1).numbers == ()
    assert begun(world, (0, 2)) == [0]


def test_what_was_so_before_the_last_report_comes_too_late(world: SimulationWorld) -> None:
    deploy(world)
    assert begun(world, (0, 5), (1, 4), (0, 6)) == [1, 0, 0]


def test_a_report_that_comes_again_changes_nothing(world: SimulationWorld) -> None:
    deploy(world)
    first, again = (tell(world, {"free_places": 0}, event_id="once") for _ in range(2))
    assert again == first
    assert (first.is_repeated, again.is_repeated) == (False, True)
    world.restart()
    assert begun(world, (0, 1)) == [0]


def test_a_new_version_does_not_begin_again_what_has_begun(world: SimulationWorld) -> None:
    deploy(world)
    assert begun(world, (0, 0)) == [1]
    deploy(world, FULL + REPLY)
    assert begun(world, (0, 1), (1, 2), (0, 3)) == [0, 0, 1]


def test_an_office_that_is_not_there_is_told_at_deployment(world: SimulationWorld) -> None:
    model = MODEL.format(events=FULL, how="").replace("almaty-bostandyk", "nowhere")
    with pytest.raises(DeploymentRefused) as refused:
        world.deploy([ModelFile("places.bpmn", model.encode())])
    assert {finding.rule for finding in refused.value.findings} == {"start-not-ready"}


def test_two_reports_at_once_begin_one_case(world: SimulationWorld) -> None:
    deploy(world)
    answers = at_once(*[lambda: tell(world, {"free_places": 0})] * 4)
    assert sorted(len(answer.numbers) for answer in answers) == [0, 0, 0, 1]


@pytest.mark.parametrize("is_first", [True, False])
def test_where_a_message_is_needed_as_well_one_case_waits_for_both(
    world: SimulationWorld, *, is_first: bool
) -> None:
    deploy(world, FULL + REPLY, ' parallelMultiple="true"')
    if is_first:
        (number,) = tell(world, {"free_places": 0}).numbers
        assert not world.case(number).tasks
        world.message("replied", number, {})
    else:
        number = world.start_by_message("replied", {}, "any")
        assert not world.case(number).tasks
        assert tell(world, {"free_places": 1}).numbers == ()
        assert tell(world, {"free_places": 0}, after=1).numbers == (number,)
    assert [task.element_id for task in world.case(number).tasks] == ["find"]
    assert world.case(number).case.number == CaseNumber(number)
