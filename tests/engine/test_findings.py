"""The linter tells everything that would not run, in three languages and with its line."""
# ruff: noqa: E501  the models stand in tables, one row each

from collections.abc import Mapping

import pytest
from drawn import drawn
from engine_models import HEAD, document

from app.domain.identity import Topic
from app.domain.models import Finding, ModelFile, Severity
from app.engine import SpiffEngine
from app.engine.building import MAX_ELEMENTS
from app.engine.lint.drawing import MOST_NODES
from app.engine.lint.instead import INSTEAD
from app.engine.lint.messages import MESSAGES
from app.engine.support import NODE_TAGS, RUNS
from app.ports.engine import TopicContract

NAMES = (
    "<extensionElements><camunda:properties>"
    '<camunda:property name="name.ru" value="По-русски"/>'
    '<camunda:property name="name.en" value="In English"/>'
    '<camunda:property name="norm" value="practice"/>'
    "</camunda:properties></extensionElements>"
)
TOPICS = {
    Topic("request-person"): TopicContract(
        Topic("request-person"),
        frozenset({"iin"}),
        frozenset({"purpose"}),
        frozenset({"status"}),
        frozenset({"person_died"}),
    )
}
NORM = (
    '<extensionElements><camunda:properties><camunda:property name="norm" value="practice"/>'
    "</camunda:properties></extensionElements>"
)
IIN = NAMES.replace(
    "</extensionElements>",
    '<camunda:inputOutput><camunda:inputParameter name="iin">=applicant.iin'
    "</camunda:inputParameter></camunda:inputOutput></extensionElements>",
)
GOOD = (
    NAMES
    + '<startEvent id="begin">' + NORM + '</startEvent>' + '<sequenceFlow id="f1" sourceRef="begin" targetRef="review"/>'
    + f'<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">{NAMES}</userTask>'
    + '<sequenceFlow id="f2" sourceRef="review" targetRef="ask"/>'
    + '<serviceTask id="ask" name="Сұрау" camunda:type="external" camunda:topic="request-person">'
    + IIN + "</serviceTask>"
    + '<sequenceFlow id="f3" sourceRef="ask" targetRef="finish"/>'
    + f'<endEvent id="finish" name="Бітті">{NAMES}</endEvent>'
)  # fmt: skip


def findings(
    body: str, *others: ModelFile, topics: Mapping[str, TopicContract] = TOPICS, before: str = ""
) -> list[Finding]:
    content = document(body, before=before, attributes='name="Қызмет"')
    model = ModelFile("x.bpmn", drawn(content))
    return list(SpiffEngine().check([model, *others], topics=topics).findings)


def rules(body: str, before: str = "") -> set[str]:
    return {finding.rule for finding in findings(body, before=before)}


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def test_a_good_model_has_no_findings_and_gives_its_facts() -> None:
    deployment = SpiffEngine().check(
        [ModelFile("x.bpmn", drawn(document(GOOD, attributes='name="Қызмет"')))], topics=TOPICS
    )
    assert deployment.findings == ()
    (model,) = deployment.models
    assert model.name.ru == "По-русски"
    assert model.elements["ask"].topic == "request-person"
    assert model.flows["f1"] == ("begin", "review")


