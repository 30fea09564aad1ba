"""Timers of a case that are due at one moment: the innermost is first, on every clock."""

from datetime import datetime, timedelta

import pytest
from databases import KINDS
from lent_storages import FreshStorage

from app.bootstrap.simulation import simulation_world
from app.domain.identity import ProcessKey
from app.domain.models import ModelFile
from app.simulation.world import Start

NOON = datetime.fromisoformat("2026-12-22T12:00:00+05:00")
HOUR = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
MODEL = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial">'
    '<process id="trial" isExecutable="true"><startEvent id="s"/><subProcess id="sub">'
    '<startEvent id="in"/><userTask id="work"/><endEvent id="out"/>'
    '<boundaryEvent id="z_inner" attachedToRef="work" cancelActivity="false">{hour}'
    '</boundaryEvent><endEvent id="told"/>'
    '<sequenceFlow id="f1" sourceRef="in" targetRef="work"/>'
    '<sequenceFlow id="f2" sourceRef="work" targetRef="out"/>'
    '<sequenceFlow id="f3" sourceRef="z_inner" targetRef="told"/></subProcess>'
    '<boundaryEvent id="a_outer" attachedToRef="sub">{hour}</boundaryEvent>'
    '<endEvent id="done"/><endEvent id="late"/>'
    '<sequenceFlow id="f4" sourceRef="s" targetRef="sub"/>'
    '<sequenceFlow id="f5" sourceRef="sub" targetRef="done"/>'
    '<sequenceFlow id="f6" sourceRef="a_outer" targetRef="late"/></process></definitions>'
)


@pytest.mark.parametrize("database", KINDS)
@pytest.mark.parametrize("one_by_one", [True, False])
def test_the_innermost_is_first(
    database: str, fresh_storages: dict[str, FreshStorage], *, one_by_one: bool
) -> None:
    world = simulation_world(NOON, database=fresh_storages[database]())
    world.deploy([ModelFile("trial.bpmn", MODEL.format(hour=HOUR).encode())])
    number = world.start(Start(process=ProcessKey("trial"), line=1))
    world.set_clock(NOON + timedelta(hours=1))
    if one_by_one:
        assert [world.fire_next_timer() for _ in range(3)] == [True, True, False]
    else:
        assert world.fire_due_timers() == 2
    fired = [e.element_id for e in world.case(number).history if e.kind == "fired"]
    world.close()
    assert fired == ["z_inner", "a_outer"]
