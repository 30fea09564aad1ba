"""What contradicts itself in the drawing of a compensation is a finding."""
# ruff: noqa: E501  the models stand in tables, one row each

import pytest
from compensation_models import (
    ALL,
    compensation_subprocess,
    in_a_row,
    of,
    scope,
    throw,
    undo_user,
    undone_by,
)
from drawn import drawn
from engine_models import chain, document, end, start, timer, user

from app.domain.models import ModelFile
from app.engine import SpiffEngine
from app.engine.lint.compensation_messages import COMPENSATION_MESSAGES

TOLD = frozenset(COMPENSATION_MESSAGES) | {
    "bad-attachment", "bad-literal", "dead-end", "unreachable-element", "unsupported-attribute",
    "unsupported-event", "event-start-outside", "missing-drawing", "may-deadlock", "no-way-out",
    "unsupported-part", "unwritten-variable",
}  # fmt: skip
NO_WAIT = '<compensateEventDefinition waitForCompletion="false"/>'


def found(body: str) -> set[tuple[str, str]]:
    """The findings that are about compensation: rule and element."""
    files = [ModelFile("x.bpmn", drawn(document(body)))]
    told = SpiffEngine().check(files, topics={}).findings
    return {(one.rule, one.element) for one in told if one.rule in TOLD}


GOOD = in_a_row("a", "b")
INNER = start("s") + user("c") + undo_user("c") + end("e") + chain("s", "c", "e")
OWN = compensation_subprocess("own", end("oe") + chain("own_begin", "oe"))
BOXED = GOOD.replace(chain("a", "b"), chain("a", "box", "b") + scope("box", INNER))


def after(old: str, new: str, body: str = GOOD) -> set[tuple[str, str]]:
    assert old in body
    return found(body.replace(old, new, 1))


@pytest.mark.parametrize(
    "body",
    [
        GOOD,
        BOXED,
        GOOD.replace(f'"back">{ALL}', f'"back">{of("a")}'),
        GOOD.replace(f'"back">{ALL}', f'"back">{NO_WAIT}'),
        BOXED.replace(f'"back">{ALL}', f'"back">{of("box")}'),
        BOXED.replace(INNER, start("s") + end("e") + chain("s", "e") + OWN),
        # An association has no direction: the handler may stand at either end.
        GOOD.replace('sourceRef="if_a" targetRef="undo_a"', 'sourceRef="undo_a" targetRef="if_a"'),
        GOOD.replace('<userTask id="a" ', '<scriptTask id="a" scriptFormat="feel" ').replace(
            "></userTask>", "><script>=1</script></scriptTask>", 1
        ),
    ],
)
def test_what_runs_is_no_finding(body: str) -> None:
    assert found(body) == set()


WRONG = [
    (undone_by("a", "undo_a"), "", ("handler-without-event", "undo_a")),
    ('targetRef="undo_a"/>', 'targetRef="b"/>', ("compensation-without-handler", "if_a")),
    ('targetRef="undo_a"/>', 'targetRef="b"/>', ("handler-without-event", "undo_a")),
    ('id="undo_a" isForCompensation="true"', 'id="undo_a"', ("compensation-without-handler", "if_a")),
    ('id="undo_a" isForCompensation="true"', 'id="undo_a" isForCompensation="yes"', ("compensation-without-handler", "if_a")),
    ('<association id="to_undo_a"', '<association id="x" sourceRef="if_a" targetRef="undo_b"/><association id="to_undo_a"', ("compensation-without-handler", "if_a")),
    (chain("a", "b"), chain("a", "b") + chain("undo_a", "b"), ("compensation-with-flow", "undo_a_b")),
    (chain("a", "b"), chain("a", "b") + chain("b", "undo_a"), ("compensation-with-flow", "b_undo_a")),
    (chain("a", "b"), chain("a", "b") + chain("if_a", "b"), ("compensation-with-flow", "if_a_b")),
    (chain("a", "b"), chain("a", "b") + timer("late", "undo_a", "2027-01-01") + chain("late", "b"), ("handler-with-events", "late")),
    (chain("a", "b"), chain("a", "b") + undone_by("a", "undo_b").replace("if_a", "if_again").replace("to_undo_b", "x"), ("compensated-twice", "if_again")),
    (chain("a", "b"), chain("a", "b") + OWN + OWN.replace("own", "too").replace("oe", "te"), ("compensated-twice", "too")),
    (f'"back">{ALL}', f'"back">{of("nobody")}', ("compensation-out-of-reach", "back")),
    (f'"back">{ALL}', f'"back">{of("start")}', ("compensation-out-of-reach", "back")),
    (f'"back">{ALL}', f'"back">{of("undo_a")}', ("not-compensable", "back")),
    (f'attachedToRef="a">{ALL}', f'attachedToRef="a">{of("b")}', ("unsupported-attribute", "if_a")),
    (f'attachedToRef="a">{ALL}', f'attachedToRef="a">{NO_WAIT}', ("unsupported-attribute", "if_a")),
    ("<compensateEventDefinition/></intermediateThrowEvent>", '<compensateEventDefinition waitForCompletion="perhaps"/></intermediateThrowEvent>', ("bad-literal", "back")),
    ("<compensateEventDefinition/></intermediateThrowEvent>", "<compensateEventDefinition/></intermediateThrowEvent>" + throw("end"), ("dead-end", "end")),
    ('<startEvent id="start"/>', f'<startEvent id="start">{ALL}</startEvent>', ("event-start-outside", "start")),
    ('attachedToRef="a"', 'attachedToRef="start"', ("bad-attachment", "if_a")),
    ('<userTask id="a" ', '<intermediateThrowEvent id="t" isForCompensation="true"/><userTask id="a" ', ("handler-without-event", "t")),
    (chain("a", "b"), chain("a", "b") + f'<intermediateCatchEvent id="c">{ALL}</intermediateCatchEvent>', ("unsupported-event", "c")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), WRONG)
def test_a_contradiction_is_a_finding(old: str, new: str, told: tuple[str, str]) -> None:
    assert told in after(old, new)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (f'"back">{ALL}', f'"back">{of("c")}', ("compensation-out-of-reach", "back")),
        (undo_user("c"), throw("in", of("a")), ("compensation-out-of-reach", "in")),
        (undo_user("c"), throw("in"), ("compensates-nothing", "in")),
        (undo_user("c"), undone_by("c", "undo_a"), ("compensation-without-handler", "if_c")),
        ('id="box" ', 'id="box" isForCompensation="true"', ("handler-without-event", "box")),
    ],
)
def test_a_contradiction_between_levels_is_a_finding(
    old: str, new: str, told: tuple[str, str]
) -> None:
    assert told in after(old, new, BOXED)


def test_a_handler_beside_and_one_inside_are_one_too_many() -> None:
    both = BOXED.replace(INNER, INNER + OWN) + undo_user("box")
    assert {rule for rule, _ in found(both)} == {"compensated-twice"}


def test_an_event_subprocess_is_no_compensation_activity() -> None:
    body = GOOD + OWN.replace(
        'triggeredByEvent="true"', 'triggeredByEvent="true" isForCompensation="1"'
    )
    assert ("unsupported-attribute", "own") in found(body)


def test_the_association_has_to_be_drawn() -> None:
    content = drawn(document(GOOD)).replace(b'bpmnElement="to_undo_a"', b'bpmnElement="nobody"')
    findings = SpiffEngine().check([ModelFile("x.bpmn", content)], topics={}).findings
    assert [one.element for one in findings if one.rule == "missing-drawing"] == ["if_a"]