REFUSED = [
    ('<userTask id="review"', '<userTask id="review" isForCompensation="true"', "compensation-with-flow"),
    ('<userTask id="review"', '<userTask id="review" camunda:asyncBefore="true"', "ignored-extension"),
    ('<userTask id="review"', '<userTask id="review" camunda:assigne="x"', "unsupported-attribute"),
    ('<userTask id="review"', '<userTask id="review" camunda:dueDate="soon"', "bad-literal"),
    ('<userTask id="review"', '<userTask id="review" camunda:priority="high"', "bad-literal"),
    ('<userTask id="review"', '<userTask id="review" camunda:dueDate="=1 +"', "bad-expression"),
    ('<userTask id="review"', '<userTask id="review" camunda:dueDate="=tomorow()"', "unknown-function"),
    ('<userTask id="review"', '<userTask id="review" camunda:assignee="${x.y()}"', "bad-expression"),
    ('<userTask id="review"', '<userTask id="review" camunda:formRef="decide"', "form-missing"),
    ('<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">', '<userTask id="review" name="Қарау" camunda:candidateGroups="clerk"><multiInstanceLoopCharacteristics/>', "loop-number"),
    ('<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">', '<userTask id="review" name="Қарау" camunda:candidateGroups="clerk"><standardLoopCharacteristics/>', "loop-without-end"),
    ('<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">', '<userTask id="review" name="Қарау" camunda:candidateGroups="clerk"><standardLoopCharacteristics loopMaximum="many"/>', "bad-literal"),
    ('<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">', '<userTask id="review" name="Қарау" camunda:candidateGroups="clerk"><standardLoopCharacteristics><loopCondition>=1 +</loopCondition></standardLoopCharacteristics>', "bad-expression"),
    ('<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">', '<userTask id="review" name="Қарау" camunda:candidateGroups="clerk"><multiInstanceLoopCharacteristics><loopCardinality>10001</loopCardinality></multiInstanceLoopCharacteristics>', "loop-too-large"),
    ('<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">', '<userTask id="review" name="Қарау" camunda:candidateGroups="clerk"><multiInstanceLoopCharacteristics><loopCardinality>some</loopCardinality></multiInstanceLoopCharacteristics>', "bad-literal"),
    ('<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">', '<userTask id="review" name="Қарау" camunda:candidateGroups="clerk"><multiInstanceLoopCharacteristics camunda:collection="=xs"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>', "loop-number"),
    ('<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">', '<userTask id="review" name="Қарау" camunda:candidateGroups="clerk"><multiInstanceLoopCharacteristics camunda:collection="=xs"><loopDataOutputRef>ys</loopDataOutputRef></multiInstanceLoopCharacteristics>', "loop-output"),
    ('<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">', '<userTask id="review" name="Қарау" camunda:candidateGroups="clerk"><multiInstanceLoopCharacteristics behavior="One"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>', "unsupported-attribute"),
    ('<userTask id="review" name="Қарау" camunda:candidateGroups="clerk">', '<userTask id="review" name="Қарау" camunda:candidateGroups="clerk"><dataInputAssociation><sourceRef>gone</sourceRef><targetRef>gone</targetRef></dataInputAssociation>', "data-reference"),
    ('name="Қарау"', "", "missing-text"),
    ('name="Қарау"', 'name="По-русски"', "same-text"),
    ('camunda:candidateGroups="clerk"', "", "task-for-nobody"),
    ('camunda:candidateGroups="clerk"', 'camunda:candidateGroups="clerk, wizard"', "unknown-group"),
    (NORM, "", "norm-missing"),
    ('<sequenceFlow id="f3"', '<sequenceFlow id="f3" name="Иә"', "missing-text"),
    ('name="name.en"', 'name="name.english"', "unknown-property"),
    ('<startEvent id="begin">' + NORM + "</startEvent>", "", "missing-start"),
    ('<startEvent id="begin">', '<startEvent id="begin"><messageEventDefinition/>', "message-missing"),
    ('<startEvent id="begin">', '<startEvent id="begin" isInterrupting="false">', "interrupting-start"),
    ('<startEvent id="begin">', '<startEvent id="begin"><errorEventDefinition/>', "event-start-outside"),
    ('name="name.en"', 'name="correlationKey"', "key-without-message"),
    ('<startEvent id="begin">', '<startEvent id="b2"/><startEvent id="begin">', "which-start"),
    ('<endEvent id="finish" name="Бітті">', '<endEvent id="finish" name="Бітті"><signalEventDefinition/>', "signal-missing"),
    ('<sequenceFlow id="f3" sourceRef="ask" targetRef="finish"/>', "", "dead-end"),
    ('<sequenceFlow id="f3" sourceRef="ask" targetRef="finish"/>', "", "unreachable-element"),
    ('targetRef="finish"', 'targetRef="nowhere"', "broken-flow"),
    ('targetRef="finish"', 'targetRef="begin"', "broken-flow"),
    ('targetRef="review"/>', 'targetRef="review"><conditionExpression>true</conditionExpression></sequenceFlow>', "conditional-flow"),
    ('targetRef="finish"/>', 'targetRef="finish"><conditionExpression>x</conditionExpression></sequenceFlow>', "no-default"),
    ('<userTask id="review"', '<userTask id="review" default="f9"', "unknown-default"),
    ('id="f3"', 'id="f2"', "duplicate-id"),
    ('<endEvent id="finish"', "<endEvent", "missing-id"),
    ('camunda:topic="request-person"', 'camunda:topic="call-mars"', "unknown-topic"),
    ('camunda:topic="request-person"', "", "job-without-topic"),
    ('name="iin"', 'name="inn"', "unknown-input"),
    ('name="iin"', 'name="inn"', "missing-input"),
]  # fmt: skip
REFUSED_BESIDE = [
    ('<complexGateway id="d"/>', "unsupported-element"),
    ('<callActivity id="d"/>', "call-without-process"),
    ('<callActivity id="d" calledElement="=1 +"/>', "bad-expression"),
    ('<callActivity id="d" calledElement="x" camunda:calledElementBinding="deployment"/>', "unknown-process"),
    ('<callActivity id="d" calledElement="x" camunda:calledElementBinding="newest"/>', "bad-literal"),
    ('<callActivity id="d" calledElement="x" camunda:calledElementBinding="version"/>', "call-without-version"),
    ('<callActivity id="d" calledElement="x" camunda:calledElementVersion="two"/>', "bad-literal"),
    ('<callActivity id="d" calledElement="x"><extensionElements><camunda:in source="a"/></extensionElements></callActivity>', "unsupported-attribute"),
    ('<callActivity id="d" calledElement="x"><extensionElements><camunda:in businessKey="=other"/></extensionElements></callActivity>', "unsupported-attribute"),
    ('<callActivity id="d" calledElement="x"><extensionElements><camunda:out sourceExpression="=1 +" target="b"/></extensionElements></callActivity>', "bad-expression"),
    ('<receiveTask id="d" messageRef="none"/>', "message-missing"),
    ('<intermediateCatchEvent id="d"><messageEventDefinition messageRef="none"/></intermediateCatchEvent>', "message-missing"),
    ('<dataObjectReference id="d"/>', "data-reference"),
    ('<dataObject id="d" name="a-b"/>', "data-name"),
    ('<dataStoreReference id="d"/>', "unsupported-part"),
    ('<intermediateThrowEvent id="d"><linkEventDefinition/></intermediateThrowEvent>', "link-without-pair"),
    ('<subProcess id="d" triggeredByEvent="true"/>', "event-start"),
    ('<subProcess id="d" triggeredByEvent="true"><startEvent id="d1"/></subProcess>', "event-start"),
    ('<subProcess id="d" triggeredByEvent="true"/><sequenceFlow id="f4" sourceRef="ask" targetRef="d"/>', "event-subprocess-flow"),
    ('<boundaryEvent id="d" attachedToRef="begin"><timerEventDefinition/></boundaryEvent>', "bad-attachment"),
    ('<boundaryEvent id="d" attachedToRef="ask"><timerEventDefinition/></boundaryEvent>', "timer-without-time"),
    ('<boundaryEvent id="d" attachedToRef="ask"><timerEventDefinition><timeCycle>R0/PT1H</timeCycle></timerEventDefinition></boundaryEvent>', "bad-literal"),
    ('<boundaryEvent id="d" attachedToRef="ask"><timerEventDefinition><timeDuration>2 days</timeDuration></timerEventDefinition></boundaryEvent>', "bad-literal"),
    ('<boundaryEvent id="d" attachedToRef="ask"><errorEventDefinition errorRef="none"/></boundaryEvent>', "unknown-error-reference"),
    ('<boundaryEvent id="d" attachedToRef="ask" cancelActivity="false"><errorEventDefinition/></boundaryEvent>', "error-not-interrupting"),
    ('<sendTask id="d"/>', "message-missing"),
    ('<intermediateCatchEvent id="d"><conditionalEventDefinition/></intermediateCatchEvent>', "condition-missing"),
    ('<eventBasedGateway id="d"/><sequenceFlow id="f9" sourceRef="d" targetRef="ask"/>', "event-gateway-target"),
    ('<boundaryEvent id="d" attachedToRef="ask"><compensateEventDefinition/></boundaryEvent>', "compensation-without-handler"),
    ('<scriptTask id="d" scriptFormat="python"><script>1</script></scriptTask>', "script-format"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule"), REFUSED)
def test_what_would_not_run_is_a_finding(old: str, new: str, rule: str) -> None:
    assert rule in rules(changed(old, new))


@pytest.mark.parametrize(("added", "rule"), REFUSED_BESIDE)
def test_an_element_that_would_not_run_is_a_finding(added: str, rule: str) -> None:
    assert rule in rules(changed('<sequenceFlow id="f3"', f'{added}<sequenceFlow id="f3"'))


def test_an_error_code_that_no_job_raises_is_a_finding() -> None:
    event = '<boundaryEvent id="d" attachedToRef="ask"><errorEventDefinition errorRef="e"/>'
    body = changed('<sequenceFlow id="f3"', f'{event}</boundaryEvent><sequenceFlow id="f3"')
    assert "unknown-error" in rules(body, '<error id="e" errorCode="moved"/>')
    assert "unknown-error" not in rules(body, '<error id="e" errorCode="person_died"/>')


def gateway(attributes: str, one: str, other: str) -> str:
    return changed(
        '<sequenceFlow id="f3" sourceRef="ask" targetRef="finish"/>',
        f'<exclusiveGateway id="g" {attributes}>{NORM}</exclusiveGateway>'
        '<sequenceFlow id="f3" sourceRef="ask" targetRef="g"/>'
        f'<sequenceFlow id="a" sourceRef="g" targetRef="finish">{one}</sequenceFlow>'
        f'<sequenceFlow id="b" sourceRef="g" targetRef="finish">{other}</sequenceFlow>',
    )


CONDITION = "<conditionExpression>=x</conditionExpression>"


@pytest.mark.parametrize(
    ("attributes", "one", "other", "rule"),
    [
        ("", CONDITION, CONDITION, "no-default"),
        ('default="a"', "", "", "flow-without-condition"),
        ('default="a"', CONDITION, CONDITION, "default-with-condition"),
        ('default="f1"', CONDITION, CONDITION, "unknown-default"),
    ],
)
def test_a_gateway_that_may_not_know_its_way_is_a_finding(
    attributes: str, one: str, other: str, rule: str
) -> None:
    assert rules(gateway('default="a"', "", CONDITION)) == set()
    assert rule in rules(gateway(attributes, one, other))


def undrawn(old: str, new: str) -> set[str]:
    """Rules that speak when the drawing is changed so."""
    content = drawn(document(GOOD, attributes='name="Қызмет"')).decode()
    assert old in content
    model = ModelFile("x.bpmn", content.replace(old, new, 1).encode())
    return {finding.rule for finding in SpiffEngine().check([model], topics=TOPICS).findings}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('bpmnElement="review"', 'bpmnElement="nobody"', "missing-drawing"),
        ('bpmnElement="f2"', 'bpmnElement="nobody"', "missing-drawing"),
        ('x="60"', 'x="30"', "shapes-overlap"),
        ('x="60"', 'x="wide"', "bad-shape"),
        ('x="60"', 'x="inf"', "bad-shape"),
    ],
)  # fmt: skip
def test_a_drawing_that_shows_less_than_the_model_is_a_finding(
    old: str, new: str, rule: str
) -> None:
    assert rule in undrawn(old, new)


