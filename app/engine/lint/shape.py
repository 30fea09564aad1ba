"""Checks how a drawing hangs together: ids, starts, ends, flows, gateways, boundary events."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from app.domain.element_names import kind_named
from app.domain.field_names import beside
from app.engine.building import CONTAINERS, MAX_ELEMENTS
from app.engine.compensation import catches_at_boundary
from app.engine.diagram import Flow, Node, ProcessDrawing
from app.engine.dialect import ACTIVITIES
from app.engine.event_facts import instantiates, links
from app.engine.lint.constructs import spot
from app.engine.lint.report import Report
from app.engine.names import BPMN, bpmn, split
from app.engine.support import NODE_TAGS

HOSTS = frozenset(
    {"userTask", "serviceTask", "sendTask", "receiveTask", "subProcess", "callActivity"}
)
CHOOSING = ACTIVITIES | {"exclusiveGateway", "inclusiveGateway"}
"""Elements whose outgoing flows may bear conditions, and one of which may be the default."""


NAMED = NODE_TAGS | {"process", "sequenceFlow"}
_ID = re.compile(r"[^\W\d][\w.\-·]*")
"""As XML wants an id. A `/` parts the calls on the way to an element."""


def lint_ids(root: etree._Element, report: Report) -> None:
    """Ids of the whole file: present on nodes, and unique."""
    seen: Counter[str] = Counter()
    for xml in root.iter():
        namespace, local = split(xml.tag)
        if namespace != BPMN:
            continue
        element_id = str(xml.get("id", ""))
        if not element_id and local == "process":
            report.add("process-without-id", spot(xml))
        elif not element_id and local in NODE_TAGS:
            report.add("missing-id", spot(xml), what=kind_named(local))
        elif element_id:
            if local in NAMED and not _ID.fullmatch(element_id):
                report.add("bad-id", spot(xml), what=element_id)
            seen[element_id] += 1
            if seen[element_id] == 2:
                report.add("duplicate-id", spot(xml), what=element_id)


def lint_shape(drawing: ProcessDrawing, report: Report) -> None:
    """One process, its subprocesses included."""
    if len(drawing.nodes) > MAX_ELEMENTS:
        report.add("too-many-elements", drawing, count=len(drawing.nodes), limit=MAX_ELEMENTS)
    _starts_and_ends(drawing, None, report)
    for flow in drawing.flows.values():
        _flow(drawing, flow, report)
    for node in drawing.nodes.values():
        above = drawing.nodes.get(node.parent or "")
        if node.parent is not None and (above is None or above.tag not in CONTAINERS):
            report.add("misplaced-element", node, what=node.parent or "?")
        if node.tag == "subProcess":
            _starts_and_ends(drawing, node, report)
        if node.tag == "boundaryEvent":
            _boundary(drawing, node, report)
        _leaving(drawing, node, report)
    reached = set(_reached(drawing))
    for node in drawing.nodes.values():
        if node.id not in reached and node.tag != "startEvent":
            report.add("unreachable-element", node)


def _starts_and_ends(drawing: ProcessDrawing, scope: Node | None, report: Report) -> None:
    nodes = list(drawing.inside_of(None if scope is None else scope.id))
    starts = [node for node in nodes if node.tag == "startEvent"]
    place = drawing if scope is None else scope
    if not starts and not any(map(instantiates, nodes)):
        report.add("missing-start", place)
    # Those of a process are alternatives; a subprocess has a unique one (13.3.4).
    for extra in starts[1:] if scope is not None else ():
        report.add("several-starts", extra)
    if not any(node.tag == "endEvent" for node in nodes):
        report.add("missing-end", place)


def _flow(drawing: ProcessDrawing, flow: Flow, report: Report) -> None:
    source, target = drawing.nodes.get(flow.source), drawing.nodes.get(flow.target)
    if source is None or target is None:
        missing = flow.source if source is None else flow.target
        report.add("broken-flow", flow, detail=f"? {missing}")
    elif source.parent != target.parent:
        report.add("broken-flow", flow, detail=f"{source.parent or drawing.id} → {target.parent}")
    elif target.tag in ("startEvent", "boundaryEvent"):
        report.add("broken-flow", flow, detail=beside(kind_named(target.tag), f"→ {target.id}"))
    elif source.tag == "endEvent":
        report.add("broken-flow", flow, detail=beside(kind_named(source.tag), f"{source.id} →"))
    if flow.condition is not None and (source is None or source.tag not in CHOOSING):
        report.add("conditional-flow", flow)


def _boundary(drawing: ProcessDrawing, node: Node, report: Report) -> None:
    host = drawing.nodes.get(node.attached_to)
    hosts = ACTIVITIES if catches_at_boundary(node) else HOSTS
    fits = host is not None and host.tag in hosts and host.parent == node.parent
    if host is None or not fits or host.is_event_subprocess:
        report.add("bad-attachment", node, what=node.attached_to or "?")
    errors = node.xml.findall(bpmn("errorEventDefinition"))
    if errors and not node.interrupts:
        report.add("error-not-interrupting", node)
    for reference in (str(error.get("errorRef", "")) for error in errors):
        # Without a reference the event catches every error, as the standard says.
        if reference and not drawing.errors.get(reference):
            report.add("unknown-error-reference", node, what=reference)


def _leaving(drawing: ProcessDrawing, node: Node, report: Report) -> None:
    leaving = drawing.outgoing(node.id)
    if not leaving and node.tag != "endEvent" and not _needs_no_flow(node):
        report.add("dead-end", node)
    if node.tag not in CHOOSING:
        return
    default = node.attribute("default")
    if default and default not in {flow.id for flow in leaving}:
        report.add("unknown-default", node, what=default)
    for flow in leaving:
        if flow.id == default and flow.condition is not None:
            report.add("default-with-condition", flow)
        if flow.id != default and flow.condition is None and _must_choose(node, leaving):
            report.add("flow-without-condition", flow)


def _needs_no_flow(node: Node) -> bool:
    """What is joined to the rest by something else than flows: an event, an association, a name."""
    return (
        node.attribute("triggeredByEvent") == "true"
        or node.is_for_compensation
        or catches_at_boundary(node)
        or node.xml.find(bpmn("linkEventDefinition")) is not None
    )


def _must_choose(node: Node, leaving: tuple[Flow, ...]) -> bool:
    """Whether a flow without a condition would always win over those after it."""
    return node.tag == "exclusiveGateway" and len(leaving) > 1


def _reached(drawing: ProcessDrawing) -> Iterator[str]:
    """Ids that a token can come to from the start of the process."""
    later: dict[str, list[str]] = {}
    for flow in drawing.flows.values():
        later.setdefault(flow.source, []).append(flow.target)
    for node in drawing.nodes.values():
        if node.tag == "boundaryEvent":
            later.setdefault(node.attached_to, []).append(node.id)
    for source, target in links(drawing):
        later.setdefault(source, []).append(target)
    waiting, seen = [*_first(drawing, None)], set[str]()
    while waiting:
        found = waiting.pop()
        if found in seen or found not in drawing.nodes:
            continue
        seen.add(found)
        yield found
        waiting += [*later.get(found, []), *_first(drawing, found)]


def _first(drawing: ProcessDrawing, scope: str | None) -> Iterator[str]:
    """Where a scope begins, and what an event or a compensation may begin in it at any time."""
    nodes = list(drawing.inside_of(scope))
    if not nodes:
        return
    has_start = any(node.tag == "startEvent" or instantiates(node) for node in nodes)
    targets = {flow.target for flow in drawing.flows.values()}
    for node in nodes:
        is_free = not has_start and node.id not in targets and node.tag != "boundaryEvent"
        is_handler = node.is_event_subprocess or node.is_for_compensation
        if node.tag == "startEvent" or instantiates(node) or is_free or is_handler:
            yield node.id
