"""Business rule tasks: which decision is asked, what becomes of its result, which rules spoke."""

import hashlib
from dataclasses import replace

import pytest
from decision_models import decision, definitions, input_data, literal, table
from engine_models import Case, around, chain, document, end, source, start, user

from app.domain.models import ModelFile, Severity
from app.engine import SpiffEngine
from app.feel import from_value, to_value

FEES = table(
    ["age"],
    ["fee", "who"],
    [["<18", "0", '"child"', "Бала тегін", "Дети бесплатно"], [">=18", "100", '"adult"']],
)
MANY = table(["age"], ["n"], [[">1", "1"], [">2", "2"]], "COLLECT")
MODEL = (
    input_data("age")
    + decision("fees", FEES, ["age"])
    + decision("many", MANY, ["age"])
    + decision("plain", literal("age * 2"), ["age"])
    + decision("broken", literal("age / 0"), ["age"])
    + decision("one", table(["age"], ["fee"], [["<18", "0"], [">=18", "5"]]), ["age"])
)
RESULT = 'camunda:resultVariable="result"'


def rules(attributes, inner=""):
    task = f'<businessRuleTask id="decide" {attributes}>{inner}</businessRuleTask>'
    body = start() + task + user("look") + end() + chain("start", "decide", "look", "done")
    model, content = source(body), definitions(MODEL)
    files = (ModelFile("decisions/fees.dmn", content),)
    digest = hashlib.sha256(model.bpmn + content).hexdigest()
    return replace(model, decisions=files, content_hash=digest)


def asked(attributes, inner="", surroundings=None, age=7):
    return Case(rules(attributes, inner), surroundings).start(age=to_value(age))


@pytest.mark.parametrize(
    ("ref", "mapping", "result"),
    [
        ("fees", "singleResult", {"fee": 0, "who": "child"}),
        ("fees", "resultList", [{"fee": 0, "who": "child"}]),
        ("one", "singleEntry", 0),
        ("one", "singleResult", {"fee": 0}),
        ("many", "collectEntries", [1, 2]),
        ("many", "resultList", [{"n": 1}, {"n": 2}]),
        ("plain", "singleEntry", 14),
        ("plain", "resultList", [{"plain": 14}]),
    ],
)
def test_the_result_is_mapped_as_the_task_says(ref, mapping, result):
    now = asked(f'camunda:decisionRef="{ref}" camunda:mapDecisionResult="{mapping}" {RESULT}')

    assert from_value(now.variables["result"]) == result
    assert now.failure is None


@pytest.mark.parametrize(
    ("ref", "mapping", "code"),
    [
        ("many", "singleEntry", "decision-result"),
        ("fees", "singleEntry", "decision-result"),
        ("fees", "collectEntries", "decision-result"),
        ("gone", "singleEntry", "decision-missing"),
        ("broken", "singleEntry", "decision-failed"),
    ],
)
def test_what_cannot_be_mapped_is_an_incident_before_the_task(ref, mapping, code):
    now = asked(f'camunda:decisionRef="{ref}" camunda:mapDecisionResult="{mapping}" {RESULT}')

    assert (now.failure.code, now.failure.element_id) == (code, "decide")
    assert (now.decided, now.waits) == ((), ())


def test_no_rule_that_speaks_gives_null_and_is_told():
    now = asked(f'camunda:decisionRef="many" {RESULT}', age=0)

    assert now.variables["result"] == []
    assert now.decided[0].rules == ()


def test_the_advance_tells_which_rules_spoke_and_why():
    (decided,) = asked(f'camunda:decisionRef="fees" {RESULT}').decided

    assert (decided.element_id, decided.decision, decided.rules) == ("decide", "fees", (1,))
    assert decided.rule_ids == ("r1",)
    assert (decided.why.kk, decided.why.ru) == ("Бала тегін", "Дети бесплатно")


def test_a_decision_without_a_table_is_told_without_rules():
    (decided,) = asked(f'camunda:decisionRef="plain" {RESULT}').decided

    assert decided.rules is None


MAPPED = (
    '<extensionElements><camunda:inputOutput><camunda:inputParameter name="age">=years + 20'
    '</camunda:inputParameter><camunda:outputParameter name="fee">=result.fee'
    "</camunda:outputParameter></camunda:inputOutput></extensionElements>"
)


def test_inputs_are_local_and_only_outputs_become_variables():
    attributes = f'camunda:decisionRef="fees" camunda:mapDecisionResult="singleResult" {RESULT}'
    now = Case(rules(attributes, MAPPED)).start(years=to_value(7))

    assert from_value(dict(now.variables)) == {"years": 7, "fee": 100}


def test_a_decision_may_be_chosen_by_an_expression():
    now = asked(
        f'camunda:decisionRef=\'=if age &lt; 18 then "one" else "many"\' {RESULT}'
        ' camunda:mapDecisionResult="singleEntry"'
    )

    assert now.variables["result"] == 0


NEWER = definitions(input_data("age") + decision("one", literal("age + 100"), ["age"]))


