"""Checks events: what they refer to, and where they may stand."""

from app.domain.element_names import kind_named
from app.domain.field_names import field_named
from app.engine.diagram import Declared, Node, ProcessDrawing
from app.engine.dialect import extensions_of
from app.engine.event_facts import KEY, instantiates, needs_all, text_of, topic_of
from app.engine.expressions import is_expression
from app.engine.lint.report import Report
from app.engine.lint.written import check_feel
from app.engine.names import bpmn, split

ON_PROCESS = frozenset(
    {"messageEventDefinition", "signalEventDefinition", "timerEventDefinition"}
    | {"conditionalEventDefinition"}  # refused with a reason of its own
)
"""Events that may begin a process."""


def lint_events(drawing: ProcessDrawing, report: Report) -> None:
    """One process, its subprocesses included."""
    for node in drawing.nodes.values():
        if node.is_event_subprocess:
            _event_subprocess(drawing, node, report)
        elif node.tag == "startEvent":
            _start(drawing, node, report)
        _message(drawing, node, report)
        _references(drawing, node, report)
        if node.tag == "eventBasedGateway":
            _gateway(drawing, node, report)
    _links(drawing, report)
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
        if _has(node, "error") and not node.interrupts:
            report.add("error-not-interrupting", node)
        return
    if not node.interrupts:
        report.add("interrupting-start", node)
    for definition in node.event_definitions():
        local = split(definition.tag)[1]
        if node.parent is not None or local not in ON_PROCESS:
            report.add("event-start-outside", node, what=kind_named(local))


def _has(node: Node, kind: str) -> bool:
    return node.xml.find(bpmn(f"{kind}EventDefinition")) is not None


def _message(drawing: ProcessDrawing, node: Node, report: Report) -> None:
    key = node.extensions.properties.get(KEY, "")
    is_task = node.tag in ("receiveTask", "sendTask")
    events = [node.xml] if is_task else node.xml.findall(bpmn("messageEventDefinition"))
    if not events and key:
        report.add("key-without-message", node)
    elif key:
        _key(key, node, report)
    for event in events:
        reference = str(event.get("messageRef", ""))
        message = drawing.declared.get(reference)
        must_name = not is_task or node.tag == "sendTask" or instantiates(node)
        if topic_of(node) and not reference:
            continue
        if (reference or must_name) and (message is None or not message.name):
            report.add("message-missing", node, what=reference or "?")
        own = extensions_of(event).properties.get(KEY, "")
        if own and not is_task:
            _key(own, node, report)


def _references(drawing: ProcessDrawing, node: Node, report: Report) -> None:
    """Signals, errors, escalations and conditions that an event names."""
    throws = node.tag in ("endEvent", "intermediateThrowEvent")
    for kind in ("signal", "error", "escalation"):
        for definition in node.xml.findall(bpmn(f"{kind}EventDefinition")):
            reference = str(definition.get(f"{kind}Ref", ""))
            declared = drawing.declared.get(reference)
            # Errors that are caught are looked at with the boundary events.
            is_needed = kind == "signal" or throws
            if (is_needed or (reference and kind != "error")) and (
                declared is None or not declared.known_as
            ):
                rule = "signal-missing" if kind == "signal" else "event-without-name"
                report.add(rule, node, what=reference or "?")
    for condition in node.xml.findall(bpmn("conditionalEventDefinition")):
        inner = condition.find(bpmn("condition"))
        text = "" if inner is None else text_of(inner)
        if text:
            check_feel(text, field_named("condition"), node, report)
        else:
            report.add("condition-missing", node)


BEHIND_GATEWAY = frozenset(
    {
        "messageEventDefinition",
        "timerEventDefinition",
        "signalEventDefinition",
        "conditionalEventDefinition",
    }
)


def _gateway(drawing: ProcessDrawing, node: Node, report: Report) -> None:
    """Only events may follow, each after this gateway alone (10.6.6)."""
    for flow in drawing.outgoing(node.id):
        target = drawing.nodes.get(flow.target)
        if target is None:
            continue
        kinds = {split(part.tag)[1] for part in target.event_definitions()}
        waits = target.tag == "receiveTask" or (
            target.tag == "intermediateCatchEvent"
            and kinds <= BEHIND_GATEWAY
            and not needs_all(target)
        )
        has_boundary = any(one.attached_to == target.id for one in drawing.nodes.values())
        arrivals = sum(one.target == target.id for one in drawing.flows.values())
        if not waits or has_boundary or arrivals > 1 or flow.condition is not None:
            report.add("event-gateway-target", target)


def _links(drawing: ProcessDrawing, report: Report) -> None:
    """Each throwing link meets exactly one catching link of its name and scope (10.5.6)."""
    caught: dict[tuple[str | None, str], int] = {}
    thrown: set[tuple[str | None, str]] = set()
    nodes = [
        (node, str(link.get("name", "")).strip())
        for node in drawing.nodes.values()
        if (link := node.xml.find(bpmn("linkEventDefinition"))) is not None
    ]
    for node, name in nodes:
        if node.tag == "intermediateCatchEvent":
            caught[node.parent, name] = caught.get((node.parent, name), 0) + 1
        else:
            thrown.add((node.parent, name))
    for node, name in nodes:
        is_catch = node.tag == "intermediateCatchEvent"
        meets = (node.parent, name) in thrown if is_catch else True
        if not name or not meets or caught.get((node.parent, name), 0) != 1:
            report.add("link-without-pair", node, what=name or "?")


def _key(text: str, place: Node | Declared, report: Report) -> None:
    if is_expression(text):
        check_feel(text, field_named(KEY), place, report)
