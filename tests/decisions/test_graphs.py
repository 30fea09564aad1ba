"""Requirement graphs, boxed expressions, types, and what is refused."""

from decimal import Decimal

import pytest
from decision_models import decision, input_data, literal, model

from app.decisions import UnknownDecision, read_model
from app.feel import Budget, Builtin, FeelBudgetExceeded, from_value, to_value
from app.safe_xml import UnreadableModel


def value_of(body, scope=None, types=""):
    scope = scope or {}
    made = model(types + "".join(map(input_data, scope)) + decision("d", body, tuple(scope)))
    assert made.problems == ()
    return from_value(made.evaluate("d", {k: to_value(v) for k, v in scope.items()}).value)


CONTEXT = (
    f'<context><contextEntry><variable name="a"/>{literal("2")}</contextEntry>'
    f'<contextEntry><variable name="b c"/>{literal("a * x")}</contextEntry>'
)


@pytest.mark.parametrize(
    ("body", "result"),
    [
        (f"{CONTEXT}</context>", {"a": 2, "b c": 6}),
        (f"{CONTEXT}<contextEntry>{literal('b c + 1')}</contextEntry></context>", 7),
        (f"<list>{literal('x')}{literal('x + 1')}</list>", [3, 4]),
        (
            f'<relation><column name="p"/><column name="q"/><row>{literal("1")}{literal("x")}</row>'
            f"<row>{literal('2')}{literal('null')}</row></relation>",
            [{"p": 1, "q": 3}, {"p": 2, "q": None}],
        ),
        (
            f"<conditional><if>{literal('x > 2')}</if><then>{literal('10')}</then>"
            f"<else>{literal('20')}</else></conditional>",
            10,
        ),
        (f"<filter><in>{literal('[1, 5]')}</in><match>{literal('item > x')}</match></filter>", [5]),
        (
            f'<for iteratorVariable="i"><in>{literal("[1..x]")}</in>'
            f"<return>{literal('i * i')}</return></for>",
            [1, 4, 9],
        ),
        (
            f'<some iteratorVariable="i"><in>{literal("[1, 5]")}</in>'
            f"<satisfies>{literal('i > x')}</satisfies></some>",
            True,
        ),
        (
            f'<every iteratorVariable="i"><in>{literal("[1, 5]")}</in>'
            f"<satisfies>{literal('i > x')}</satisfies></every>",
            False,
        ),
        (
            f'<context><contextEntry><variable name="f"/><functionDefinition>'
            f'<formalParameter name="n" typeRef="number"/>{literal("n + 1")}</functionDefinition>'
            f"</contextEntry><contextEntry><invocation>{literal('f')}"
            f'<binding><parameter name="n"/>{literal("x")}</binding></invocation></contextEntry>'
            f"</context>",
            4,
        ),
    ],
)
def test_boxed_expressions(body, result):
    assert value_of(body, {"x": 3}) == result


def test_a_decision_sees_what_it_requires_and_nothing_else():
    made = model(
        input_data("x")
        + decision("a", literal("x + 1"), ["x"])
        + '<decision id="b" name="b"><informationRequirement><requiredDecision href="#a"/>'
        f"</informationRequirement>{literal('if is defined(x) then null else a * 10')}</decision>"
    )
    found = made.evaluate("b", {"x": Decimal(1)})

    assert found.value == 20
    assert found.others == {"a": Decimal(2)}


KNOWLEDGE = (
    '<businessKnowledgeModel id="k" name="fee of"><variable name="fee of"/><encapsulatedLogic>'
    '<formalParameter name="n" typeRef="number"/>'
    f"{literal('if n < 1 then 0 else n + fee of(n - 1)')}"
    "</encapsulatedLogic></businessKnowledgeModel>"
    '<decision id="d" name="d"><knowledgeRequirement><requiredKnowledge href="#k"/>'
    f"</knowledgeRequirement>{literal('fee of({})')}</decision>"
)


def test_a_business_knowledge_model_is_a_function_that_may_call_itself():
    assert model(KNOWLEDGE.format("4")).evaluate("d", {}).value == 10


def test_an_argument_of_the_wrong_type_gives_null_and_a_reason():
    found = model(KNOWLEDGE.format('"x"')).evaluate("d", {})

    assert found.value is None
    assert found.notes[0].message == "fee of: Expected a value of type number, found a string"
    assert found.notes[0].place == "d"


