"""What the drawing says of events: which kind, named how, due when, catching what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from app.engine.diagram import Declared, Node, ProcessDrawing
from app.engine.dialect import extensions_of
from app.engine.names import bpmn, split

TimerKind = Literal["timeDate", "timeDuration", "timeCycle"]
EventKind = Literal[
    "timer",
    "message",
    "signal",
    "error",
    "escalation",
    "conditional",
    "link",
    "terminate",
    "compensation",
]

CASE_KEY = "=case.number"
"""The correlation key of a message that names none."""
KEY = "correlationKey"
"""The `camunda:property` that names it, on the waiting element or on the message."""
_KINDS: Mapping[str, EventKind] = {
    "timerEventDefinition": "timer",
    "messageEventDefinition": "message",
    "signalEventDefinition": "signal",
    "errorEventDefinition": "error",
    "escalationEventDefinition": "escalation",
    "conditionalEventDefinition": "conditional",
    "linkEventDefinition": "link",
    "terminateEventDefinition": "terminate",
    "compensateEventDefinition": "compensation",
}


@dataclass(frozen=True, slots=True)
class Timer:
    """When a timer is due, as written."""

    kind: TimerKind
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """The event of a node, as the stepper knows it."""

    kind: EventKind
    name: str = ""
    """Name of the message or signal, code of the error or escalation; empty: any, or none."""
    key: str = ""
    """Correlation key of a message: FEEL after `=`, or a literal."""
    timer: Timer | None = None
    condition: str = ""
    activity: str = ""
    """For which a compensation is thrown; empty: for all that its event sees."""
    waits: bool = True
    """Whether the token that throws a compensation goes on only when that is done."""
    code_variable: str = ""
    """Takes the code of an error or escalation that is caught."""
    message_variable: str = ""
    """Takes the name of an error that is caught."""
    by_job: bool = False
    """A message that a job sends, not the engine."""

    @property
    def may_repeat(self) -> bool:
        """Whether it may happen again while what it is attached to goes on; a cycle counts."""
        return self.kind in ("message", "signal", "escalation", "conditional")


def events_of(node: Node, declared: Mapping[str, Declared]) -> tuple[Event, ...]:
    """The events of an event node or task, in their order; none of a none event."""
    if node.tag in ("receiveTask", "sendTask"):
        return (_message(node, node.xml, declared),)
    return tuple(_event(node, definition, declared) for definition in known_events(node))


def known_events(node: Node) -> list[etree._Element]:
    """Its event definitions, but for those of a kind that nothing here knows."""
    return [part for part in node.event_definitions() if split(part.tag)[1] in _KINDS]


def needs_all(node: Node) -> bool:
    """Whether every one of its events has to happen, and not just one (10.5.1)."""
    is_parallel = node.attribute("parallelMultiple").strip() in ("true", "1")
    return is_parallel and len(known_events(node)) > 1


def instantiates(node: Node) -> bool:
    """Whether a gateway or receive task begins its process."""
    return node.attribute("instantiate").strip() in ("true", "1")


def is_parallel_start(node: Node) -> bool:
    """Whether the gateway begins its process and waits for each event behind it (10.6.6)."""
    return instantiates(node) and node.attribute("eventGatewayType") == "Parallel"


def _event(node: Node, definition: etree._Element, declared: Mapping[str, Declared]) -> Event:
    kind = _KINDS[split(definition.tag)[1]]
    if kind == "timer":
        return Event(kind, timer=timer_of(definition))
    if kind == "message":
        return _message(node, definition, declared)
    if kind == "conditional":
        condition = definition.find(bpmn("condition"))
        return Event(kind, condition="" if condition is None else text_of(condition))
    variables = extensions_of(definition)
    return Event(
        kind,
        name=_known_as(str(definition.get(f"{kind}Ref", "")), declared),
        activity=str(definition.get("activityRef", "")).strip(),
        waits=str(definition.get("waitForCompletion", "")).strip() not in ("false", "0"),
        code_variable=variables.get(f"{kind}CodeVariable"),
        message_variable=variables.get("errorMessageVariable"),
    )


def _known_as(reference: str, declared: Mapping[str, Declared]) -> str:
    """By what throwing and catching events meet; a stray model may refer to what it lacks."""
    found = declared.get(reference)
    return reference if found is None or not found.known_as else found.known_as


def timer_of(definition: etree._Element) -> Timer | None:
    for part in definition:
        kind = split(part.tag)[1]
        if kind == "timeDate":
            return Timer("timeDate", text_of(part))
        if kind == "timeDuration":
            return Timer("timeDuration", text_of(part))
        if kind == "timeCycle":
            return Timer("timeCycle", text_of(part))
    return None


def text_of(part: etree._Element) -> str:
    return "".join(map(str, part.itertext())).strip()


THROWING = frozenset({"sendTask", "endEvent", "intermediateThrowEvent"})


def topic_of(node: Node) -> str:
    """The topic of the job that a node sends its message by; empty where the engine sends it."""
    if node.tag not in THROWING:
        return ""
    for part in (node.xml, *node.xml.findall(bpmn("messageEventDefinition"))):
        given = extensions_of(part)
        if given.get("type") == "external":
            return given.get("topic")
    return ""


def links(drawing: ProcessDrawing) -> list[tuple[str, str]]:
    """Each throwing link event with the catching one of its name and scope (10.5.6)."""
    thrown: list[tuple[Node, str]] = []
    caught: dict[tuple[str | None, str], str] = {}
    for node in drawing.nodes.values():
        link = node.xml.find(bpmn("linkEventDefinition"))
        if link is None:
            continue
        if node.tag == "intermediateCatchEvent":
            caught[node.parent, str(link.get("name"))] = node.id
        else:
            thrown.append((node, str(link.get("name"))))
    pairs = ((node.id, caught.get((node.parent, name))) for node, name in thrown)
    return [(source, target) for source, target in pairs if target is not None]


def _message(node: Node, where: etree._Element, declared: Mapping[str, Declared]) -> Event:
    """`where`: the event definition or task that names the message."""
    message = declared.get(str(where.get("messageRef", "")))
    near = extensions_of(where)
    own, nearest = (found.properties.get(KEY, "") for found in (node.extensions, near))
    by_job = bool(topic_of(node)) and near.get("type") == "external"
    if message is None:
        return Event("message", key=nearest or own or CASE_KEY, by_job=by_job)
    general = extensions_of(message.xml).properties.get(KEY, "")
    key = nearest or own or general or CASE_KEY
    return Event("message", name=message.name, key=key, by_job=by_job)
