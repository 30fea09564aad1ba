"""A service reads only what something in it writes, and calls stages by their contract."""

import json

from engine_models import chain, document, end, flow, job, start, user

from app.domain.identity import Topic
from app.domain.models import Finding, ModelFile
from app.engine import SpiffEngine
from app.ports.engine import TopicContract

RULES = ("unwritten-variable", "reserved-variable", "contract-")
PERSON = TopicContract(
    Topic("request-person"), frozenset(), frozenset(), frozenset({"person"}), frozenset({"died"})
)
STANDARD = ModelFile("service.yaml", b"")


def form(*keys: str, hide: str = "") -> ModelFile:
    fields = [{"type": "textfield", "key": key} for key in keys]
    if hide:
        fields[-1]["conditional"] = {"hide": hide}  # type: ignore[assignment]
    return ModelFile("forms/x.form", json.dumps({"components": fields}).encode())


def told(body: str, *others: ModelFile, before: str = "") -> list[tuple[str, str]]:
    return [(f.rule, f.element) for f in findings(body, *others, before=before)]


def findings(body: str, *others: ModelFile, before: str = "") -> list[Finding]:
    files = [ModelFile("x.bpmn", document(body, before=before)), STANDARD, *others]
    found = SpiffEngine().check(files, topics={Topic("request-person"): PERSON}).findings
    return [finding for finding in found if finding.rule.startswith(RULES)]


def line(*parts: str, ids: tuple[str, ...]) -> str:
    return start() + "".join(parts) + end() + chain("start", *ids, "done")


def reading(text: str, *before: str, ids: tuple[str, ...] = ()) -> str:
    """A process whose last task is due by the expression."""
    return line(*before, user("last", f'camunda:dueDate="={text}"'), ids=(*ids, "last"))


def mapping(kind: str, name: str, text: str) -> str:
    return (
        "<extensionElements><camunda:inputOutput>"
        f'<camunda:{kind}Parameter name="{name}">{text}</camunda:{kind}Parameter>'
        "</camunda:inputOutput></extensionElements>"
    )


def script(id: str, text: str, attributes: str = "") -> str:
    head = f'<scriptTask id="{id}" scriptFormat="feel" {attributes}>'
    return f"{head}<script>{text}</script></scriptTask>"


def test_a_variable_that_nothing_writes_is_told_once_with_the_nearest() -> None:
    body = reading("date(applicaton.day) + duration(applicaton.length)")
    (found,) = findings(body)
    assert (found.rule, found.element) == ("unwritten-variable", "last")
    assert "application" in found.message.en


def test_what_the_platform_and_the_start_give_is_there() -> None:
    body = reading("case.day + applicant.x + representative.y + application.z + intake.w")
    assert told(body) == []


def test_answers_of_a_form_are_there() -> None:
    asked = user("ask", 'camunda:formKey="forms/x.form"')
    assert told(reading("outcome", asked, ids=("ask",)), form("outcome")) == []
    assert told(reading("outcom", asked, ids=("ask",)), form("outcome")) != []


def test_output_parameters_of_a_task_are_there_beside_its_answers() -> None:
    asked = user("ask", 'camunda:formKey="forms/x.form"', mapping("output", "result", "=outcome"))
    assert told(reading("result", asked, ids=("ask",)), form("outcome")) == []
    assert told(reading("outcome", asked, ids=("ask",)), form("outcome")) == []
    assert told(reading("outcom", asked, ids=("ask",)), form("outcome")) != []


def test_a_form_may_read_what_it_asks_and_what_is_written() -> None:
    asked = user("ask", 'camunda:formKey="forms/x.form"')
    assert told(line(asked, ids=("ask",)), form("a", "b", hide='=a = "x" or application.y')) == []
    assert told(line(asked, ids=("ask",)), form("a", hide="=nothing")) == [
        ("unwritten-variable", "ask")
    ]


def test_outputs_of_a_handler_are_there_and_of_an_unknown_one_anything() -> None:
    assert told(reading("person.day", job("j"), ids=("j",))) == []
    assert told(reading("persn.day", job("j"), ids=("j",))) != []
    assert told(reading("persn.day", job("j", "unknown"), ids=("j",))) == []


def test_a_script_writes_its_result_or_its_entries() -> None:
    named = script("s", "1", 'camunda:resultVariable="n"')
    assert told(reading("n", named, ids=("s",))) == []
    assert told(reading("b", script("s", "{a: 1, b: 2}"), ids=("s",))) == []
    assert told(reading("c", script("s", "{a: 1, b: 2}"), ids=("s",))) != []
    assert told(reading("c", script("s", "application"), ids=("s",))) == []