TYPES = (
    '<itemDefinition name="tGroup"><typeRef>number</typeRef>'
    "<allowedValues><text>1, 2, 3</text></allowedValues></itemDefinition>"
    '<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef>'
    '</itemComponent><itemComponent name="groups" isCollection="true"><typeRef>tGroup</typeRef>'
    "</itemComponent></itemDefinition>"
)


@pytest.mark.parametrize(
    ("person", "result"),
    [
        ({"name": "A", "groups": [1, 3]}, 2),
        ({"name": "A", "groups": [1, 4]}, None),
        ({"name": 5, "groups": []}, None),
        ({"name": "A"}, None),
    ],
)
def test_an_input_is_checked_against_its_type_and_allowed_values(person, result):
    made = model(
        TYPES + input_data("p", "tPerson") + decision("d", literal("count(p.groups)"), ["p"])
    )
    found = made.evaluate("d", {"p": to_value(person)})

    assert from_value(found.value) == result
    assert bool(found.notes) is (result is None)


def test_functions_of_the_platform_and_the_budget_reach_the_expressions():
    made = model(
        decision("d", literal("twice(4)")) + decision("e", literal("for i in 1..900 return i"))
    )
    twice = Builtin("twice", ("n",), lambda n: n * 2, kinds=("number",))

    assert made.evaluate("d", {}, functions={"twice": twice}).value == 8
    with pytest.raises(FeelBudgetExceeded):
        made.evaluate("e", {}, budget=Budget(steps=100))


SERVICE = '<decisionService id="s" name="s"><outputDecision href="#d"/></decisionService>'
JAVA = f'<functionDefinition kind="Java">{literal("1")}</functionDefinition>'
COLUMNS = "<input><inputExpression><text>1</text></inputExpression></input><output/>"
SHORT_RULE = f"<decisionTable>{COLUMNS}<rule/></decisionTable>"
ONE = "<decisionTable{}>" + COLUMNS + "</decisionTable>"


@pytest.mark.parametrize(
    ("content", "rule", "element"),
    [
        (decision("d", literal("1")) + SERVICE, "decision-service", "s"),
        (
            '<import namespace="x" importType="y" id="i"/>' + decision("d", literal("1")),
            "import",
            "i",
        ),
        (decision("d", JAVA), "external-function", "d"),
        (decision("d", literal("1 +")), "bad-expression", "d"),
        (decision("d", literal("1"), ["gone"]), "missing-requirement", "d"),
        (decision("d", ""), "no-logic", "d"),
        (decision("d", literal("1")) + decision("d", literal("2")), "duplicate-decision", "d"),
        (decision("d", literal("1"), kind="tGone"), "unknown-type", "d"),
        (decision("d", literal("1"), ["d"]), "circular-requirement", "d"),
        (decision("d", SHORT_RULE), "row-length", "d"),
        (decision("d", ONE.format(' hitPolicy="LAST"')), "hit-policy", "d"),
        (decision("d", ONE.format(' aggregation="SUM"')), "hit-policy", "d"),
        (decision("d", ONE.format(' hitPolicy="PRIORITY"')), "no-priorities", "d"),
        (
            decision(
                "d",
                '<literalExpression expressionLanguage="juel"><text>1</text></literalExpression>',
            ),
            "expression-language",
            "d",
        ),
    ],
)
def test_what_is_refused_is_a_problem_at_its_element(content, rule, element):
    found = model(content).problems

    assert [(one.rule, one.element) for one in found] == [(rule, element)]
    assert found[0].line == 1


def test_decisions_that_require_one_another_are_a_problem_and_give_null():
    made = model(decision("a", literal("b"), ["b"]) + decision("b", literal("a"), ["a"]))

    assert {one.rule for one in made.problems} == {"circular-requirement"}
    assert made.evaluate("a", {}).value is None


def test_a_wrong_name_is_answered_with_the_nearest():
    made = model(decision("Eligibility", literal("1")))

    with pytest.raises(UnknownDecision, match="did you mean Eligibility"):
        made.evaluate("Eligibilty", {})


@pytest.mark.parametrize(
    "content", [b"", b"<a", b"<!DOCTYPE a><a/>", b"<definitions/>", b'<definitions xmlns="x"/>']
)
def test_what_is_no_decision_model_is_refused(content):
    with pytest.raises(UnreadableModel):
        read_model(content)


def test_a_model_tells_what_a_decision_needs_and_gives():
    made = model(
        input_data("x", "number") + decision("a", literal('if x > 1 then "p" else "q"'), ["x"])
    )

    assert [(one.name, str(one.type)) for one in made.inputs_of("a")] == [("x", "number")]
    assert str(made.type_of("a")) == "string"
