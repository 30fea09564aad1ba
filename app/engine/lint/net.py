"""The token net of one scope: what its gateways do with tokens, without any data.

Conditions are left open: a split may take any way that the standard allows. So what is found to go
wrong here goes wrong on some path of the drawing, and a path that data never allow counts, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.engine.diagram import Node, ProcessDrawing
from app.engine.event_facts import instantiates, is_parallel_start
from app.engine.names import bpmn

Split = Literal["all", "one", "some"]
ENDS_SCOPE = ("terminateEventDefinition", "errorEventDefinition", "cancelEventDefinition")


@dataclass(slots=True)
class Place:
    """A node as the net knows it; `entering` and `leaving` are numbers of its flows."""

    id: str
    joins: Split = "one"
    """`all`: a token from each flow; `some`: inclusive; `one`: each token by itself."""
    splits: Split = "all"
    entering: list[int] = field(default_factory=list)
    leaving: list[int] = field(default_factory=list)
    exits: list[list[int]] = field(default_factory=list)
    """Instead of `leaving`: the flows of an interrupting boundary event."""
    beside: list[list[int]] = field(default_factory=list)
    """Besides: the flows of boundary events that do not interrupt."""
    default: int | None = None
    """Of a split into some: taken where no other flow is."""
    always: list[int] = field(default_factory=list)
    """Of a split into some: flows without a condition."""
    clears: bool = False
    is_start: bool = False
    is_end: bool = False
    """Takes every token by itself and gives none on."""


def places_of(
    drawing: ProcessDrawing, scope: str | None, linked: Sequence[tuple[str, str]]
) -> list[Place]:
    """The nodes of one scope, joined by flows that bear numbers; `linked` by link events."""
    inside = {node.id: node for node in drawing.inside_of(scope)}
    flows = [f for f in drawing.flows.values() if f.source in inside and f.target in inside]
    flows = [f for f in flows if inside[f.target].tag not in ("startEvent", "boundaryEvent")]
    by_source: dict[str, list[int]] = {}
    defaults: dict[str, int] = {}
    open_ways: dict[str, list[int]] = {}
    places = {node.id: _place(node) for node in inside.values() if node.tag != "boundaryEvent"}
    guarded: set[str] = set()
    for number, flow in enumerate(flows):
        by_source.setdefault(flow.source, []).append(number)
        places[flow.target].entering.append(number)
        if flow.id == inside[flow.source].attribute("default"):
            defaults[flow.source] = number
        elif flow.condition is None:
            open_ways.setdefault(flow.source, []).append(number)
        if flow.condition is not None or flow.source in defaults:
            guarded.add(flow.source)
    for node in inside.values():
        out = by_source.get(node.id, [])
        host = places.get(node.attached_to)
        if node.tag == "boundaryEvent":
            if host is not None and node.xml.find(bpmn("compensateEventDefinition")) is None:
                (host.exits if node.interrupts else host.beside).append(out)
            continue
        place = places[node.id]
        place.leaving = out
        place.is_end = not out and place.joins == "one"
        if node.id in guarded and place.splits == "all" and node.tag != "parallelGateway":
            place.splits = "some"
            place.always = open_ways.get(node.id, [])
        place.default = defaults.get(node.id)
    jumps = [(source, target) for source, target in linked if source in inside]
    for number, (source, target) in enumerate(jumps, len(flows)):
        places[source].leaving.append(number)
        places[source].is_end = False
        places[target].entering.append(number)
    return list(places.values())


def _place(node: Node) -> Place:
    match node.tag:
        case "parallelGateway":
            return Place(node.id, joins="all")
        case "eventBasedGateway":
            splits: Split = "all" if is_parallel_start(node) else "one"
            return Place(node.id, splits=splits, is_start=instantiates(node))
        case "exclusiveGateway":
            return Place(node.id, splits="one")
        case "inclusiveGateway" | "complexGateway":
            return Place(node.id, joins="some", splits="some")
        case "startEvent":
            return Place(node.id, is_start=True)
        case "endEvent":
            clears = any(node.xml.find(bpmn(tag)) is not None for tag in ENDS_SCOPE)
            return Place(node.id, clears=clears)
        case _:
            return Place(node.id, is_start=instantiates(node))
