"""Builds the library's specification of a process straight from its drawing."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from app.engine import compensation_specs, event_specs, specs
from app.engine.compensation import catches_at_boundary, start_of_handler, throws_compensation
from app.engine.diagram import Node, ProcessDrawing
from app.engine.dialect import extensions_of
from app.engine.event_facts import (
    instantiates,
    is_parallel_start,
    known_events,
    links,
    needs_all,
    topic_of,
)
from app.engine.facts import TAKES_OVER, is_sent_off
from app.engine.loops import loop_of
from app.engine.names import bpmn, inside, part
from app.engine.specs import ProcessSpec

MAX_ELEMENTS = 2_000
"""Nodes of one process. Building is not recursive, so this bounds time, not the stack."""

Make = Callable[[ProcessSpec, str, Node], Any]


def build(drawing: ProcessDrawing) -> list[ProcessSpec]:
    """The specifications of the process, of its subprocesses and of loops, the process first.

    The library's own parser calls itself along the flows and ends at about 500 elements.
    """
    inner: dict[str | None, ProcessSpec] = {None: ProcessSpec(inside(drawing.id))}
    for node in drawing.nodes.values():
        if node.tag in CONTAINERS:
            inner[node.id] = ProcessSpec(inside(node.id))
    inner[None].undoing = undoing = ProcessSpec(f"{inside(drawing.id)}.undoing")
    undoing.by_turns = True
    bodies = _add_all(drawing, inner, undoing)
    for spec in inner.values():
        spec.aborting = compensation_specs.Aborting(spec).name
    for flow in drawing.flows.values():
        nodes = inner[drawing.nodes[flow.source].parent].task_specs
        source = _exit(nodes, inside(flow.source))
        for target in _targets(nodes, source, inside(flow.target)):
            source.connect(target)
    for source, target in links(drawing):
        nodes = inner[drawing.nodes[source].parent].task_specs
        nodes[inside(source)].connect(nodes[inside(target)])
    _begin(drawing, inner)
    _end(drawing, inner)
    return [*inner.values(), *bodies, undoing]


def _add_all(
    drawing: ProcessDrawing, inner: Mapping[str | None, ProcessSpec], undoing: ProcessSpec
) -> list[ProcessSpec]:
    """Make every node; gives the specifications of the trees that loops open."""
    attached: dict[str, list[Node]] = {}
    for node in drawing.nodes.values():
        if node.tag == "boundaryEvent" and not catches_at_boundary(node):
            attached.setdefault(node.attached_to, []).append(node)
    bodies: list[ProcessSpec] = []
    for node in drawing.nodes.values():
        if _is_handler(drawing, node):
            bodies += _add(node, undoing, inner, [])
        elif node.tag != "boundaryEvent":
            bodies += _add(node, inner[node.parent], inner, attached.get(node.id, []))
            if node.tag in REOPENED:
                REOPENED[node.tag](undoing, inside(node.id))
    return bodies


def entry(nodes: Mapping[str, Any], name: str) -> Any:
    """The node by which the library enters an element: one before it, where it has one."""
    return nodes.get(f"{name}.BoundaryEventSplit") or nodes.get(f"{name}.Gate") or nodes[name]


def _exit(nodes: Mapping[str, Any], name: str) -> Any:
    """The node by which a token leaves an element: where several events come together."""
    return nodes.get(f"{name}.After") or nodes[name]


def _targets(nodes: Mapping[str, Any], source: Any, name: str) -> list[Any]:
    """What a flow leads to: behind an event-based gateway every wait for itself."""
    found = entry(nodes, name)
    is_open = isinstance(source, event_specs.EventGateway) and found.name == f"{name}.Gate"
    return list(found.outputs) if is_open else [found]


def _waits(around: ProcessSpec, node: Node, make: Callable[[str], Any]) -> list[Any]:
    """A node for each event that an element waits for; several come together after it."""
    name, count = inside(node.id), len(known_events(node))
    if count < 2:
        return [make(name)]
    made = [make(part(name, number)) for number in range(count)]
    after = event_specs.After(around, f"{name}.After")
    for one in made:
        one.connect(after)
    return made


def _is_handler(drawing: ProcessDrawing, node: Node) -> bool:
    """Whether it is opened by a compensation alone."""
    return node.is_for_compensation or start_of_handler(drawing, node) is not None


def _add(
    node: Node,
    around: ProcessSpec,
    inner: Mapping[str | None, ProcessSpec],
    events: list[Node],
) -> Iterator[ProcessSpec]:
    """Make the node; gives the specification of the tree of its instances, if it is a loop."""
    name = inside(node.id)
    is_loop = loop_of(node.xml) is not None
    body = ProcessSpec(f"{name}.body") if is_loop else around
    made = NODES[node.tag](body, name, node)
    if node.tag in CONTAINERS:
        made.inner = inner[node.id]
    if is_loop:
        body.by_turns = True
        activity, made = made, specs.Loop(around, name)
        made.inner, made.activity = body, activity
        yield body
    if events:
        _attach(around, made, events)


def _attach(around: ProcessSpec, host: Any, events: list[Node]) -> None:
    opening = specs.Split(around, f"{host.name}.BoundaryEventSplit")
    opening.connect(host)
    for event in events:
        for wait in _waits(around, event, partial(_beside, around, event)):
            opening.connect(wait)


def _beside(around: ProcessSpec, event: Node, name: str) -> Any:
    return event_specs.Boundary(around, name, event_specs.ToldEvent(name), event.interrupts)


def _watch(drawing: ProcessDrawing, node: Node, around: ProcessSpec) -> None:
    """Let the event subprocess hang on a watch for its start event, beside the start events."""
    begun = around.task_specs[inside(node.id)]
    for start in drawing.inside_of(node.id):
        if start.tag == "startEvent":
            make = partial(event_specs.Watch, around, interrupts=start.interrupts)
            for watch in _waits(around, start, make):
                around.start.connect(watch)
            _exit(around.task_specs, inside(start.id)).connect(begun)
            if start.interrupts:
                # The token of the scope goes this way now; else it goes its own.
                begun.connect(around.end)


def _begin(drawing: ProcessDrawing, inner: Mapping[str | None, ProcessSpec]) -> None:
    """Lead each root to its start events; without any, to what no flow leads to."""
    arrivals = {flow.target for flow in drawing.flows.values()}
    roots: dict[str | None, list[Node]] = {}
    implied: dict[str | None, list[Node]] = {}
    for node in drawing.nodes.values():
        if node.tag == "startEvent" or instantiates(node):
            roots.setdefault(node.parent, []).append(node)
        elif node.id not in arrivals and _may_begin(node) and not _is_handler(drawing, node):
            implied.setdefault(node.parent, []).append(node)
    for parent, spec in inner.items():
        starts = roots.get(parent, [])
        for node in starts or implied.get(parent, []):
            spec.start.connect(entry(spec.task_specs, inside(node.id)))
        if starts:
            _choose(drawing, spec, starts)


def _choose(drawing: ProcessDrawing, spec: ProcessSpec, starts: list[Node]) -> None:
    """Say where else the tree may begin; usually at the first none start event, or at the first.

    Where a case is taken up again it usually does not begin.
    """
    ways: dict[str, str] = {}
    for start in starts:
        node = ways[inside(start.id)] = entry(spec.task_specs, inside(start.id)).name
        if start.tag == "eventBasedGateway":
            ways.update((inside(flow.target), node) for flow in drawing.outgoing(start.id))
    spec.start.ways = ways
    is_none = [one for one in starts if one.tag == "startEvent" and not one.event_definitions()]
    usual = [one for one in is_none if TAKES_OVER not in extensions_of(one.xml).properties]
    spec.start.usual = ways[inside((usual or is_none or starts)[0].id)]


def _end(drawing: ProcessDrawing, inner: Mapping[str | None, ProcessSpec]) -> None:
    """Lead what nothing follows to the end of its tree."""
    for node in drawing.nodes.values():
        if _is_handler(drawing, node) or catches_at_boundary(node):
            continue
        around = inner[node.parent]
        made = _exit(around.task_specs, inside(node.id))
        if node.is_event_subprocess:
            _watch(drawing, node, around)
        elif not made.outputs:
            made.connect(around.end)


def _may_begin(node: Node) -> bool:
    is_link_target = (
        node.tag == "intermediateCatchEvent"
        and node.xml.find(bpmn("linkEventDefinition")) is not None
    )
    return node.tag != "boundaryEvent" and not node.is_event_subprocess and not is_link_target


def _starting(around: ProcessSpec, name: str, node: Node) -> Any:
    """What a start event waits for has happened when it is reached; but not if it needs several."""
    if needs_all(node) and node.parent is None:
        return _catching(around, name, node)
    return event_specs.Start(around, name, NoneEventDefinition())


def _ending(around: ProcessSpec, name: str, node: Node) -> Any:
    if throws_compensation(node):
        return compensation_specs.Compensate(around, name)
    if topic_of(node):
        return specs.Job(around, name)
    ends_all = node.xml.find(bpmn("terminateEventDefinition")) is not None
    ending = event_specs.Terminate(description="Terminate") if ends_all else NoneEventDefinition()
    return event_specs.End(around, name, ending)


def _throwing(around: ProcessSpec, name: str, node: Node) -> Any:
    if throws_compensation(node):
        return compensation_specs.Compensate(around, name)
    if is_sent_off(node, node.extensions):
        return specs.Passage(around, name)
    return specs.Job(around, name) if topic_of(node) else event_specs.Throw(around, name)


def _catching(around: ProcessSpec, name: str, node: Node) -> Any:
    if node.xml.find(bpmn("linkEventDefinition")) is not None:
        return specs.Passage(around, name)
    waits = _waits(around, node, partial(_caught, around))
    if len(waits) == 1:
        return waits[0]
    gate = event_specs.Opening(around, f"{name}.Gate")
    for wait in waits:
        gate.connect(wait)
    return gate


def _caught(around: ProcessSpec, name: str) -> Any:
    return event_specs.Catch(around, name, event_specs.ToldEvent(name))


def _event_gateway(around: ProcessSpec, name: str, node: Node) -> Any:
    made = event_specs.EventGateway(around, name)
    made.is_parallel = is_parallel_start(node)
    return made


def _plain(kind: Callable[[ProcessSpec, str], Any]) -> Make:
    return lambda around, name, _: kind(around, name)


CONTAINERS = frozenset({"subProcess"})
"""Elements that hold others."""
REOPENED: Mapping[str, Callable[[ProcessSpec, str], Any]] = {
    "subProcess": compensation_specs.Reopened,
    "callActivity": compensation_specs.ReopenedCall,
}
"""Elements that are opened again to undo what was done in them."""
NODES: Mapping[str, Make] = {
    "startEvent": lambda around, name, node: _starting(around, name, node),
    "endEvent": lambda around, name, node: _ending(around, name, node),
    "userTask": _plain(specs.Person),
    "serviceTask": _plain(specs.Job),
    "task": _plain(specs.Passage),
    "manualTask": _plain(specs.Passage),
    "scriptTask": _plain(specs.Script),
    "businessRuleTask": _plain(specs.Rules),
    "exclusiveGateway": _plain(specs.Decision),
    "parallelGateway": _plain(specs.Fork),
    "inclusiveGateway": _plain(specs.Inclusive),
    "sendTask": lambda around, name, node: _throwing(around, name, node),
    "intermediateThrowEvent": lambda around, name, node: _throwing(around, name, node),
    "eventBasedGateway": lambda around, name, node: _event_gateway(around, name, node),
    "receiveTask": lambda around, name, node: event_specs.Receive(
        around, name, event_specs.ToldEvent(node.id)
    ),
    "subProcess": _plain(specs.Scope),
    "callActivity": _plain(specs.Call),
    "boundaryEvent": lambda around, name, node: _beside(around, node, name),
    "intermediateCatchEvent": lambda around, name, node: _catching(around, name, node),
}
"""Exactly the elements that run; the linter refused all others before."""
