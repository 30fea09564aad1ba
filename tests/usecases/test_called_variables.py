"""What a called process holds stands among the variables of the case, under the call's name."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import pytest
from databases import KINDS
from lent_storages import FreshStorage

from app.bootstrap.simulation import SimulationWorld, simulation_world
from app.domain.identity import ElementId, ProcessKey
from app.domain.models import ModelFile
from app.simulation.world import Start

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
)
CALLED = (
    HEAD + '<process id="panel" isExecutable="true"><startEvent id="s"/>'
    '<userTask id="vote" camunda:candidateGroups="specialist"/><endEvent id="e"/>'
    '<sequenceFlow id="f1" sourceRef="s" targetRef="vote"/>'
    '<sequenceFlow id="f2" sourceRef="vote" targetRef="e"/></process></definitions>'
)
CALLER = (
    HEAD + '<process id="caller" isExecutable="true"><startEvent id="begun"/>'
    '<callActivity id="experts" calledElement="panel" camunda:calledElementBinding="deployment">'
    '<extensionElements><camunda:in sourceExpression="=1 + 1" target="seats"/></extensionElements>'
    '</callActivity><endEvent id="done"/>'
    '<sequenceFlow id="f1" sourceRef="begun" targetRef="experts"/>'
    '<sequenceFlow id="f2" sourceRef="experts" targetRef="done"/></process></definitions>'
)


@pytest.fixture(params=KINDS)
def world(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[SimulationWorld]:
    made = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    made.deploy(
        [
            ModelFile("caller.bpmn", CALLER.encode()),
            ModelFile("shared/panel.bpmn", CALLED.encode()),
        ]
    )
    yield made
    made.close()


def test_what_a_stage_is_given_and_sets_is_kept_with_the_case(world: SimulationWorld) -> None:
    number = world.start(Start(ProcessKey("caller"), 0, answers={}))
    assert world.case(number).variables["experts/seats"] == Decimal(2)

    world.set_variables(number, ElementId("experts/vote"), {"seats": 3})
    assert world.case(number).variables["experts/seats"] == Decimal(3)

    (task,) = world.case(number).tasks
    world.complete(task.id, None, {"opinion": "yes"})
    view = world.case(number)
    assert view.ended_at is not None
    assert view.variables["experts/opinion"] == "yes"
    assert "opinion" not in view.variables
