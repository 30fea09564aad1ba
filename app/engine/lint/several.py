"""Checks elements with several events, and what begins a process: that nothing contradicts."""

from collections.abc import Iterator

from lxml import etree

from app.domain.element_names import kind_named, listed
from app.domain.field_names import beside, field_named
from app.domain.texts import Text
from app.engine.diagram import Node, ProcessDrawing
from app.engine.dialect import extensions_of
from app.engine.event_facts import (
    THROWING,
    Event,
    events_of,
    instantiates,
    needs_all,
)
from app.engine.expressions import compiled, is_expression
from app.engine.facts import OFFICE, TAKES_OVER
from app.engine.lint.report import Report
from app.engine.lint.variables import PLATFORM
from app.engine.names import split
from app.feel import FeelError

ENDS_PATH = frozenset({"terminate", "error", "cancel"})
"""Events of which an end event throws one at most: each ends what the others would still do."""
AT_ONCE = frozenset({"error", "cancel", "compensate"})
"""Events whose activity is over the moment they happen."""
BY_THEMSELVES = frozenset({"timer", "conditional"})
"""Events that begin a case of which nobody says whose it is."""
CASE_ONLY = frozenset({"deadline", "age_at"})
"""Functions that are bound to a case."""


def lint_several(drawing: ProcessDrawing, report: Report) -> None:
    """One process, its subprocesses included."""
    for node in drawing.nodes.values():
        definitions = node.event_definitions()
        if len(definitions) > 1:
            _several(drawing, node, definitions, report)
        elif node.attribute("parallelMultiple").strip() in ("true", "1"):
            report.add("parallel-multiple-single", node)
        if node.tag in ("receiveTask", "eventBasedGateway"):
            _instantiates(drawing, node, report)
    plain = plain_starts(drawing)
    for extra in plain[1:]:
        report.add("which-start", extra, what=_ids(plain), usual=plain[0].id)
    _beginnings(drawing, report)
    _offices(drawing, report)


def plain_starts(drawing: ProcessDrawing) -> list[Node]:
    """Start events of the process that wait for nothing, but for where cases are taken up again."""
    return [
        node
        for node in drawing.inside_of(None)
        if node.tag == "startEvent"
        and not node.event_definitions()
        and TAKES_OVER not in node.extensions.properties
    ]


def lint_called_start(
    node: Node, start: str, called: ProcessDrawing | None, report: Report
) -> None:
    """Where the process begins that a call activity calls; `called`: None if it is not here."""
    plain = [] if called is None else plain_starts(called)
    if start and called is not None and start not in {one.id for one in plain}:
        report.add("call-start", node, what=start)
    elif not start and len(plain) > 1:
        report.add("which-start", node, what=_ids(plain), usual=plain[0].id)


def _ids(nodes: list[Node]) -> str:
    return ", ".join(node.id for node in nodes)


def _kind(definition: etree._Element) -> str:
    return split(definition.tag)[1].removesuffix("EventDefinition")


def _several(
    drawing: ProcessDrawing, node: Node, definitions: list[etree._Element], report: Report
) -> None:
    kinds = [_kind(definition) for definition in definitions]
    by_job = [d for d in definitions if extensions_of(d).get("type") == "external"]
    ending = [kind for kind in kinds if kind in ENDS_PATH] if node.tag in THROWING else []
    undoing = kinds.count("compensate")
    clashes = len(ending) > 1 or len(by_job) > 1 or undoing > 1
    clashes = clashes or bool(by_job and (ending or undoing))
    # What an activity is undone by is joined to it by no flow, so nothing else may lead there.
    if clashes or "link" in kinds or (undoing and node.tag not in THROWING):
        report.add("events-contradict", node, what=listed([kind_named(kind) for kind in kinds]))
    for kind in sorted(AT_ONCE.intersection(kinds)) if needs_all(node) else ():
        report.add("parallel-multiple-event", node, what=kind_named(kind))
    seen: set[Event] = set()
    for event in events_of(node, drawing.declared):
        if event in seen:
            report.add("event-repeated", node, what=_shown(event))
        seen.add(event)


def _shown(event: Event) -> Text:
    what = event.name or (event.timer.text if event.timer else "") or event.condition
    kind = kind_named(event.kind)
    return beside(kind, what) if what else kind


def _instantiates(drawing: ProcessDrawing, node: Node, report: Report) -> None:
    """A gateway or task that begins a process stands where nothing leads to it."""
    if instantiates(node):
        if node.parent is not None or any(f.target == node.id for f in drawing.flows.values()):
            report.add("instantiate-place", node)
    elif node.attribute("eventGatewayType") == "Parallel":
        report.add("parallel-event-gateway", node)
    if node.attribute("eventGatewayType") not in ("", "Exclusive", "Parallel"):
        report.add("unsupported-attribute", node, what=field_named("eventGatewayType"))


def _beginnings(drawing: ProcessDrawing, report: Report) -> None:
    """Events that begin the process: each in one place, and such as there may be without a case."""
    seen: set[tuple[str, str]] = set()
    for node in _begun(drawing):
        for event in events_of(node, drawing.declared):
            if event.kind == "conditional":
                _condition(event.condition, node, report)
            elif event.timer is not None and is_expression(event.timer.text):
                _timer(event.timer.text, node, report)
            elif event.kind in ("message", "signal") and event.name:
                if (event.kind, event.name) in seen:
                    report.add("start-repeated", node, what=event.name)
                seen.add((event.kind, event.name))


def _offices(drawing: ProcessDrawing, report: Report) -> None:
    """Whose a case is that begins by itself: said where it does, and read nowhere else."""
    begun = {node.id: events_of(node, drawing.declared) for node in _begun(drawing)}
    for node in drawing.nodes.values():
        events = begun.get(node.id, ())
        properties = node.extensions.properties
        has_office = bool(properties.get(OFFICE))
        # A user task may name whose people do it.
        if has_office and not events and node.tag != "userTask":
            report.add("office-without-start", node)
        elif not has_office and any(one.kind in BY_THEMSELVES for one in events):
            report.add("office-missing", node)
        if TAKES_OVER in properties and (node.tag != "startEvent" or events or node.parent):
            report.add("takes-over-place", node)


def _begun(drawing: ProcessDrawing) -> Iterator[Node]:
    for node in drawing.inside_of(None):
        if node.tag == "startEvent" or (node.tag == "receiveTask" and instantiates(node)):
            yield node
        elif node.tag == "eventBasedGateway" and instantiates(node):
            for flow in drawing.outgoing(node.id):
                if flow.target in drawing.nodes:
                    yield drawing.nodes[flow.target]


def _condition(text: str, node: Node, report: Report) -> None:
    """It is weighed on what a state system tells of an entity: there is no case yet (10.5.2)."""
    try:
        expression = compiled(text)
    except FeelError:
        return  # told as an expression that does not parse
    for name in sorted((PLATFORM & expression.names) | (CASE_ONLY & expression.calls)):
        report.add("condition-start", node, what=name)


def _timer(text: str, node: Node, report: Report) -> None:
    try:
        expression = compiled(text)
    except FeelError:
        return  # told as an expression that does not parse
    for name in sorted({*expression.names, *(CASE_ONLY & expression.calls)}):
        report.add("start-timer-reads", node, what=name)
