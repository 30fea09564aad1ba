"""Checks events: what they refer to, and where they may stand."""

from app.engine.diagram import Declared, Node, ProcessDrawing
from app.engine.dialect import extensions_of
from app.engine.event_facts import KEY
from app.engine.expressions import is_expression
from app.engine.lint.report import Report
from app.engine.lint.written import check_feel
from app.engine.names import bpmn, split

ON_PROCESS = frozenset({"messageEventDefinition"})
"""Events that may begin a process."""


def lint_events(drawing: ProcessDrawing, report: Report) -> None:
    """One process, its subprocesses included."""
    for node in drawing.nodes.values():
        if node.is_event_subprocess:
            _event_subprocess(drawing, node, report)
        elif node.tag == "startEvent":
            _start(drawing, node, report)
        _message(drawing, node, report)
    for message in drawing.declared.values():
        if key := extensions_of(message.xml).properties.get(KEY):
            _key(key, message, report)


def _event_subprocess(drawing: ProcessDrawing, node: Node, report: Report) -> None:
    starts = [inner for inner in drawing.inside_of(node.id) if inner.tag == "startEvent"]
    if len(starts) != 1 or not starts[0].event_definitions():
        report.add("event-start", node)
    for flow in drawing.flows.values():
        if node.id in (flow.source, flow.target):
            report.add("event-subprocess-flow", flow)


def _start(drawing: ProcessDrawing, node: Node, report: Report) -> None:
    if drawing.is_watched(node):
        if node.xml.find(bpmn("errorEventDefinition")) is not None and not node.interrupts:
            report.add("error-not-interrupting", node)
        return
    if not node.interrupts:
        report.add("interrupting-start", node)
    for definition in node.event_definitions():
        local = split(definition.tag)[1]
        if node.parent is not None or local not in ON_PROCESS:
            report.add("event-start-outside", node, what=local)


def _message(drawing: ProcessDrawing, node: Node, report: Report) -> None:
    event = node.xml.find(bpmn("messageEventDefinition"))
    key = extensions_of(node.xml).properties.get(KEY, "")
    if event is None and node.tag != "receiveTask":
        if key:
            report.add("key-without-message", node)
        return
    reference = str((node.xml if event is None else event).get("messageRef", ""))
    message = drawing.declared.get(reference)
    if (reference or event is not None) and (message is None or not message.name):
        report.add("message-missing", node, what=reference or "?")
    if key:
        _key(key, node, report)


def _key(text: str, place: Node | Declared, report: Report) -> None:
    if is_expression(text):
        check_feel(text, KEY, place, report)