def test_a_model_without_any_drawing_is_one_finding() -> None:
    model = ModelFile("x.bpmn", document(GOOD, attributes='name="Қызмет"'))
    (found,) = SpiffEngine().check([model], topics=TOPICS).findings
    assert (found.rule, found.element) == ("missing-drawing", "p")


def test_a_main_diagram_fits_one_page() -> None:
    row = "".join(
        f'<task id="t{number}" name="Т{number}">{NAMES}</task>' for number in range(MOST_NODES + 5)
    )
    standard = ModelFile("service.yaml", b"")
    assert {finding.rule for finding in findings(GOOD + row, standard)} >= {
        "too-many-for-one-page",
        "page-too-small",
    }
    assert "page-too-small" not in rules(GOOD + row)


def test_what_stands_in_an_event_subprocess_counts_to_the_nodes_of_a_page() -> None:
    standard = ModelFile("service.yaml", b"")

    def with_nodes(inside: int) -> list[str]:
        row = "".join(f'<task id="t{n}" name="Т{n}">{NAMES}</task>' for n in range(inside))
        around = f'<subProcess id="s" name="Егер" triggeredByEvent="true">{NAMES}{row}</subProcess>'
        return [finding.rule for finding in findings(GOOD + around, standard)]

    assert "too-many-for-one-page" not in with_nodes(5)
    assert "too-many-for-one-page" in with_nodes(MOST_NODES)


