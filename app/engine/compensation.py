"""What the drawing says of compensation: what undoes which activity, and what is thrown where.

BPMN 2.0.2, clauses 10.5.1, 10.7 and 13.5.5.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.identity import ElementId
from app.engine.diagram import Node, ProcessDrawing
from app.engine.names import bpmn

DEFINITION = "compensateEventDefinition"
THROWING = frozenset({"endEvent", "intermediateThrowEvent"})
Scope = ElementId | None
"""A subprocess; None for the process."""


@dataclass(frozen=True, slots=True)
class Handler:
    """What undoes an activity that has completed."""

    element: ElementId
    """The compensation activity, or the compensation event subprocess."""
    event: ElementId
    """The boundary or start event that catches the compensation."""
    is_inside: bool
    """An event subprocess of the activity itself, which sees the activities in it."""


@dataclass(frozen=True, slots=True)
class Compensation:
    """All of one process."""

    handlers: Mapping[Scope, Handler] = field(default_factory=dict)
    """By the activity that is undone; None: the process, where it is called."""
    thrown: Mapping[Scope, frozenset[ElementId] | None] = field(default_factory=dict)
    """By scope: the activities for which compensation may be thrown in it; None: for all."""

    def is_thrown(self, scope: Scope, activity: ElementId) -> bool:
        """Whether an event that sees the scope throws compensation for the activity."""
        if scope not in self.thrown:
            return False
        named = self.thrown[scope]
        return named is None or activity in named


def is_compensation(node: Node) -> bool:
    """Whether the event catches or throws a compensation."""
    return node.xml.find(bpmn(DEFINITION)) is not None


def catches_at_boundary(node: Node) -> bool:
    return node.tag == "boundaryEvent" and is_compensation(node)


def throws_compensation(node: Node) -> bool:
    return node.tag in THROWING and is_compensation(node)


def named_activity(node: Node) -> str:
    """The activity that a throwing event names; empty: all that it sees."""
    definition = node.xml.find(bpmn(DEFINITION))
    return "" if definition is None else str(definition.get("activityRef", "")).strip()


def start_of_handler(drawing: ProcessDrawing, node: Node) -> Node | None:
    """The compensation start event of an event subprocess, if it has one."""
    if not node.is_event_subprocess:
        return None
    found = (
        drawing.nodes.get(str(part.get("id"))) for part in node.xml.findall(bpmn("startEvent"))
    )
    return next((start for start in found if start is not None and is_compensation(start)), None)


def associated(drawing: ProcessDrawing) -> dict[str, list[str]]:
    """Compensation boundary events to the nodes that associations join them with."""
    found: dict[str, dict[str, None]] = {}
    events = {node.id for node in drawing.nodes.values() if catches_at_boundary(node)}
    for association in drawing.xml.getroottree().getroot().iter(bpmn("association")):
        ends = (str(association.get("sourceRef", "")), str(association.get("targetRef", "")))
        # An association has no direction of its own (8.4.1).
        for one, other in (ends, ends[::-1]):
            if one in events and other in drawing.nodes:
                found.setdefault(one, {})[other] = None
    return {event: list(others) for event, others in found.items()}


def scopes_seen(drawing: ProcessDrawing, node: Node) -> Iterator[Scope]:
    """The scopes whose activities a throwing event sees, its own first.

    Its own, and out of an event subprocess the one around that (10.5.1); out of one that undoes
    that scope nothing further: the scope has completed.
    """
    is_last = False
    while True:
        yield None if node.parent is None else ElementId(node.parent)
        above = drawing.nodes.get(node.parent or "")
        if is_last or above is None or not above.is_event_subprocess:
            return
        node, is_last = above, start_of_handler(drawing, above) is not None


def compensation_of(drawing: ProcessDrawing) -> Compensation:
    """The compensation of a process that the linter accepted."""
    handlers: dict[Scope, Handler] = {}
    partners = associated(drawing)
    thrown: dict[Scope, frozenset[ElementId] | None] = {}
    for node in drawing.nodes.values():
        if catches_at_boundary(node):
            for handler in partners.get(node.id, []):
                activity = ElementId(node.attached_to)
                handlers[activity] = Handler(ElementId(handler), ElementId(node.id), False)
        elif (start := start_of_handler(drawing, node)) is not None:
            scope = None if node.parent is None else ElementId(node.parent)
            handlers.setdefault(scope, Handler(ElementId(node.id), ElementId(start.id), True))
        elif throws_compensation(node):
            name = named_activity(node)
            for scope in scopes_seen(drawing, node):
                known = thrown.get(scope, frozenset())
                all_of_it = known is None or not name
                thrown[scope] = None if all_of_it else (known or frozenset()) | {ElementId(name)}
    return Compensation(handlers, thrown)
