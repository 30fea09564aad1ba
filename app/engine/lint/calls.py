"""Checks call activities: whom they call, how, and what they pass."""

from collections.abc import Mapping

from app.domain.field_names import field_named
from app.engine.calls import BINDINGS, START, Call, call_of
from app.engine.diagram import Node, ProcessDrawing
from app.engine.expressions import is_expression
from app.engine.lint.report import Report
from app.engine.lint.several import lint_called_start
from app.engine.lint.written import check_feel


def lint_called(
    drawing: ProcessDrawing, beside: Mapping[str, ProcessDrawing], report: Report
) -> None:
    """The call activities of one process; `beside` are the processes deployed together."""
    for node in drawing.nodes.values():
        if node.tag == "callActivity":
            _call(node, beside, report)
        elif start := node.extensions.properties.get(START):
            report.add("call-start", node, what=start)


def _call(node: Node, beside: Mapping[str, ProcessDrawing], report: Report) -> None:
    extensions = node.extensions
    call = call_of(node.xml, extensions)
    binding = extensions.get("calledElementBinding")
    if binding and binding not in BINDINGS:
        expected = ", ".join(BINDINGS)
        what = field_named("calledElementBinding")
        report.add("bad-literal", node, what=what, value=binding, expected=expected)
    if not call.element:
        report.add("call-without-process", node)
    elif is_expression(call.element):
        check_feel(call.element, field_named("calledElement"), node, report)
    elif call.binding == "deployment" and call.element not in beside:
        known = ", ".join(sorted(beside))
        report.add("unknown-process", node, what=call.element, known=known)
    lint_called_start(node, call.start or "", beside.get(call.element), report)
    _version(node, call, report)
    for part in (*call.inputs, *call.outputs):
        if part.expression:
            check_feel(part.expression, part.target, node, report, line=part.line)


def _version(node: Node, call: Call, report: Report) -> None:
    what = field_named("calledElementVersion")
    if is_expression(call.version):
        check_feel(call.version, what, node, report)
    elif call.version and not call.version.isdecimal():
        report.add("bad-literal", node, what=what, value=call.version, expected="3, =…")
    elif call.binding == "version" and not call.version:
        report.add("call-without-version", node)
    elif call.version and call.binding != "version":
        report.add("unsupported-attribute", node, what=what)
