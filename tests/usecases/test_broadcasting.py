"""Signals and messages that one case throws and others hear, after the thrower's transaction."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from databases import KINDS
from lent_storages import FreshStorage
from message_models import Hearings

from app.bootstrap.simulation import simulation_world
from app.domain.case import InstanceStatus
from app.domain.identity import CaseNumber, ProcessKey
from app.simulation.world import Start

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn"><signal id="s" name="calendar-changed"/>'
    '<message id="ask" name="advice-asked"><extensionElements><camunda:properties>'
    '<camunda:property name="correlationKey" value="=about"/></camunda:properties>'
    "</extensionElements></message>"
)
LISTENER = (
    HEAD + '<process id="listener" isExecutable="true"><startEvent id="begun"/>'
    '<userTask id="work"/><boundaryEvent id="changed" attachedToRef="work" cancelActivity="false">'
    '<signalEventDefinition signalRef="s"/></boundaryEvent><endEvent id="done"/>'
    '<userTask id="count_again"/><endEvent id="counted"/>'
    '<sequenceFlow id="f1" sourceRef="begun" targetRef="work"/>'
    '<sequenceFlow id="f2" sourceRef="work" targetRef="done"/>'
    '<sequenceFlow id="f3" sourceRef="changed" targetRef="count_again"/>'
    '<sequenceFlow id="f4" sourceRef="count_again" targetRef="counted"/></process></definitions>'
)
CALLER = (
    HEAD + '<process id="caller" isExecutable="true"><startEvent id="begun"/>'
    '<intermediateThrowEvent id="tell"><signalEventDefinition signalRef="s"/>'
    '</intermediateThrowEvent><endEvent id="asked"><messageEventDefinition messageRef="ask"/>'
    '</endEvent><sequenceFlow id="f1" sourceRef="begun" targetRef="tell"/>'
    '<sequenceFlow id="f2" sourceRef="tell" targetRef="asked"/></process></definitions>'
)
ADVISER = (
    HEAD + '<process id="adviser" isExecutable="true"><startEvent id="asked_for_advice">'
    '<messageEventDefinition messageRef="ask"/></startEvent><startEvent id="heard">'
    '<signalEventDefinition signalRef="s"/></startEvent><userTask id="advise"/>'
    '<endEvent id="advised"/>'
    '<sequenceFlow id="f1" sourceRef="asked_for_advice" targetRef="advise"/>'
    '<sequenceFlow id="f2" sourceRef="heard" targetRef="advise"/>'
    '<sequenceFlow id="f3" sourceRef="advise" targetRef="advised"/></process></definitions>'
)


@pytest.fixture(params=KINDS)
def cases(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[Hearings]:
    world = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    found = Hearings(world)
    found.deploy(LISTENER, CALLER)
    yield found
    world.close()


def start(cases: Hearings, key: str, **variables: object) -> CaseNumber:
    return cases.world.start(Start(ProcessKey(key), 0, answers=variables))


def open_tasks(cases: Hearings, number: CaseNumber) -> list[str]:
    return sorted(t.element_id for t in cases.case(number).tasks if t.is_open)


def test_a_thrown_signal_reaches_every_case_that_waits(cases: Hearings) -> None:
    one, two = start(cases, "listener"), start(cases, "listener")
    caller = start(cases, "caller", about="nothing")

    assert open_tasks(cases, one) == ["work"]
    cases.settle()

    assert [open_tasks(cases, number) for number in (one, two)] == [["count_again", "work"]] * 2
    assert cases.case(caller).status is InstanceStatus.COMPLETED


def test_a_signal_from_outside_may_come_again_and_is_not_kept(cases: Hearings) -> None:
    number = start(cases, "listener")
    for _ in range(2):
        cases.world.signal("calendar-changed", {})
        cases.settle()
    late = start(cases, "listener")
    cases.settle()
    assert open_tasks(cases, number) == ["count_again", "count_again", "work"]
    assert open_tasks(cases, late) == ["work"]


def test_a_thrown_message_begins_the_process_of_the_other_pool(cases: Hearings) -> None:
    cases.deploy(ADVISER)
    caller = start(cases, "caller", about="a question")
    cases.settle()
    begun = [f"{caller[:-1]}{place}" for place in (2, 3)]
    found = [cases.case(CaseNumber(number)) for number in begun]
    assert [case.case.process_key for case in found] == ["adviser", "adviser"]
    assert {case.history[0].element_id for case in found} == {"heard", "asked_for_advice"}


def test_a_thrown_message_waits_for_its_receiver(cases: Hearings) -> None:
    start(cases, "caller", about="later")
    cases.settle()
    with cases.world.qadam.storage.begin() as uow:
        assert uow.kept_messages.first_due() is None
    cases.deploy(ADVISER)
    told = cases.tell("advice-asked", "later")
    assert told.outcome == "kept"