@pytest.mark.parametrize(
    ("task", "value"),
    [
        ('<serviceTask id="tell" camunda:type="external" camunda:topic="request-person">', "no"),
        ('<sendTask id="tell" messageRef="m">', "no"),
        ('<sendTask id="tell" camunda:type="external" camunda:topic="request-person">', "maybe"),
    ],
)
def test_a_job_that_nothing_awaits_is_a_send_task_with_a_topic(task: str, value: str) -> None:
    said = f'<camunda:property name="awaited" value="{value}"/>'
    body = f"{task}<extensionElements><camunda:properties>{said}</camunda:properties>"
    tag = task.partition(" ")[0].strip("<")
    assert "awaited-misplaced" in rules(f"{GOOD}{body}</extensionElements></{tag}>")


@pytest.mark.parametrize(
    ("task", "named"),
    [
        ('<userTask id="again" camunda:candidateGroups="clerk">', "ask"),
        ('<userTask id="again" camunda:candidateGroups="clerk">', "again"),
        ('<userTask id="again" camunda:candidateGroups="clerk">', "review, nobody"),
        ('<manualTask id="again">', "review"),
    ],
)
def test_a_second_pair_of_eyes_is_asked_for_by_another_user_task(task: str, named: str) -> None:
    said = f'<camunda:property name="fourEyes" value="{named}"/>'
    body = f"{task}<extensionElements><camunda:properties>{said}</camunda:properties>"
    tag = task.partition(" ")[0].strip("<")
    assert "four-eyes-unknown" in rules(f"{GOOD}{body}</extensionElements></{tag}>")
    if tag == "userTask":
        sound = body.replace(said, said.replace(named, "review"))
        told = rules(f"{GOOD}{sound}</extensionElements></{tag}>")
        assert not {"four-eyes-unknown", "unknown-property"} & set(told)


