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

    @property
    def may_repeat(self) -> bool:
        """Whether it may happen again while what it is attached to goes on; a cycle counts."""
        return self.kind in ("message", "signal", "escalation", "conditional")


def event_of(node: Node, declared: Mapping[str, Declared]) -> Event | None:
    """The event of an event node or receive task; None for a none event and every other node."""
    if node.tag in ("receiveTask", "sendTask"):
        return _message(node, node.attribute("messageRef"), declared)
    for definition in node.event_definitions():
        local = split(definition.tag)[1]
        kind = _KINDS.get(local)
        if kind == "timer":
            return Event("timer", timer=timer_of(node))
        if kind == "message":
            return _message(node, str(definition.get("messageRef", "")), declared)
        if kind == "conditional":
            condition = definition.find(bpmn("condition"))
            return Event(kind, condition="" if condition is None else text_of(condition))
        if kind is not None:
            reference = str(definition.get(f"{kind}Ref", ""))
            variables = extensions_of(definition)
            return Event(
                kind,
                name=_known_as(reference, declared),
                activity=str(definition.get("activityRef", "")).strip(),
                waits=str(definition.get("waitForCompletion", "")).strip() not in ("false", "0"),
                code_variable=variables.get(f"{kind}CodeVariable"),
                message_variable=variables.get("errorMessageVariable"),
            )
    return None


def _known_as(reference: str, declared: Mapping[str, Declared]) -> str:
    """By what throwing and catching events meet; a stray model may refer to what it lacks."""
    found = declared.get(reference)
    return reference if found is None or not found.known_as else found.known_as


def timer_of(node: Node) -> Timer | None:
    for definition in node.xml.findall(bpmn("timerEventDefinition")):
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
    for part in (node.xml, node.xml.find(bpmn("messageEventDefinition"))):
        given = None if part is None else extensions_of(part)
        if given is not None and given.get("type") == "external":
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


def _message(node: Node, reference: str, declared: Mapping[str, Declared]) -> Event:
    message = declared.get(reference)
    own = extensions_of(node.xml).properties.get(KEY, "")
    if message is None:
        return Event("message", key=own or CASE_KEY)
    general = extensions_of(message.xml).properties.get(KEY, "")
    return Event("message", name=message.name, key=own or general or CASE_KEY)
