"""Several start events that wait for nothing: each begins instances of its own (10.5.2)."""

from dataclasses import replace

import pytest
from engine_models import Case, chain, document, end, source, start, user, waiting

from app.domain.identity import ElementId
from app.domain.models import Beginning, ModelFile, ModelSource
from app.engine import SpiffEngine

TAKEN_UP = (
    '<startEvent id="again"><extensionElements><camunda:properties><camunda:property'
    ' name="takesOver" value="x"/></camunda:properties></extensionElements></startEvent>'
)
BODY = (
    TAKEN_UP
    + start("applied")
    + start("found")
    + user("read")
    + user("look")
    + end()
    + chain("again", "look")
    + chain("applied", "read", "done")
    + chain("found", "look", "done")
)


def calling(start_event: str = "") -> ModelSource:
    named = f'<camunda:property name="startEvent" value="{start_event}"/>' if start_event else ""
    call = (
        '<callActivity id="call" calledElement="hearing" camunda:calledElementBinding="deployment">'
        f"<extensionElements><camunda:properties>{named}</camunda:properties></extensionElements>"
        "</callActivity>"
    )
    body = start() + call + end() + chain("start", "call", "done")
    called = ModelFile("shared/hearing.bpmn", document(BODY, key="hearing"))
    return replace(source(body), others=(called,))


def findings(*files: ModelFile) -> set[tuple[str, str | None]]:
    found = SpiffEngine().check(files, topics={}).findings
    return {(finding.rule, finding.element) for finding in found}


def test_an_instance_begins_at_the_start_event_that_is_named_else_at_the_first() -> None:
    case = Case(source(BODY))
    assert waiting(case.start()) == ["read"]
    for named, task in (("applied", "read"), ("found", "look"), ("again", "look")):
        at = Beginning(ElementId(named))
        assert waiting(case.engine.start(case.model, {}, case.around, at)) == [task]
    assert case.engine.model(case.model).plain_starts == ("applied", "found")


@pytest.mark.parametrize(("named", "task"), [("", "read"), ("applied", "read"), ("found", "look")])
def test_a_call_begins_one_of_them(named: str, task: str) -> None:
    case = Case(calling(named))
    assert waiting(case.start()) == [f"call/{task}"]


def test_a_call_that_names_no_start_event_is_an_incident() -> None:
    failure = Case(calling("nowhere")).start().failure
    assert failure is not None
    assert (failure.element_id, failure.code) == ("call", "no-such-start")


def test_the_linter_tells_where_it_is_left_open() -> None:
    assert ("which-start", "found") in findings(ModelFile("p.bpmn", document(BODY)))
    one = BODY.replace(start("found"), "").replace(chain("found", "look"), "")
    assert "which-start" not in {rule for rule, _ in findings(ModelFile("p.bpmn", document(one)))}
    for named, rules in (("", {"which-start"}), ("found", set()), ("again", {"call-start"})):
        model = calling(named)
        told = findings(ModelFile("p.bpmn", model.bpmn), *model.others)
        at_call = {rule for rule, element in told if element == "call"}
        assert at_call & {"which-start", "call-start"} == rules


def test_a_call_alone_may_name_a_start_event() -> None:
    named = BODY.replace("takesOver", "startEvent")
    assert ("call-start", "again") in findings(ModelFile("p.bpmn", document(named)))


def test_a_subprocess_begins_at_one() -> None:
    inner = start("one") + start("two") + user("work") + end("in")
    inner += chain("one", "work", "in") + chain("two", "work")
    body = start() + f'<subProcess id="sub">{inner}</subProcess>' + end()
    body += chain("start", "sub", "done")
    assert ("several-starts", "two") in findings(ModelFile("p.bpmn", document(body)))
