"""Conditions over the answers of forms: what they can never be, and what they leave out."""

import json
from collections.abc import Mapping

import pytest
from engine_models import chain, document, end, flow, start, user

from app.domain.models import ModelFile
from app.engine import SpiffEngine

STANDARD = ModelFile("service.yaml", b"")
RULES = frozenset({"no-default", "expression-type", "no-such-option"})
OUTCOME: Mapping[str, object] = {
    "type": "radio",
    "key": "outcome",
    "values": [{"value": "granted"}, {"value": "refused"}],
    "validate": {"required": True},
}
URGENT: Mapping[str, object] = {"type": "checkbox", "key": "urgent"}
COUNT: Mapping[str, object] = {"type": "number", "key": "count"}
ASK = 'camunda:formKey="forms/x.form"'


def form(*fields: Mapping[str, object]) -> ModelFile:
    return ModelFile("forms/x.form", json.dumps({"components": fields}).encode())


def told(body: str, *fields: Mapping[str, object]) -> list[tuple[str, str]]:
    files = [ModelFile("x.bpmn", document(body)), STANDARD, form(*fields)]
    found = SpiffEngine().check(files, topics={}).findings
    return [(one.rule, one.element) for one in found if one.rule in RULES]


def choosing(one: str, other: str, before: str = chain("start", "ask", "split")) -> str:
    """A gateway without a default flow, after a task with the form."""
    texts = [text.replace("<", "&lt;").replace(">", "&gt;") for text in (one, other)]
    return (
        start() + user("ask", ASK) + '<exclusiveGateway id="split"/>' + end("a") + end("b") + before
        + flow("split", "a", f"={texts[0]}") + flow("split", "b", f"={texts[1]}")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('outcome = "granted"', 'outcome = "refused"'),
        ('outcome = "granted"', '"refused" = outcome'),
        ('outcome = "granted" or count > 3', 'outcome in ("refused")'),
        ("urgent", "not(urgent)"),
        ("urgent = true", "urgent = false"),
        ("count > 3", "count <= 3"),
        ("working_days > 3", "not(working_days > 3)"),
        ("case.channel = 1", "case.channel != 1"),
        ("count > 3", "true"),
    ],
)
def test_conditions_that_leave_nothing_out_need_no_default(one: str, other: str) -> None:
    assert told(choosing(one, other), OUTCOME, URGENT, COUNT) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('outcome = "granted"', 'outcome = "granted"'),
        ('outcome = "granted"', "urgent"),
        ('outcome = "granted" and urgent', 'outcome = "refused"'),
        ("urgent", "urgent"),
        ("count > 3", "count < 3"),
    ],
)
def test_conditions_that_leave_something_out_need_a_default(one: str, other: str) -> None:
    assert told(choosing(one, other), OUTCOME, URGENT, COUNT) == [("no-default", "split")]


@pytest.mark.parametrize(
    "changed", [{"validate": {}}, {"conditional": {"hide": "=urgent"}}, {"type": "textfield"}]
)
def test_an_answer_that_may_be_missing_or_anything_needs_a_default(
    changed: Mapping[str, object],
) -> None:
    body = choosing('outcome = "granted"', 'outcome = "refused"')
    assert told(body, {**OUTCOME, **changed}, URGENT) == [("no-default", "split")]


def test_a_question_that_is_not_asked_on_every_way_needs_a_default() -> None:
    body = choosing(
        'outcome = "granted"',
        'outcome = "refused"',
        '<inclusiveGateway id="skip" default="to_split"/>'
        + chain("start", "skip", "ask", "split").replace(
            'id="skip_ask" sourceRef="skip" targetRef="ask">',
            'id="skip_ask" sourceRef="skip" targetRef="ask">'
            "<conditionExpression>=case.channel = 1</conditionExpression>",
        )
        + flow("skip", "split", id="to_split"),
    )
    assert told(body, OUTCOME) == [("no-default", "split")]


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        ('outcome = "grantd"', "no-such-option"),
        ('not(outcome != "grantd")', "no-such-option"),
        ('outcome in ("granted", "grantd")', "no-such-option"),
        ('count > "3"', "expression-type"),
        ("outcome > 3", "expression-type"),
        ("urgent = 1", "expression-type"),
    ],
)
def test_a_condition_that_no_answer_fits_is_a_finding(condition: str, rule: str) -> None:
    body = choosing(condition, "true")
    assert told(body, OUTCOME, URGENT, COUNT) == [(rule, "split_a")]


def test_a_variable_that_something_else_writes_may_be_anything() -> None:
    script = (
        '<scriptTask id="note" scriptFormat="feel" camunda:resultVariable="outcome">'
        '<script>"late"</script></scriptTask>'
    )
    body = choosing('outcome = "late"', "true", chain("start", "ask", "note", "split")) + script
    assert told(body, OUTCOME) == []


@pytest.mark.parametrize(
    ("hide", "rule"),
    [('=outcome = "grantd"', "no-such-option"), ('=count > "3"', "expression-type")],
)
def test_conditions_inside_a_form_know_its_other_fields(hide: str, rule: str) -> None:
    hidden = {"type": "textfield", "key": "why", "conditional": {"hide": hide}}
    body = start() + user("ask", ASK) + end() + chain("start", "ask", "done")
    assert told(body, OUTCOME, COUNT, hidden) == [(rule, "why")]