@pytest.mark.parametrize("count", [MAX_ELEMENTS, 5_000])
def test_a_process_beyond_the_limit_is_a_finding_that_names_it(count: int) -> None:
    row = "".join(f'<task id="t{number}"/>' for number in range(count))
    (found,) = [f for f in findings(GOOD + row) if f.rule == "too-many-elements"]
    assert found.severity is Severity.ERROR
    assert f"limit is {MAX_ELEMENTS}." in found.message.en


def test_two_files_with_one_process_are_a_finding() -> None:
    model = drawn(document(GOOD, attributes='name="Қызмет"'))
    files = [ModelFile("x.bpmn", model), ModelFile("y.bpmn", model)]
    (found,) = SpiffEngine().check(files, topics=TOPICS).findings
    assert (found.file, found.rule) == ("y.bpmn", "duplicate-process")


def test_all_findings_of_all_files_come_at_once() -> None:
    broken = ModelFile("broken.bpmn", b"<definitions>\n<process></definitions>")
    found = findings(changed('name="iin"', 'name="inn"'), broken)
    assert {finding.file for finding in found} == {"x.bpmn", "broken.bpmn"}
    assert len(found) == 3


def test_broken_xml_is_a_finding_with_its_line() -> None:
    broken = ModelFile("broken.bpmn", b"<definitions>\n<process></definitions>")
    (found,) = findings(GOOD, broken)
    assert (found.rule, found.line) == ("broken-xml", 2)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "broken-xml"),
        (b"\x00\x01", "broken-xml"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "broken-xml"),
        (b"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", "doctype-refused"),
        (b"<a>" * 200 + b"</a>" * 200, "nested-too-deeply"),
        (HEAD.encode() + b"</definitions>", "no-process"),
        (b"<html/>", "no-process"),
    ],
)
def test_a_file_that_is_no_model_is_a_finding(content: bytes, rule: str) -> None:
    deployment = SpiffEngine().check([ModelFile("x.bpmn", content)], topics={})
    assert rule in {finding.rule for finding in deployment.findings}


def test_a_finding_names_its_element_and_line() -> None:
    body = "\n" + changed('<userTask id="review"', '\n<userTask id="review" camunda:dueDate="soon"')
    (found,) = findings(body)
    assert (found.element, found.element_name.kk, found.line) == ("review", "Қарау", 3)
    assert (found.element_name.ru, found.element_name.en) == ("По-русски", "In English")
    assert "soon" in found.message.kk
    assert "soon" in found.message.ru
    assert "soon" in found.message.en


def test_every_rule_is_told_in_three_languages() -> None:
    for rule, text in MESSAGES.items():
        assert text.kk, rule
        assert len({text.kk, text.ru, text.en}) == 3, rule


def test_every_refused_element_says_what_to_draw_instead() -> None:
    assert set(INSTEAD) == NODE_TAGS - RUNS
    (found,) = [
        one
        for one in findings(
            changed('<sequenceFlow id="f3"', '<transaction id="d"/><sequenceFlow id="f3"')
        )
        if one.rule == "unsupported-element"
    ]
    assert "кірістірілген ішкі үдеріс сызыңыз" in found.message.kk
    assert "draw an embedded subprocess" in found.message.en
