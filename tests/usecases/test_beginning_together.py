"""Processes that several events begin together: the first begins the case, the rest come to it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import pytest
from databases import KINDS
from lent_storages import FreshStorage
from message_models import Hearings
from test_races import at_once

from app.bootstrap.demo_people import BOSTANDYK
from app.bootstrap.simulation import simulation_world
from app.domain.case import CaseNotFound, InstanceStatus
from app.domain.identity import CaseNumber, CommandId
from app.usecases.correlate_message import CorrelateMessage, MessageCorrelated
from app.usecases.deploy_service import DeploymentRefused
from app.usecases.verify_audit import verify_audit

TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
KEY = (
    '<extensionElements><camunda:properties><camunda:property name="correlationKey" value="=iin"/>'
    "</camunda:properties></extensionElements>"
)
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
    f'<message id="a" name="consent-given">{KEY}</message>'
    f'<message id="b" name="measure-found">{KEY}</message><signal id="s" name="calendar-changed"/>'
)
PARALLEL = (
    HEAD + '<process id="together" isExecutable="true">'
    '<eventBasedGateway id="both" instantiate="true" eventGatewayType="Parallel"/>'
    '<intermediateCatchEvent id="consent"><messageEventDefinition messageRef="a"/>'
    '</intermediateCatchEvent><intermediateCatchEvent id="measure">'
    '<messageEventDefinition messageRef="b"/></intermediateCatchEvent><parallelGateway id="join"/>'
    '<endEvent id="done"/><sequenceFlow id="f1" sourceRef="both" targetRef="consent"/>'
    '<sequenceFlow id="f2" sourceRef="both" targetRef="measure"/>'
    '<sequenceFlow id="f3" sourceRef="consent" targetRef="join"/>'
    '<sequenceFlow id="f4" sourceRef="measure" targetRef="join"/>'
    '<sequenceFlow id="f5" sourceRef="join" targetRef="done"/></process></definitions>'
)
SEVERAL = (
    HEAD + '<process id="together" isExecutable="true">'
    '<startEvent id="both" parallelMultiple="true"><messageEventDefinition messageRef="a"/>'
    '<messageEventDefinition messageRef="b"/></startEvent><endEvent id="done"/>'
    '<sequenceFlow id="f1" sourceRef="both" targetRef="done"/></process></definitions>'
)
WITH_SIGNAL = (
    HEAD + '<process id="together" isExecutable="true">'
    '<startEvent id="both" parallelMultiple="true"><messageEventDefinition messageRef="a"/>'
    '<signalEventDefinition signalRef="s"/></startEvent><endEvent id="done"/>'
    '<sequenceFlow id="f1" sourceRef="both" targetRef="done"/></process></definitions>'
)
EITHER = (
    HEAD + '<process id="either" isExecutable="true">'
    '<startEvent id="begun"><messageEventDefinition messageRef="a"/>'
    '<signalEventDefinition signalRef="s"/></startEvent>'
    '<receiveTask id="found" instantiate="true" messageRef="b"/><userTask id="work"/>'
    '<endEvent id="done"/><sequenceFlow id="f1" sourceRef="begun" targetRef="work"/>'
    '<sequenceFlow id="f2" sourceRef="found" targetRef="work"/>'
    '<sequenceFlow id="f3" sourceRef="work" targetRef="done"/></process></definitions>'
)


@pytest.fixture(params=KINDS)
def cases(
    request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]
) -> Iterator[Hearings]:
    world = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    yield Hearings(world)
    assert not verify_audit(queries=world.qadam.storage.queries).flaws
    world.close()


def tell(cases: Hearings, name: str, iin: str) -> MessageCorrelated:
    """A message about the person."""
    return cases.world.qadam.correlate_message(
        CorrelateMessage(
            command_id=CommandId(UUID(int=hash((name, iin)) & (1 << 127) - 1)),
            sender="esobes",
            name=name,
            key=iin,
            payload={"iin": iin},
            office=BOSTANDYK,
        )
    )


def fired(cases: Hearings, number: CaseNumber) -> list[str | None]:
    return [event.element_id for event in cases.case(number).history if event.kind == "fired"]


@pytest.mark.parametrize("model", [PARALLEL, SEVERAL])
def test_the_first_event_begins_the_case_and_the_second_comes_to_it(
    cases: Hearings, model: str
) -> None:
    cases.deploy(model)
    for first, second in (("consent-given", "measure-found"), ("measure-found", "consent-given")):
        begun = tell(cases, first, first)
        assert begun.outcome == "started"
        (number,) = begun.numbers
        assert cases.case(number).status is InstanceStatus.ACTIVE
        other = f"not {first}"
        assert tell(cases, second, other).outcome == "started"
        assert tell(cases, second, first) == MessageCorrelated("delivered", (number,))
        assert cases.case(number).status is InstanceStatus.COMPLETED
        assert len(fired(cases, number)) == 2
        assert tell(cases, first, other).outcome == "delivered"


@pytest.mark.parametrize("model", [PARALLEL, SEVERAL])
def test_two_events_at_once_begin_one_case(cases: Hearings, model: str) -> None:
    cases.deploy(model)
    for iin in map(str, range(4)):
        answers = at_once(
            lambda iin=iin: tell(cases, "consent-given", iin),  # type: ignore[misc]  # a loop's
            lambda iin=iin: tell(cases, "measure-found", iin),  # type: ignore[misc]  # value
        )
        told = [answer for answer in answers if isinstance(answer, MessageCorrelated)]
        assert sorted(answer.outcome for answer in told) == ["delivered", "started"]
        assert told[0].numbers == told[1].numbers
        assert cases.case(told[0].numbers[0]).status is InstanceStatus.COMPLETED


def test_a_signal_that_a_case_waits_for_at_its_start_begins_no_other(cases: Hearings) -> None:
    cases.deploy(WITH_SIGNAL)
    (number,) = tell(cases, "consent-given", "7").numbers
    cases.world.signal("calendar-changed", {})
    cases.settle()
    assert cases.case(number).status is InstanceStatus.COMPLETED
    with pytest.raises(CaseNotFound):
        cases.case(CaseNumber("СН-2026-000002"))


def test_a_signal_from_outside_begins_a_case_where_the_model_says_whose_it_is(
    cases: Hearings,
) -> None:
    office = KEY.replace("correlationKey", "office").replace("=iin", BOSTANDYK)
    cases.deploy(EITHER.replace('<startEvent id="begun">', f'<startEvent id="begun">{office}'))
    cases.world.signal("calendar-changed", {})
    cases.settle()
    case = cases.case(CaseNumber("СН-2026-000001"))
    assert (case.case.office_id, fired(cases, case.case.number)) == (BOSTANDYK, ["begun"])
    with pytest.raises(DeploymentRefused):
        cases.deploy(EITHER.replace('"begun">', f'"begun">{office}').replace(BOSTANDYK, "nowhere"))


def test_a_process_may_have_starts_of_every_kind(cases: Hearings) -> None:
    cases.deploy(EITHER)
    (by_message,) = tell(cases, "consent-given", "1").numbers
    (by_task,) = tell(cases, "measure-found", "2").numbers
    assert fired(cases, by_message) == ["begun"]
    history = [(e.kind, e.element_id) for e in cases.case(by_task).history]
    assert history[:2] == [("registered", "found"), ("completed", "found")]
    for number in (by_message, by_task):
        assert [task.element_id for task in cases.case(number).tasks] == ["work"]
