"""Checks activities that run several times: how often, over what, until when."""

from app.domain.element_names import kind_named
from app.domain.field_names import field_named
from app.engine.diagram import Node, ProcessDrawing
from app.engine.dialect import ACTIVITIES
from app.engine.expressions import is_expression
from app.engine.lint.report import Report
from app.engine.lint.written import check_feel
from app.engine.loops import MAX_TURNS, Loop, loop_of


def lint_loops(drawing: ProcessDrawing, report: Report) -> None:
    """Multi-instance activities and standard loops of one process."""
    for node in drawing.nodes.values():
        loop = loop_of(node.xml)
        if loop is None:
            continue
        if node.tag not in ACTIVITIES or node.is_event_subprocess:
            report.add("unsupported-part", node, what=kind_named("loopCharacteristics"))
        elif loop.is_standard:
            _standard(node, loop, report)
        else:
            _several(node, loop, report)


def _standard(node: Node, loop: Loop, report: Report) -> None:
    if not loop.condition and not loop.maximum:
        report.add("loop-without-end", node)
    if loop.condition:
        check_feel(loop.condition, field_named("loopCondition"), node, report)
    _number(loop.maximum, "loopMaximum", node, report)


def _several(node: Node, loop: Loop, report: Report) -> None:
    if bool(loop.cardinality) == bool(loop.collection):
        report.add("loop-number", node)
    if loop.item and not loop.collection:
        report.add("unsupported-attribute", node, what=field_named("elementVariable"))
    if bool(loop.output) != bool(loop.output_item):
        report.add("loop-output", node)
    _number(loop.cardinality, "loopCardinality", node, report)
    for what, text in (("collection", loop.collection), ("completionCondition", loop.until)):
        if text:
            check_feel(text, field_named(what), node, report)


def _number(text: str, what: str, node: Node, report: Report) -> None:
    if is_expression(text):
        check_feel(text, field_named(what), node, report)
    elif text and not text.isdecimal():
        report.add("bad-literal", node, what=field_named(what), value=text, expected="3, =…")
    elif text and what == "loopCardinality" and int(text) > MAX_TURNS:
        report.add("loop-too-large", node, count=text, limit=MAX_TURNS)
