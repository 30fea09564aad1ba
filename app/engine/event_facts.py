"""What the drawing says of events: which kind, named how, due when, catching what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from app.engine.diagram import Declared, Node
from app.engine.dialect import extensions_of
from app.engine.names import bpmn, split

TimerKind = Literal["timeDate", "timeDuration"]
EventKind = Literal["timer", "message", "error", "terminate"]

CASE_KEY = "=case.number"
"""The correlation key of a message that names none."""
KEY = "correlationKey"
"""The `camunda:property` that names it, on the waiting element or on the message."""
_KINDS: Mapping[str, EventKind] = {
    "timerEventDefinition": "timer",
    "messageEventDefinition": "message",
    "errorEventDefinition": "error",
    "terminateEventDefinition": "terminate",
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
    """Name of the message, or code of the error; empty: any error, or a message of none."""
    key: str = ""
    """Correlation key of a message: FEEL after `=`, or a literal."""
    timer: Timer | None = None

    @property
    def may_repeat(self) -> bool:
        """Whether it may happen again while what it is attached to goes on."""
        return self.kind == "message"


def event_of(node: Node, declared: Mapping[str, Declared]) -> Event | None:
    """The event of an event node or receive task; None for a none event and every other node."""
    if node.tag == "receiveTask":
        return _message(node, node.attribute("messageRef"), declared)
    for definition in node.event_definitions():
        local = split(definition.tag)[1]
        kind = _KINDS.get(local)
        if kind == "timer":
            return Event("timer", timer=timer_of(node))
        if kind == "message":
            return _message(node, str(definition.get("messageRef", "")), declared)
        if kind is not None:
            reference = declared.get(str(definition.get(f"{kind}Ref", "")))
            return Event(kind, name="" if reference is None else reference.code)
    return None


def timer_of(node: Node) -> Timer | None:
    for definition in node.xml.findall(bpmn("timerEventDefinition")):
        for part in definition:
            kind = split(part.tag)[1]
            if kind == "timeDate":
                return Timer("timeDate", text_of(part))
            if kind == "timeDuration":
                return Timer("timeDuration", text_of(part))
    return None


def text_of(part: etree._Element) -> str:
    return "".join(map(str, part.itertext())).strip()


def _message(node: Node, reference: str, declared: Mapping[str, Declared]) -> Event:
    message = declared.get(reference)
    own = extensions_of(node.xml).properties.get(KEY, "")
    if message is None:
        return Event("message", key=own or CASE_KEY)
    general = extensions_of(message.xml).properties.get(KEY, "")
    return Event("message", name=message.name, key=own or general or CASE_KEY)
