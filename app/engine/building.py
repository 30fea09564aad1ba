"""Builds the library's specification of a process straight from its drawing."""

from collections.abc import Callable, Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from app.engine import specs
from app.engine.diagram import Node, ProcessDrawing
from app.engine.names import inside, split
from app.engine.specs import ProcessSpec

MAX_ELEMENTS = 2_000
"""Nodes of one process. Building is not recursive, so this bounds time, not the stack."""

Make = Callable[[ProcessSpec, str, Node], Any]


def build(drawing: ProcessDrawing) -> list[ProcessSpec]:
    """The specifications of the process and of its subprocesses, the process first.

    The library's own parser calls itself along the flows and ends at about 500 elements.
    """
    inner: dict[str | None, ProcessSpec] = {None: ProcessSpec(inside(drawing.id))}
    for node in drawing.nodes.values():
        if node.tag in CONTAINERS:
            inner[node.id] = ProcessSpec(inside(node.id))
    attached: dict[str, list[Node]] = {}
    for node in drawing.nodes.values():
        if node.tag == "boundaryEvent":
            attached.setdefault(node.attached_to, []).append(node)
    for node in drawing.nodes.values():
        if node.tag != "boundaryEvent":
            _add(node, inner, attached.get(node.id, []))
    for flow in drawing.flows.values():
        nodes = inner[drawing.nodes[flow.source].parent].task_specs
        nodes[inside(flow.source)].connect(entry(nodes, inside(flow.target)))
    _begin(drawing, inner)
    for node in drawing.nodes.values():
        around = inner[node.parent]
        made = around.task_specs[inside(node.id)]
        if len(made.outputs) == len(made.aside):
            made.aside += (around.end.name,)
            made.connect(around.end)
    return list(inner.values())


def entry(nodes: Mapping[str, Any], name: str) -> Any:
    """The node by which the library enters an element: its boundary split, where it has one."""
    return nodes.get(f"{name}.BoundaryEventSplit") or nodes[name]


def _add(node: Node, inner: Mapping[str | None, ProcessSpec], events: list[Node]) -> None:
    around, name = inner[node.parent], inside(node.id)
    made = NODES[node.tag](around, name, node)
    if node.tag in CONTAINERS:
        made.inner = inner[node.id]
    if events:
        _attach(around, made, events)


def _attach(around: ProcessSpec, host: Any, events: list[Node]) -> None:
    opening = specs.Split(around, f"{host.name}.BoundaryEventSplit")
    closing = specs.Rejoin(
        around, f"{host.name}.BoundaryEventJoin", split_task=opening.name, cancel=True
    )
    opening.connect(host)
    for part in (host, *(NODES[event.tag](around, inside(event.id), event) for event in events)):
        if part is not host:
            opening.connect(part)
        part.connect(closing)
        part.aside = (closing.name,)


def _begin(drawing: ProcessDrawing, inner: Mapping[str | None, ProcessSpec]) -> None:
    """Lead each root to its start events; without any, to what no flow leads to."""
    arrivals = {flow.target for flow in drawing.flows.values()}
    roots: dict[str | None, list[Node]] = {}
    implied: dict[str | None, list[Node]] = {}
    for node in drawing.nodes.values():
        if node.tag == "startEvent":
            roots.setdefault(node.parent, []).append(node)
        elif node.id not in arrivals and node.tag != "boundaryEvent":
            implied.setdefault(node.parent, []).append(node)
    for parent, spec in inner.items():
        for node in roots.get(parent) or implied.get(parent, []):
            spec.start.connect(entry(spec.task_specs, inside(node.id)))


def told(node: Node) -> Any:
    """The definition of an event: none, terminate, or one that fires when told."""
    kinds = [split(definition.tag)[1] for definition in node.event_definitions()]
    if "terminateEventDefinition" in kinds:
        return specs.Terminate(description="Terminate")
    return specs.ToldEvent(node.id) if kinds else NoneEventDefinition()


def _plain(kind: Callable[[ProcessSpec, str], Any]) -> Make:
    return lambda around, name, _: kind(around, name)


CONTAINERS = frozenset({"subProcess"})
"""Elements that hold others."""
NODES: Mapping[str, Make] = {
    "startEvent": lambda around, name, node: specs.Start(around, name, told(node)),
    "endEvent": lambda around, name, node: specs.End(around, name, told(node)),
    "userTask": _plain(specs.Person),
    "serviceTask": _plain(specs.Job),
    "task": _plain(specs.Passage),
    "manualTask": _plain(specs.Passage),
    "scriptTask": _plain(specs.Script),
    "businessRuleTask": _plain(specs.Rules),
    "exclusiveGateway": _plain(specs.Decision),
    "parallelGateway": _plain(specs.Fork),
    "subProcess": _plain(specs.Scope),
    "callActivity": _plain(specs.Call),
    "boundaryEvent": lambda around, name, node: specs.Boundary(
        around, name, told(node), node.interrupts
    ),
    "intermediateCatchEvent": lambda around, name, node: specs.Catch(around, name, told(node)),
}
"""Exactly the elements that run; the linter refused all others before."""