@pytest.mark.parametrize(
    ("binding", "asked_for", "result"),
    [
        ("", [], 0),
        ('camunda:decisionRefBinding="deployment"', [], 0),
        ('camunda:decisionRefBinding="latest"', [("one", None)], 107),
        (
            'camunda:decisionRefBinding="version" camunda:decisionRefVersion="3"',
            [("one", 3)],
            107,
        ),
    ],
)
def test_the_binding_says_which_version_is_asked(binding, asked_for, result):
    questions = []

    def find(ref, version):
        questions.append((ref, version))
        return NEWER

    now = asked(
        f'camunda:decisionRef="one" camunda:mapDecisionResult="singleEntry" {RESULT} {binding}',
        surroundings=replace(around(), decisions=find),
    )

    assert (questions, from_value(now.variables["result"])) == (asked_for, result)


def test_a_version_that_is_not_deployed_is_an_incident_and_latest_falls_back():
    version = 'camunda:decisionRefBinding="version" camunda:decisionRefVersion="9"'
    latest = 'camunda:decisionRefBinding="latest" camunda:mapDecisionResult="singleEntry"'

    assert asked(f'camunda:decisionRef="one" {RESULT} {version}').failure.code == "decision-missing"
    assert asked(f'camunda:decisionRef="one" {RESULT} {latest}').variables["result"] == 0


def findings(attributes, model=MODEL, path="decisions/fees.dmn"):
    task = f'<businessRuleTask id="decide" name="x" {attributes}/>'
    body = start() + task + end() + chain("start", "decide", "done")
    content = model if isinstance(model, bytes) else definitions(model)
    files = [ModelFile("p.bpmn", document(body)), ModelFile(path, content)]
    found = SpiffEngine().check(files, topics={}).findings
    errors = [one for one in found if one.severity is Severity.ERROR]
    return [(one.file, one.rule, one.element) for one in errors]


@pytest.mark.parametrize(
    ("attributes", "rule"),
    [
        (RESULT, "decision-ref-missing"),
        (f'camunda:decisionRef="fee" {RESULT}', "decision-missing"),
        ('camunda:decisionRef="fees"', "decision-result-unused"),
        (
            f'camunda:decisionRef="fees" camunda:mapDecisionResult="all" {RESULT}',
            "decision-mapping",
        ),
        (
            f'camunda:decisionRef="fees" camunda:decisionRefBinding="old" {RESULT}',
            "decision-binding",
        ),
        (
            f'camunda:decisionRef="fees" camunda:decisionRefBinding="version" {RESULT}',
            "decision-version",
        ),
    ],
)
def test_a_task_that_could_not_ask_is_a_finding(attributes, rule):
    assert findings(attributes) == [("p.bpmn", rule, "decide")]


ASKS = f'camunda:decisionRef="d" {RESULT}'


@pytest.mark.parametrize(
    ("model", "rule"),
    [
        (decision("d", literal("1 +")), "bad-expression"),
        (decision("d", literal("1 + true")), "expression-type"),
        (decision("d", literal("wurking_days_after(1, 2)")), "expression-type"),
        (input_data("x", "number") + decision("d", table(["x"], ["y"], [['< "a"', "1"]]), ["x"]),
         "expression-type"),
        (decision("d", literal("1"), ["gone"]), "missing-requirement"),
        (decision("d", literal("1")) + '<decisionService id="s" name="s"/>', "decision-service"),
    ],
)  # fmt: skip
def test_a_model_that_could_not_run_is_a_finding(model, rule):
    assert [(file, found) for file, found, _ in findings(ASKS, model)] == [
        ("decisions/fees.dmn", rule)
    ]


def test_a_file_that_is_no_decision_model_is_a_finding():
    told = findings(ASKS, b"<definitions/>")

    assert ("decisions/fees.dmn", "no-decision-model", "") in told


def test_functions_of_the_platform_are_known_to_the_linter():
    model = decision("d", literal('working_days_after(@"2026-12-01", 3)'))

    assert findings(ASKS, model) == []


def test_a_decision_that_needs_what_nothing_writes_is_a_finding():
    task = (
        f'<businessRuleTask id="decide" name="x" camunda:decisionRef="d" {RESULT}>'
        "<extensionElements><camunda:inputOutput>"
        '<camunda:inputParameter name="income">=application.income</camunda:inputParameter>'
        '<camunda:outputParameter name="fee">=result[1].d + incme</camunda:outputParameter>'
        "</camunda:inputOutput></extensionElements></businessRuleTask>"
    )
    body = start() + task + end() + chain("start", "decide", "done")
    model = (
        input_data("income")
        + input_data("age")
        + decision("d", literal("income + age"), ["income", "age"])
    )
    files = [
        ModelFile("p.bpmn", document(body)),
        ModelFile("decisions/d.dmn", definitions(model)),
        ModelFile("service.yaml", b""),
    ]
    found = SpiffEngine().check(files, topics={}).findings
    told = [one.message.en for one in found if one.rule == "unwritten-variable"]

    assert [("age" in one, "incme" in one) for one in told] == [(False, True), (True, False)]


def test_a_decision_tells_people_its_name_and_reasons_in_every_language():
    rules = [["1", '"x"', "Иә", "Да"], ["2", '"y"']]
    model = input_data("x") + decision("d", table(["x"], ["y"], rules), ["x"])
    files = [ModelFile("decisions/d.dmn", definitions(model))]
    found = [one for one in SpiffEngine().check(files, topics={}).findings if one.element == "d"]

    assert sorted({one.rule for one in found}) == ["missing-text"]
    assert sorted(one.message.en.partition(",")[0] for one in found) == [
        "The text “Annotation” is missing in English",
        "The text “Name” is missing in English",
        "The text “Name” is missing in Russian",
    ]
