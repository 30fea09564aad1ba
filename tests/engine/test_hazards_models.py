"""Hazards 5, 11, 12, 13, 15, 19, 22 and 23: what of a model the library does not do, or hides.

And the rule that holds them all: each hazard has a test of the library and a test of ours.
"""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from engine_models import (
    Case,
    around,
    chain,
    document,
    end,
    flow,
    source,
    start,
    user,
    waiting,
)
from library_models import bare
from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.dmn.parser.DMNParser import DMNParser

from app.decisions import read_model
from app.domain.models import Finding, ModelFile, Severity
from app.engine import SpiffEngine
from app.engine.snapshot import VERSION

HAZARDS = 23
"""Rows of the list of what the library does not do; a row's number is in the names of its tests."""
HERE = Path(__file__).parent


def test_every_hazard_has_a_test_of_the_library_and_one_of_ours() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_hazards_*.py"))
    named = re.findall(r"^def test_(\d+)_(\w+)\(", text, re.MULTILINE)
    of_library = {int(number) for number, name in named if name.startswith("the_library")}
    of_ours = {int(number) for number, name in named if not name.startswith("the_library")}
    assert of_library == set(range(1, HAZARDS + 1))
    assert of_ours == set(range(1, HAZARDS + 1))


def manual(id: str) -> str:
    return f'<manualTask id="{id}"/>'


def errors(body: str, before: str = "") -> list[Finding]:
    model = ModelFile("x.bpmn", document(body, before=before))
    found = SpiffEngine().check([model], topics={}).findings
    return [finding for finding in found if finding.severity is Severity.ERROR]


def elements(workflow: Any) -> list[str]:
    return [task.task_spec.name for task in workflow.get_tasks()]


LINKS = (
    start() + '<intermediateThrowEvent id="jump"><linkEventDefinition name="l"/>'
    '</intermediateThrowEvent><intermediateCatchEvent id="land"><linkEventDefinition name="l"/>'
    "</intermediateCatchEvent>" + user("there") + manual("there_too") + end()
    + chain("start", "jump") + chain("land", "there", "done")
)  # fmt: skip


def test_5_the_library_ends_its_path_at_a_link() -> None:
    workflow = bare(LINKS)
    workflow.do_engine_steps()
    assert "there" not in elements(workflow)


def test_5_a_link_leads_on() -> None:
    body = LINKS.replace(manual("there_too"), "")
    assert errors(body) == []
    assert waiting(Case(source(body)).start()) == ["there"]


SPLIT = (
    start() + manual("m") + user("one") + user("other") + end() + chain("start", "m", "one", "done")
    + flow("m", "other", "{condition}") + chain("other", "done")
)  # fmt: skip


def test_5_the_library_refuses_two_flows_out_of_a_task() -> None:
    with pytest.raises(ValidationException, match="Multiple outgoing flows"):
        bare(SPLIT.format(condition=""))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [("=2 > 1", ["one", "other"]), ("=1 > 2", ["one"])],
)
def test_5_flows_out_of_a_task_are_taken_where_their_condition_is_true(
    condition: str, expected: list[str]
) -> None:
    body = SPLIT.format(condition=condition.replace(">", "&gt;"))
    assert errors(body) == []
    assert waiting(Case(source(body)).start()) == expected


def test_5_the_library_takes_a_flow_out_of_a_task_whatever_its_condition_says() -> None:
    guarded = start() + manual("m") + manual("one") + end()
    guarded += chain("start", "m") + flow("m", "one", "False") + chain("one", "done")
    workflow = bare(guarded)
    workflow.do_engine_steps()
    assert "one" in elements(workflow)


def test_5_the_library_keeps_an_event_subprocess_among_what_its_scope_runs() -> None:
    """It looks for `triggeredByEvent` under a namespace that the attribute does not have."""
    workflow = bare(start() + manual("work") + end() + chain("start", "work", "done") + ERROR)
    (spec,) = [one for one in workflow.spec.task_specs.values() if one.name == "watch"]
    assert type(spec).__name__ == "SubWorkflowTask"


def test_5_an_interrupting_event_subprocess_interrupts() -> None:
    told = watching('<messageEventDefinition messageRef="m"/>')
    before = '<message id="m" name="told"/>'
    body = start() + user("work") + end() + chain("start", "work", "done") + told
    assert errors(body, before) == []
    case = Case(source(body, before=before), around(variables={"case": {"number": "1"}}))
    case.start()
    token_ids = [wait.token_id for wait in case.now.waits if wait.element_id == "happened"]
    now = case.engine.deliver(case.model, case.now.snapshot, token_ids, {}, case.around)
    assert waiting(now) == ["deal"]


def watching(definition: str, interrupts: str = "true") -> str:
    return (
        '<subProcess id="watch" triggeredByEvent="true">'
        f'<startEvent id="happened" isInterrupting="{interrupts}">{definition}</startEvent>'
        + user("deal") + end("dealt") + chain("happened", "deal", "dealt") + "</subProcess>"
    )  # fmt: skip


ERROR = watching("<errorEventDefinition/>")


def test_19_the_library_starts_what_waits_for_an_error() -> None:
    workflow = bare(start() + manual("work") + end() + chain("start", "work", "done") + ERROR)
    workflow.do_engine_steps()
    assert "deal" in elements(workflow)


def test_19_an_event_subprocess_waits_for_its_event() -> None:
    body = start() + user("work") + end() + chain("start", "work", "done") + ERROR
    assert errors(body) == []
    case = Case(source(body))
    assert waiting(case.start()) == ["work"]
    assert case.complete("work").ended_at == "done"


SCOPE = (
    start() + '<subProcess id="s">' + start("b") + manual("m") + end("e") + chain("b", "m", "e")
    + "</subProcess>" + end() + chain("start", "s", "done")
)  # fmt: skip


