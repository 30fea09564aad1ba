"""Checks compensation: that each handler has its event, and each throw something that it reaches.

BPMN 2.0.2, clauses 10.5.1 and 10.7.
"""

from collections.abc import Mapping, Set

from lxml import etree

from app.domain.field_names import field_named
from app.engine.compensation import (
    DEFINITION,
    associated,
    catches_at_boundary,
    named_activity,
    scopes_seen,
    start_of_handler,
    throws_compensation,
)
from app.engine.diagram import Node, ProcessDrawing
from app.engine.dialect import ACTIVITIES
from app.engine.lint.report import Report
from app.engine.names import bpmn


def lint_compensation(drawing: ProcessDrawing, report: Report) -> None:
    """One process, its subprocesses included."""
    partners, undoable = associated(drawing), undoable_in(drawing)
    _handlers(drawing, partners, report)
    _once(drawing, report)
    for flow in drawing.flows.values():
        ends = [drawing.nodes.get(flow.source), drawing.nodes.get(flow.target)]
        is_aside = any(node is not None and node.is_for_compensation for node in ends)
        if is_aside or (ends[0] is not None and catches_at_boundary(ends[0])):
            report.add("compensation-with-flow", flow)
    for node in drawing.nodes.values():
        definition = node.xml.find(bpmn(DEFINITION))
        if definition is not None:
            _attributes(node, definition, report)
        if throws_compensation(node):
            _throw(drawing, node, undoable, report)


def _handlers(drawing: ProcessDrawing, partners: Mapping[str, list[str]], report: Report) -> None:
    """Each event has one handler beside it, and each handler an event."""
    joined = {handler for found in partners.values() for handler in found}
    for node in drawing.nodes.values():
        if catches_at_boundary(node):
            found = partners.get(node.id, [])
            if len(found) != 1 or not _may_handle(drawing.nodes[found[0]], node):
                what = ", ".join(found) or "0"
                report.add("compensation-without-handler", node, what=what)
        host = drawing.nodes.get(node.attached_to)
        if node.tag == "boundaryEvent" and host is not None and host.is_for_compensation:
            report.add("handler-with-events", node, what=host.id)
        if not node.is_for_compensation:
            continue
        if node.is_event_subprocess:
            report.add("unsupported-attribute", node, what=field_named("isForCompensation"))
        elif node.id not in joined:
            report.add("handler-without-event", node)


def _may_handle(handler: Node, event: Node) -> bool:
    fits = handler.tag in ACTIVITIES and handler.parent == event.parent
    return fits and handler.is_for_compensation and handler.id != event.attached_to


def _once(drawing: ProcessDrawing, report: Report) -> None:
    """An activity is undone in one way."""
    seen: set[str] = set()
    for node in drawing.nodes.values():
        if catches_at_boundary(node):
            undone = node.attached_to
        elif start_of_handler(drawing, node) is not None:
            undone = node.parent or drawing.id
        else:
            continue
        if undone in seen:
            report.add("compensated-twice", node, what=undone)
        seen.add(undone)


def _attributes(node: Node, definition: etree._Element, report: Report) -> None:
    waits = str(definition.get("waitForCompletion", "true")).strip()
    if waits not in ("true", "1", "false", "0"):
        known = "true, false"
        what = field_named("waitForCompletion")
        report.add("bad-literal", node, what=what, value=waits, expected=known)
    if throws_compensation(node):
        return
    if definition.get("activityRef"):
        report.add("unsupported-attribute", node, what=field_named("activityRef"))
    if waits in ("false", "0"):
        report.add("unsupported-attribute", node, what=field_named("waitForCompletion"))


def _throw(drawing: ProcessDrawing, node: Node, undoable: Set[str], report: Report) -> None:
    """What it names, or else something, has to be there, in reach, and able to be undone."""
    seen = set(scopes_seen(drawing, node))
    name = named_activity(node)
    if not name:
        if not any(drawing.nodes[one].parent in seen for one in undoable):
            report.add("compensates-nothing", node)
        return
    activity = drawing.nodes.get(name)
    if activity is None or activity.tag not in ACTIVITIES or activity.parent not in seen:
        report.add("compensation-out-of-reach", node, what=name)
    elif name not in undoable:
        report.add("not-compensable", node, what=name)


def undoable_in(drawing: ProcessDrawing) -> set[str]:
    """The activities that something undoes: beside them, or in them; of calls nobody knows."""
    found: set[str] = set()
    for node in drawing.nodes.values():
        if catches_at_boundary(node):
            undone: str | None = node.attached_to
        elif start_of_handler(drawing, node) is not None:
            undone = node.parent
        else:
            undone = node.id if node.tag == "callActivity" else None
        # What is undone in a subprocess is undone with it, from inside.
        while undone is not None and undone not in found:
            activity = drawing.nodes.get(undone)
            if activity is None or not _is_activity(drawing, activity):
                break
            found.add(undone)
            undone = activity.parent
    return found


def _is_activity(drawing: ProcessDrawing, node: Node) -> bool:
    """Whether it can be undone at all: what undoes others cannot."""
    is_handler = node.is_for_compensation or start_of_handler(drawing, node) is not None
    return node.tag in ACTIVITIES and not is_handler