def test_input_parameters_are_seen_by_their_element_alone() -> None:
    first = user("first", 'camunda:dueDate="=day"', mapping("input", "day", "=application.day"))
    assert told(line(first, ids=("first",))) == []
    assert told(reading("day", first, ids=("first",))) == [("unwritten-variable", "last")]


def test_a_condition_that_reads_nothing_known_is_told_on_its_flow() -> None:
    gate = '<exclusiveGateway id="g" default="e"/>'
    body = start() + gate + end() + chain("start", "g") + flow("g", "done", "=ok", "f")
    assert told(body + flow("g", "done", id="e")) == [("unwritten-variable", "f")]


def test_a_stray_model_is_not_asked_where_its_variables_come_from() -> None:
    content = document(reading("anything"))
    found = SpiffEngine().check([ModelFile("x.bpmn", content)], topics={}).findings
    assert "unwritten-variable" not in {finding.rule for finding in found}


def test_what_the_platform_gives_cannot_be_written() -> None:
    asked = user("ask", "", mapping("output", "applicant", "=1"))
    assert told(line(asked, ids=("ask",))) == [("reserved-variable", "ask")]


def stage(body: str, **contract: str) -> ModelFile:
    properties = "".join(
        f'<camunda:property name="contract.{name}" value="{value}"/>'
        for name, value in contract.items()
    )
    extensions = f"<extensionElements><camunda:properties>{properties}</camunda:properties>"
    content = document(f"{extensions}</extensionElements>{body}", key="stage")
    return ModelFile("shared/stage.bpmn", content)


def call(inner: str) -> str:
    return (
        '<callActivity id="call" calledElement="stage" camunda:calledElementBinding="deployment">'
        f"<extensionElements>{inner}</extensionElements></callActivity>"
    )


GIVE = '<camunda:in sourceExpression="=application" target="facts"/>'
TAKE = '<camunda:out source="decision" target="decision"/>'
CONTRACT = {"in": "facts", "out": "decision", "errors": ""}


def test_a_caller_that_keeps_the_contract_has_no_findings() -> None:
    body = reading("decision.day", call(GIVE + TAKE), ids=("call",))
    assert told(body, stage(reading("facts.day"), **CONTRACT)) == []


def test_a_stage_reads_what_its_contract_names_and_no_more() -> None:
    body = line(call(GIVE), ids=("call",))
    assert told(body, stage(reading("application.day"), **CONTRACT)) == [
        ("unwritten-variable", "last")
    ]


def test_a_caller_that_breaks_the_contract_is_told_each_breach() -> None:
    other = '<camunda:in sourceExpression="=1" target="fact"/><camunda:out source="x" target="y"/>'
    body = line(call(other), ids=("call",))
    found = told(body, stage(line(ids=()), **CONTRACT))
    assert sorted(rule for rule, _ in found) == [
        "contract-input-missing",
        "contract-input-unknown",
        "contract-output-unknown",
    ]


def test_an_error_of_the_contract_wants_somebody_who_catches_it() -> None:
    raising = stage(line(ids=()), **{**CONTRACT, "errors": "not_eligible"})
    body = line(call(GIVE), ids=("call",))
    assert told(body, raising) == [("contract-error-uncaught", "call")]
    caught = (
        body + '<boundaryEvent id="b" attachedToRef="call"><errorEventDefinition errorRef="e"/>'
        "</boundaryEvent>" + chain("b", "done")
    )
    assert told(caught, raising, before='<error id="e" errorCode="not_eligible"/>') == []


def test_what_a_state_system_tells_a_start_condition_is_listed_at_it() -> None:
    def body(payload: str) -> str:
        listed = f'<camunda:property name="payload" value="{payload}"/>'
        extensions = (
            "<extensionElements><camunda:properties>"
            f"{listed if payload else ''}</camunda:properties></extensionElements>"
        )
        condition = '<condition>=entity = "bed" and free = 0</condition>'
        event = f"<conditionalEventDefinition>{condition}</conditionalEventDefinition>"
        begun = f'<startEvent id="start">{extensions}{event}</startEvent>'
        return reading("subject + note").replace('<startEvent id="start"/>', begun)

    assert told(body("free, note")) == []
    assert told(body("free")) == [("unwritten-variable", "last")]
    assert told(body("note")) == [("unwritten-variable", "start")]
    assert told(body("")) == []