def test_11_the_library_cannot_read_an_older_open_subprocess() -> None:
    workflow = bare(SCOPE)
    workflow.do_engine_steps()
    writer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
    stored = json.loads(writer.serialize_json(workflow))
    stored["serializer_version"] = "1.3"
    with pytest.raises(NameError):
        writer.deserialize_json(json.dumps(stored))


def test_11_snapshots_of_every_format_so_far_are_kept_and_read() -> None:
    """That they load and finish is tested in `test_samples.py`, sample by sample."""
    kept = {path.stem for path in (HERE / "samples").glob("*.snapshot")}
    assert kept >= {f"v{number}" for number in range(1, VERSION)}


CALL = start() + '<callActivity id="c" calledElement="later"/>' + end()
CALL += chain("start", "c", "done")


def test_12_the_library_wants_the_called_process_when_it_reads_the_caller() -> None:
    with pytest.raises(ValidationException, match="later"):
        bare(CALL)


def test_12_a_caller_is_read_before_the_process_it_calls_is_there() -> None:
    assert errors(CALL) == []
    failure = Case(source(CALL)).start().failure
    assert failure is not None
    assert failure.code == "no-such-process"


def catching(definition: str) -> str:
    event = f'<intermediateCatchEvent id="c">{definition}</intermediateCatchEvent>'
    return start() + event + end() + chain("start", "c", "done")


MISSING = ['<messageEventDefinition messageRef="n"/>', '<signalEventDefinition signalRef="n"/>']


@pytest.mark.parametrize("definition", MISSING)
def test_13_the_library_hides_a_missing_reference_behind_a_type_error(definition: str) -> None:
    with pytest.raises(ValidationException, match="TypeError"):
        bare(catching(definition))


@pytest.mark.parametrize("definition", MISSING)
def test_13_a_missing_reference_is_a_finding_at_its_element(definition: str) -> None:
    assert {finding.element for finding in errors(catching(definition))} == {"c"}


TWO = '<complexGateway id="x"/><adHocSubProcess id="y"/>'


def test_15_the_library_refuses_one_element_at_a_time() -> None:
    with pytest.raises(ValidationException) as refused:
        bare(start() + TWO + end() + chain("start", "x", "y", "done"))
    assert refused.value.id == "x"


def test_15_all_findings_come_at_once() -> None:
    found = errors(start() + TWO + end() + chain("start", "x", "y", "done"))
    assert {finding.element for finding in found} == {"x", "y"}


DMN = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"
 namespace="urn:d"><decision id="rate" name="rate"><variable name="rate"/>
 <decisionTable id="t" hitPolicy="UNIQUE">
 <input id="i"><inputExpression id="ie"><text>age</text></inputExpression></input>
 <output id="o" name="rate"/>
 <rule id="r1"><inputEntry id="a"><text>{test}</text></inputEntry>
 <outputEntry id="b"><text>1</text></outputEntry></rule>
 <rule id="r2"><inputEntry id="c"><text>{test}</text></inputEntry>
 <outputEntry id="e"><text>2</text></outputEntry></rule>
 </decisionTable></decision></definitions>"""


def test_22_the_library_takes_the_first_of_two_rules_that_exclude_each_other() -> None:
    root = etree.fromstring(DMN.format(test="&gt; 18").encode())
    parser = DMNParser(None, root, {"dmn": "https://www.omg.org/spec/DMN/20191111/MODEL/"})
    parser.parse()
    table = parser.decision.decisionTables[0]
    workflow = bare(start() + manual("m") + end() + chain("start", "m", "done"))
    workflow.do_engine_steps()
    (task,) = [one for one in workflow.tasks.values() if one.task_spec.name == "m"]
    task.data["age"] = 30
    assert DMNEngine(table).result(task) == {"rate": 1}


def test_22_two_rules_that_exclude_each_other_give_no_result_and_say_so() -> None:
    model = read_model(DMN.format(test="&gt; 18").encode())
    judged = model.evaluate("rate", {"age": Decimal(30)})
    assert judged.value is None
    assert judged.notes


COMPENSATED = (
    start() + user("book") + '<boundaryEvent id="undo" attachedToRef="book">'
    '<compensateEventDefinition/></boundaryEvent><task id="cancel" isForCompensation="true"/>'
    '<association id="a" sourceRef="undo" targetRef="cancel"/>'
    '<intermediateThrowEvent id="back"><compensateEventDefinition/></intermediateThrowEvent>'
    + end() + chain("start", "book", "back", "done")
)  # fmt: skip


def test_23_the_library_knows_no_compensation_at_a_boundary() -> None:
    with pytest.raises(ValidationException, match="Unsupported Catch Event"):
        bare(COMPENSATED)


def test_23_compensation_undoes_what_was_completed() -> None:
    assert errors(COMPENSATED) == []
    case = Case(source(COMPENSATED))
    case.start()
    done = case.complete("book")
    assert done.ended_at == "done"
    assert "cancel" in [passed.element_id for passed in done.passed]


STORE = (
    start() + '<task id="read"><dataInputAssociation id="i"><sourceRef>register</sourceRef>'
    "</dataInputAssociation></task>" + end() + chain("start", "read", "done")
    + '<dataStoreReference id="register" dataStoreRef="people"/>'
)  # fmt: skip
DECLARED_STORE = '<dataStore id="people" name="People"/>'


def test_23_the_library_wants_a_class_of_its_own_for_each_data_store() -> None:
    with pytest.raises(ValidationException):
        bare(STORE, DECLARED_STORE)


def test_23_a_data_store_without_a_register_is_refused_by_name() -> None:
    assert "register" in {finding.element for finding in errors(STORE, DECLARED_STORE)}
