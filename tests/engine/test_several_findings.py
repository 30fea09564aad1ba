"""What contradicts itself among several events, and among what begins a process, is a finding."""

import pytest
from event_models import MESSAGES, REPLY, WITHDRAWAL
from test_findings import changed, findings, rules

BEFORE = (
    MESSAGES + '<signal id="s" name="calendar-changed"/><error id="e" errorCode="dead"/>'
    '<escalation id="l" escalationCode="late"/>'
)
SIGNAL = '<signalEventDefinition signalRef="s"/>'
ERROR = '<errorEventDefinition errorRef="e"/>'
OFFICE = (
    '<extensionElements><camunda:properties><camunda:property name="office" value="almaty"/>'
    "</camunda:properties></extensionElements>"
)
TAKES_OVER = OFFICE.replace('name="office"', 'name="takesOver"')
CONDITION = (
    "<conditionalEventDefinition><condition>=iin = null</condition></conditionalEventDefinition>"
)
OF_CASE = CONDITION.replace("<condition>=", "<condition>=deadline(&quot;x&quot;) = null and ", 1)
BY_JOB = REPLY.replace("/>", ' camunda:type="external" camunda:topic="request-person"/>')


def timer(text: str) -> str:
    return f"<timerEventDefinition><timeDate>{text}</timeDate></timerEventDefinition>"


def beside(inner: str, attributes: str = "") -> str:
    return f'<boundaryEvent id="d" attachedToRef="review" {attributes}>{inner}</boundaryEvent>'


def catch(inner: str, attributes: str = "") -> str:
    return f'<intermediateCatchEvent id="d" {attributes}>{inner}</intermediateCatchEvent>'


def ending(inner: str) -> str:
    return f'<endEvent id="d">{inner}</endEvent>'


CONTRADICTORY = [
    (ending(ERROR + "<terminateEventDefinition/>"), "events-contradict"),
    (ending(BY_JOB + "<terminateEventDefinition/>"), "events-contradict"),
    (ending(BY_JOB + BY_JOB.replace("reply", "withdrawal")), "events-contradict"),
    (catch('<linkEventDefinition name="x"/>' + REPLY), "events-contradict"),
    (ending("<compensateEventDefinition/>" * 2), "events-contradict"),
    (ending(BY_JOB + "<compensateEventDefinition/>"), "events-contradict"),
    (beside("<compensateEventDefinition/>" + REPLY), "events-contradict"),
    (catch(REPLY + REPLY), "event-repeated"),
    (beside(timer("2027-01-01") * 2), "event-repeated"),
    (catch(REPLY, 'parallelMultiple="true"'), "parallel-multiple-single"),
    (beside(ERROR + REPLY, 'parallelMultiple="true"'), "parallel-multiple-event"),
    (beside(ERROR + REPLY, 'cancelActivity="false"'), "error-not-interrupting"),
    (beside(REPLY + '<messageEventDefinition messageRef="none"/>'), "message-missing"),
    (beside(SIGNAL + "<signalEventDefinition/>"), "signal-missing"),
    (beside(ERROR + '<errorEventDefinition errorRef="none"/>'), "unknown-error-reference"),
    (beside(CONDITION + "<conditionalEventDefinition/>"), "condition-missing"),
    (beside(REPLY + "<timerEventDefinition/>"), "timer-without-time"),
    (
        '<eventBasedGateway id="g"/><sequenceFlow id="f9" sourceRef="g" targetRef="d"/>'
        + catch(REPLY + SIGNAL, 'parallelMultiple="true"'),
        "event-gateway-target",
    ),
    (
        '<receiveTask id="d" instantiate="true" messageRef="reply"/>'
        '<sequenceFlow id="f9" sourceRef="review" targetRef="d"/>',
        "instantiate-place",
    ),
    (
        '<subProcess id="sub"><eventBasedGateway id="d" instantiate="true"/></subProcess>',
        "instantiate-place",
    ),
    ('<receiveTask id="d" instantiate="true"/>', "message-missing"),
    ('<eventBasedGateway id="d" eventGatewayType="Parallel"/>', "parallel-event-gateway"),
    ('<eventBasedGateway id="d" eventGatewayType="Some"/>', "unsupported-attribute"),
    ('<startEvent id="d">' + CONDITION + "</startEvent>", "office-missing"),
    ('<startEvent id="d">' + OF_CASE + "</startEvent>", "condition-start"),
    ('<startEvent id="d">' + REPLY + OF_CASE + "</startEvent>", "condition-start"),
    (
        '<eventBasedGateway id="g" instantiate="true"/>' + catch(OF_CASE)
        + '<sequenceFlow id="f9" sourceRef="g" targetRef="d"/>',
        "condition-start",
    ),
    ('<startEvent id="d">' + timer("2027-01-01") + "</startEvent>", "office-missing"),
    ('<startEvent id="d">' + OFFICE + "</startEvent>", "office-without-start"),
    (beside(OFFICE + timer("2027-01-01")), "office-without-start"),
    (beside(TAKES_OVER + timer("2027-01-01")), "takes-over-place"),
    ('<startEvent id="d">' + TAKES_OVER + REPLY + WITHDRAWAL + "</startEvent>", "takes-over-place"),
    ('<startEvent id="d">' + timer("=case.registered_at") + "</startEvent>", "start-timer-reads"),
    ('<startEvent id="d">' + timer('=deadline("result")') + "</startEvent>", "start-timer-reads"),
    (
        f'<startEvent id="d">{REPLY}</startEvent>'
        f'<startEvent id="d2">{WITHDRAWAL}{REPLY}</startEvent>',
        "start-repeated",
    ),
    ('<startEvent id="d"><escalationEventDefinition escalationRef="l"/></startEvent>',
     "event-start-outside"),
    ('<subProcess id="sub"><startEvent id="d">' + REPLY + "</startEvent></subProcess>",
     "event-start-outside"),
]  # fmt: skip


