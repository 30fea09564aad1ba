"""Every expression of a process, and which names it sees besides the variables of the process."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from app.domain.field_names import field_named
from app.domain.texts import Text
from app.engine.calls import call_of
from app.engine.compensation import associated
from app.engine.diagram import Flow, Node, ProcessDrawing
from app.engine.dialect import Extensions
from app.engine.expressions import is_expression
from app.engine.facts import form_path
from app.engine.lint.results import Beside, payload_of, results_of
from app.engine.names import bpmn, split

LOOP = frozenset({"loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances"})
READ_ATTRIBUTES = (
    "assignee", "candidateGroups", "candidateUsers", "dueDate", "followUpDate", "priority",
    "decisionRef",
)  # fmt: skip
ACTOR = "actor"
"""The person who completes the task: known while its answers are mapped."""
WITH_RESULTS = frozenset({"userTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask"})


@dataclass(frozen=True, slots=True)
class Read:
    """An expression, where it stands, and what it sees besides the process."""

    text: str
    what: str | Text
    place: Node | Flow
    line: int
    local: frozenset[str]


Handled = Mapping[str, Sequence[Node]]
"""Compensation activity to the activities that it undoes."""


def reads_of(drawing: ProcessDrawing, beside: Beside) -> Iterator[Read]:
    handled = _handled(drawing)
    for flow in drawing.flows.values():
        source = drawing.nodes.get(flow.source)
        if flow.condition is not None and source is not None:
            local = _around(drawing, source, handled)
            yield Read(flow.condition, field_named("condition"), flow, flow.line, local)
    for node in drawing.nodes.values():
        yield from _node_reads(drawing, node, beside, handled)


def _node_reads(
    drawing: ProcessDrawing, node: Node, beside: Beside, handled: Handled
) -> Iterator[Read]:
    extensions = node.extensions
    outer = _around(drawing, node, handled)
    inner = outer | _turn(node) | {mapped.name for mapped in extensions.inputs}
    yield from _mapped(node, extensions, inner, beside)
    for name in READ_ATTRIBUTES:
        if is_expression(text := extensions.get(name)):
            yield Read(text, field_named(name), node, node.line, inner)
    if node.tag == "callActivity":
        for part in call_of(node.xml, extensions).inputs:
            if text := part.expression or part.source:
                yield Read(text, part.target, node, part.line, inner)
    model = beside.decisions.get(extensions.get("decisionRef"))
    for needed in () if model is None else model.inputs_of(extensions.get("decisionRef")):
        yield Read(needed.name, field_named("decisionRef"), node, node.line, inner)
    script = node.xml.find(bpmn("script"))
    if script is not None:
        yield Read(_text(script), field_named("script"), node, node.line, inner)
    for definition in node.event_definitions():
        yield from _event(node, definition, outer)
    form = beside.forms.get(form_path(extensions)) if node.tag == "userTask" else None
    for name in sorted(form.reads - form.keys) if form is not None else ():
        yield Read(name, form_path(extensions), node, node.line, inner)


def _mapped(
    node: Node, extensions: Extensions, inner: frozenset[str], beside: Beside
) -> Iterator[Read]:
    for mapped in extensions.inputs:
        if is_expression(mapped.source):
            yield Read(mapped.source, mapped.name, node, mapped.line, inner)
    results = results_of(node, extensions, beside)[0] if node.tag in WITH_RESULTS else set()
    seen = inner | results | payload_of(node, beside)[0]
    if node.tag == "userTask":
        seen |= {ACTOR}
    for mapped in extensions.outputs:
        if is_expression(mapped.source):
            yield Read(mapped.source, mapped.name, node, mapped.line, seen)


def _event(node: Node, definition: etree._Element, outer: frozenset[str]) -> Iterator[Read]:
    for part in definition:
        tag, text = split(part.tag)[1], _text(part)
        if tag == "condition" or (tag.startswith("time") and is_expression(text)):
            yield Read(text, field_named(tag), node, node.line, outer)


def _text(part: etree._Element) -> str:
    return "".join(map(str, part.itertext())).strip()


def _handled(drawing: ProcessDrawing) -> Handled:
    found: dict[str, list[Node]] = {}
    for event, handlers in associated(drawing).items():
        undone = drawing.nodes.get(drawing.nodes[event].attached_to)
        if undone is not None:
            for handler in handlers:
                found.setdefault(handler, []).append(undone)
    return found


def _around(drawing: ProcessDrawing, node: Node, handled: Handled) -> frozenset[str]:
    """What an element sees of the subprocesses around it: their inputs and their turn.

    A compensation activity sees, too, what the activity that it undoes had for itself.
    """
    found: set[str] = set()
    for undone in handled.get(node.id, ()):
        found |= _turn(undone)
        if undone.tag == "subProcess":
            found |= {mapped.name for mapped in undone.extensions.inputs}
    at = drawing.nodes.get(node.parent or "")
    while at is not None:
        found |= {mapped.name for mapped in at.extensions.inputs} | _turn(at)
        at = drawing.nodes.get(at.parent or "")
    return frozenset(found)


def _turn(node: Node) -> frozenset[str]:
    """What each instance of a loop or multi-instance activity has for itself."""
    found: set[str] = set()
    for tag in ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"):
        loop = node.xml.find(bpmn(tag))
        if loop is None:
            continue
        found |= LOOP
        for name, value in loop.attrib.items():
            if split(name)[1] in ("elementVariable", "elementIndexVariable"):
                found.add(str(value))
        for item in loop.iter(bpmn("inputDataItem")):
            found |= {str(item.get("name") or ""), str(item.get("id") or "")} - {""}
    return frozenset(found)
