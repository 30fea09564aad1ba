"""Two signals at once for one case: it takes one way, and what may happen twice happens twice."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from databases import KINDS
from lent_storages import FreshStorage
from message_models import Hearings
from test_races import at_once

from app.bootstrap.simulation import simulation_world
from app.domain.case import InstanceStatus
from app.domain.identity import CaseNumber, ProcessKey
from app.simulation.world import Start
from app.usecases.verify_audit import verify_audit

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial">'
    '<signal id="a" name="calendar-changed"/><signal id="b" name="tariff-changed"/>'
)
FORK = (
    HEAD + '<process id="fork" isExecutable="true"><startEvent id="begun"/>'
    '<eventBasedGateway id="which"/>'
    '<intermediateCatchEvent id="calendar"><signalEventDefinition signalRef="a"/>'
    '</intermediateCatchEvent><intermediateCatchEvent id="tariff">'
    '<signalEventDefinition signalRef="b"/></intermediateCatchEvent>'
    '<endEvent id="by_calendar"/><endEvent id="by_tariff"/>'
    '<sequenceFlow id="f1" sourceRef="begun" targetRef="which"/>'
    '<sequenceFlow id="f2" sourceRef="which" targetRef="calendar"/>'
    '<sequenceFlow id="f3" sourceRef="which" targetRef="tariff"/>'
    '<sequenceFlow id="f4" sourceRef="calendar" targetRef="by_calendar"/>'
    '<sequenceFlow id="f5" sourceRef="tariff" targetRef="by_tariff"/></process></definitions>'
)
BESIDE = (
    HEAD + '<process id="beside" isExecutable="true"><startEvent id="begun"/>'
    '<userTask id="work"/><boundaryEvent id="calendar" attachedToRef="work" cancelActivity="false">'
    '<signalEventDefinition signalRef="a"/></boundaryEvent>'
    '<boundaryEvent id="tariff" attachedToRef="work" cancelActivity="false">'
    '<signalEventDefinition signalRef="b"/></boundaryEvent><userTask id="count_again"/>'
    '<endEvent id="done"/><endEvent id="counted"/>'
    '<sequenceFlow id="f1" sourceRef="begun" targetRef="work"/>'
    '<sequenceFlow id="f2" sourceRef="work" targetRef="done"/>'
    '<sequenceFlow id="f3" sourceRef="calendar" targetRef="count_again"/>'
    '<sequenceFlow id="f4" sourceRef="tariff" targetRef="count_again"/>'
    '<sequenceFlow id="f5" sourceRef="count_again" targetRef="counted"/></process></definitions>'
)


@pytest.fixture(params=KINDS)
def cases(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[Hearings]:
    world = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    found = Hearings(world)
    found.deploy(FORK, BESIDE)
    yield found
    world.close()


def start(cases: Hearings, key: str) -> CaseNumber:
    return cases.world.start(Start(ProcessKey(key), 0))


def race(cases: Hearings) -> None:
    """Both signals come, and two workers deliver them at once."""
    for signal in ("calendar-changed", "tariff-changed"):
        cases.world.signal(signal, {})
    # The first of each worker's deeds finds who waits, the others tell each of them.
    answers = at_once(*[cases.settle] * 2)
    assert all(isinstance(answer, int) for answer in answers), answers
    assert cases.settle() == 0


def test_of_two_signals_at_once_one_decides_the_way_of_a_case(cases: Hearings) -> None:
    numbers = [start(cases, "fork") for _ in range(4)]

    race(cases)

    for number in numbers:
        case = cases.case(number)
        fired = [event.element_id for event in case.history if event.kind == "fired"]
        assert case.status is InstanceStatus.COMPLETED
        assert len(fired) == 1
        assert case.ended_element == f"by_{fired[0]}"
        assert [event.kind for event in case.history].count("ended") == 1
    assert not verify_audit(queries=cases.world.qadam.storage.queries).flaws


def test_of_two_signals_at_once_beside_a_task_neither_is_lost(cases: Hearings) -> None:
    numbers = [start(cases, "beside") for _ in range(4)]

    race(cases)

    for number in numbers:
        tasks = sorted(t.element_id for t in cases.case(number).tasks if t.is_open)
        assert tasks == ["count_again", "count_again", "work"]
    assert not verify_audit(queries=cases.world.qadam.storage.queries).flaws