@pytest.mark.parametrize(("added", "rule"), CONTRADICTORY)
def test_what_contradicts_itself_is_a_finding(added: str, rule: str) -> None:
    body = changed('<sequenceFlow id="f3"', f'{added}<sequenceFlow id="f3"')
    assert rule in rules(body, BEFORE)


def test_the_correlation_of_the_standard_leads_to_ours() -> None:
    keys = '<correlationProperty id="c"><correlationPropertyRetrievalExpression messageRef="reply">'
    keys += "<messagePath>x</messagePath></correlationPropertyRetrievalExpression>"
    keys += "</correlationProperty>"
    body = changed(
        '<sequenceFlow id="f3"',
        '<correlationSubscription id="d" correlationKeyRef="k"/><sequenceFlow id="f3"',
    )
    found = findings(body, before=MESSAGES + keys)
    assert {one.rule for one in found} == {"standard-correlation"}
    assert all("=case.number" in one.message.ru for one in found)


RUNNING = [
    catch(REPLY + SIGNAL + CONDITION + timer("=now()"), 'parallelMultiple="true"'),
    beside(REPLY + SIGNAL, 'parallelMultiple="true" cancelActivity="false"'),
    beside(ERROR + SIGNAL),
    ending(REPLY + SIGNAL + '<escalationEventDefinition escalationRef="l"/>'),
    ending(BY_JOB + SIGNAL),
    '<startEvent id="d" parallelMultiple="true">' + REPLY + timer("2027-01-01") + "</startEvent>",
    '<startEvent id="d">' + timer("=working_days_after(today(), 5)") + "</startEvent>",
    '<receiveTask id="d" instantiate="true" messageRef="reply"/>',
    '<startEvent id="d">' + OFFICE + SIGNAL + "</startEvent>",
]
ABOUT_A_SERVICE = {"norm-missing", "missing-text", "dead-end", "unreachable-element"} | {
    "missing-input",
    "unknown-error",
    "missing-id",
    "office-missing",
}
"""Duties of a service, and what the bare elements lack beside the thing that is looked at."""


@pytest.mark.parametrize("added", RUNNING)
def test_what_does_not_contradict_itself_is_none(added: str) -> None:
    body = changed('<sequenceFlow id="f3"', f'{added}<sequenceFlow id="f3"')
    assert rules(body, BEFORE) <= ABOUT_A_SERVICE


def test_a_process_that_a_gateway_begins_needs_no_start_event() -> None:
    body = (
        '<eventBasedGateway id="g" instantiate="true" eventGatewayType="Parallel"/>'
        '<intermediateCatchEvent id="a">' + REPLY + '</intermediateCatchEvent>'
        '<intermediateCatchEvent id="b">' + SIGNAL + '</intermediateCatchEvent>'
        '<parallelGateway id="join"/><endEvent id="done"/>'
        '<sequenceFlow id="f1" sourceRef="g" targetRef="a"/>'
        '<sequenceFlow id="f2" sourceRef="g" targetRef="b"/>'
        '<sequenceFlow id="f3" sourceRef="a" targetRef="join"/>'
        '<sequenceFlow id="f4" sourceRef="b" targetRef="join"/>'
        '<sequenceFlow id="f5" sourceRef="join" targetRef="done"/>'
    )  # fmt: skip
    assert rules(body, BEFORE) <= ABOUT_A_SERVICE
    one_way = body.replace(' eventGatewayType="Parallel"', "")
    assert "may-deadlock" in rules(one_way, BEFORE)
