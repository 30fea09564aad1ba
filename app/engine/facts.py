"""What a step needs to know of an element, gathered once when the model is read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.domain.identity import ElementId, FlowId, ProcessKey
from app.domain.models import Beginning, Element, ProcessModel
from app.domain.texts import Text
from app.engine.calls import Call, call_of
from app.engine.compensation import Compensation, compensation_of
from app.engine.data import Data, associated, data_of, held_in
from app.engine.diagram import Node, ProcessDrawing
from app.engine.dialect import Extensions, Mapped, extensions_of
from app.engine.event_facts import (
    Event,
    EventKind,
    Timer,
    events_of,
    instantiates,
    is_parallel_start,
    needs_all,
    text_of,
    topic_of,
)
from app.engine.expressions import is_expression
from app.engine.loops import Loop, loop_of
from app.engine.names import bpmn, inside, part
from app.engine.support import KIND_OF

OFFICE = "office"
FOUR_EYES = "fourEyes"
"""The `camunda:property` of a user task that names those whose people may not do it."""
TAKES_OVER = "takesOver"
"""The `camunda:property` that names the office of the cases that a timer begins."""
THROWING = ("send_task", "intermediate_throw_event", "end_event")
JOBS = ("service_task", *THROWING)
AWAITED = "awaited"
"""The property of a send task; `no`: its token goes on as soon as the job is written down."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A sequence flow as a gateway weighs it."""

    flow: FlowId
    target: ElementId
    condition: str | None
    is_default: bool

    @property
    def is_choice(self) -> bool:
        """Whether the flow is not simply taken."""
        return self.is_default or self.condition is not None


@dataclass(frozen=True, slots=True)
class DecisionCall:
    """Which decision a business rule task asks, and what it makes of the result."""

    ref: str
    """Id of the decision, or an expression that gives it."""
    binding: str
    """`deployment`, `latest` or `version`."""
    version: str
    mapping: str
    """`singleEntry`, `singleResult`, `collectEntries` or `resultList`."""


def decision_call(extensions: Extensions) -> DecisionCall:
    """Read the call; what the model leaves out is as in Camunda 7, but for the binding.

    A case keeps the rules that it began with, unless its model says otherwise.
    """
    return DecisionCall(
        extensions.get("decisionRef"),
        extensions.get("decisionRefBinding") or "deployment",
        extensions.get("decisionRefVersion"),
        extensions.get("mapDecisionResult") or "resultList",
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """One element, as the stepper knows it."""

    element: Element
    extensions: Extensions
    outgoing: tuple[Choice, ...]
    events: tuple[Event, ...] = ()
    """What it waits for, or throws."""
    needs_all: bool = False
    """It has happened when all of its events have, and not just one."""
    number: int = 0
    """Which of its events these facts are about, where it waits for several."""
    is_beginning: bool = False
    """A task or gateway that may begin its process, as a start event does."""
    interrupts: bool = True
    attached_to: ElementId | None = None
    is_watched: bool = False
    """The start event of an event subprocess: its wait stands in the scope around that."""
    is_event_subprocess: bool = False
    script: str = ""
    result_variable: str = ""
    decision: DecisionCall | None = None
    call: Call | None = None
    loop: Loop | None = None
    data_inputs: tuple[Mapped, ...] = ()
    data_outputs: tuple[Mapped, ...] = ()
    held: tuple[str, ...] = ()
    """Of a subprocess: variables that begin and end with it."""
    is_sent_off: bool = False
    """A send task whose job is handed over as the token passes: nothing here awaits the answer."""

    @property
    def event(self) -> Event | None:
        """What a token at it waits for; of several, the one that is this token's."""
        return self.events[self.number] if self.events else None

    @property
    def compensation(self) -> Event | None:
        """The compensation that it throws, alone or among others."""
        return next((one for one in self.throws if one.kind == "compensation"), None)

    @property
    def may_repeat(self) -> bool:
        """Whether it may happen again while what it is attached to goes on; a cycle counts."""
        events = self.events if self.needs_all else self.events[self.number : self.number + 1]
        return bool(events) and all(event.may_repeat for event in events)

    @property
    def timer(self) -> Timer | None:
        return None if self.event is None else self.event.timer

    @property
    def is_job(self) -> bool:
        """Whether a token rests here until a handler has done its work."""
        return (
            self.element.kind in JOBS
            and not self.is_sent_off
            and (self.element.kind == "service_task" or bool(self.element.topic))
        )

    @property
    def throws(self) -> tuple[Event, ...]:
        """What the engine itself throws when the token passes."""
        if self.element.kind not in THROWING:
            return ()
        return tuple(event for event in self.events if not event.by_job)

    @property
    def begins_process(self) -> bool:
        is_start = self.element.kind == "start_event" and self.element.parent is None
        return is_start or self.is_beginning

    @property
    def inputs(self) -> tuple[Mapped, ...]:
        return (*self.extensions.inputs, *self.data_inputs)

    @property
    def outputs(self) -> tuple[Mapped, ...]:
        return (*self.extensions.outputs, *self.data_outputs)


JOINING = frozenset({"parallelGateway", "inclusiveGateway"})


@dataclass(frozen=True, slots=True)
class ProcessFacts:
    """A process with everything a step asks about it."""

    model: ProcessModel
    elements: Mapping[ElementId, Facts]
    parts: Mapping[str, Facts]
    """The same of an element that waits for several events, by the inside name of each."""
    has_conditions: bool
    """Whether some event waits for a condition; only then are any weighed as variables change."""
    joins: bool
    """Whether branches or parallel instances join; only then are their writes kept."""
    compensation: Compensation
    drawing: ProcessDrawing = field(repr=False, compare=False)

    def error_name(self, code: str) -> str | None:
        """The name of the error that is declared with this code."""
        declared = self.drawing.declared.values()
        names = (one.name for one in declared if one.tag == "error" and one.code == code)
        return next(names, None) or None


def form_path(extensions: Extensions) -> str:
    """Path of the form file in the service's folder, or empty.

    `formKey` is a path; `formRef` is a path or the name of a file in `forms/`.
    """
    key = extensions.get("formKey").removeprefix("camunda-forms:deployment:")
    reference = extensions.get("formRef")
    if key or not reference:
        return key
    return reference if "/" in reference else f"forms/{reference.removesuffix('.form')}.form"


def texts_of(name: str, properties: Mapping[str, str]) -> Text:
    return Text(name, properties.get("name.ru", ""), properties.get("name.en", ""))


def process_facts(drawing: ProcessDrawing) -> ProcessFacts:
    """Gather the facts of a process that the linter accepted."""
    own = extensions_of(drawing.xml)
    data = data_of(drawing.xml)
    elements = {ElementId(node.id): _facts(node, drawing, data) for node in drawing.nodes.values()}
    begun = list(_beginnings(elements))
    model = ProcessModel(
        key=ProcessKey(drawing.id),
        name=texts_of(drawing.name, own.properties),
        elements={element_id: facts.element for element_id, facts in elements.items()},
        flows={
            FlowId(flow.id): (ElementId(flow.source), ElementId(flow.target))
            for flow in drawing.flows.values()
        },
        version_tag=own.get("versionTag"),
        message_starts=_named(begun, "message"),
        signal_starts=_named(begun, "signal"),
        timer_starts=tuple(at for event, at in begun if event.kind == "timer"),
        condition_starts=tuple(at for event, at in begun if event.kind == "conditional"),
        plain_starts=tuple(one for one, facts in elements.items() if _is_plain_start(facts)),
        conditional_events=frozenset(
            element_id
            for element_id, facts in elements.items()
            if any(event.kind == "conditional" for event in facts.events)
        ),
    )
    arrivals: dict[str, int] = {}
    for flow in drawing.flows.values():
        arrivals[flow.target] = arrivals.get(flow.target, 0) + 1
    joins = any(
        (node.tag in JOINING and arrivals.get(node.id, 0) > 1)
        or ((loop := elements[ElementId(node.id)].loop) is not None and loop.can_lose_updates)
        for node in drawing.nodes.values()
    )
    has_conditions = bool(model.conditional_events)
    compensation, parts = compensation_of(drawing), _parts(elements)
    return ProcessFacts(model, elements, parts, has_conditions, joins, compensation, drawing)


def _parts(elements: Mapping[ElementId, Facts]) -> dict[str, Facts]:
    return {
        part(inside(element_id), number): replace(facts, number=number)
        for element_id, facts in elements.items()
        if len(facts.events) > 1 and not facts.throws
        for number in range(len(facts.events))
    }


def _beginnings(elements: Mapping[ElementId, Facts]) -> Iterator[tuple[Event, Beginning]]:
    """What the process may begin with: start events, and tasks and events that stand for one."""
    behind = {
        way.target: facts
        for facts in elements.values()
        if facts.is_beginning and facts.element.kind == "event_based_gateway"
        for way in facts.outgoing
    }
    for element_id, facts in elements.items():
        gateway = behind.get(element_id)
        if facts.begins_process or gateway is not None:
            is_joint = facts.needs_all or (gateway is not None and gateway.needs_all)
            for number, event in enumerate(facts.events):
                office = facts.extensions.properties.get(OFFICE, "")
                yield event, Beginning(element_id, number, is_joint=is_joint, office=office)


def _is_plain_start(facts: Facts) -> bool:
    """Whether it begins new cases and waits for nothing."""
    element = facts.element
    is_start = element.kind == "start_event" and element.parent is None and not facts.events
    return is_start and element.takes_over is None


def _named(begun: Iterable[tuple[Event, Beginning]], kind: EventKind) -> dict[str, Beginning]:
    """Those that are messages or signals, by name."""
    return {event.name: beginning for event, beginning in begun if event.kind == kind}


def _facts(node: Node, drawing: ProcessDrawing, data: Data) -> Facts:
    extensions = node.extensions
    script = node.xml.find(bpmn("script"))
    default = node.attribute("default")
    return Facts(
        element=_element(node, extensions, drawing),
        extensions=extensions,
        outgoing=tuple(
            Choice(FlowId(f.id), ElementId(f.target), f.condition, f.id == default)
            for f in drawing.outgoing(node.id)
        ),
        events=events_of(node, drawing.declared),
        needs_all=needs_all(node) or is_parallel_start(node),
        is_beginning=instantiates(node),
        interrupts=node.interrupts,
        is_watched=drawing.is_watched(node),
        is_event_subprocess=node.is_event_subprocess,
        attached_to=ElementId(node.attached_to) if node.attached_to else None,
        script="" if script is None else text_of(script),
        result_variable=extensions.get("resultVariable"),
        decision=decision_call(extensions) if node.tag == "businessRuleTask" else None,
        call=call_of(node.xml, extensions) if node.tag == "callActivity" else None,
        loop=_loop(node, data),
        data_inputs=associated(node.xml, data, "dataInputAssociation"),
        data_outputs=associated(node.xml, data, "dataOutputAssociation"),
        held=held_in(node.xml) if node.tag == "subProcess" else (),
        is_sent_off=is_sent_off(node, extensions),
    )


def is_sent_off(node: Node, extensions: Extensions) -> bool:
    """Whether the task is a send task that says `awaited` = `no`."""
    is_job = node.tag == "sendTask" and bool(extensions.get("topic") or topic_of(node))
    return is_job and extensions.properties.get(AWAITED, "").strip() == "no"


def _element(node: Node, extensions: Extensions, drawing: ProcessDrawing) -> Element:
    properties = extensions.properties
    return Element(
        id=ElementId(node.id),
        kind=KIND_OF[node.tag],
        name=texts_of(node.name, properties),
        norm=properties.get("norm", ""),
        gap=properties.get("gap", ""),
        hint=Text(*(properties.get(f"hint.{language}", "") for language in ("kk", "ru", "en"))),
        form=form_path(extensions) if node.tag == "userTask" else "",
        candidate_groups=_literal_list(extensions.get("candidateGroups")),
        topic=extensions.get("topic") or topic_of(node),
        parent=None if node.parent is None else ElementId(node.parent),
        calls=call_of(node.xml, extensions).literal_key if node.tag == "callActivity" else None,
        is_scoped=_is_scoped(node, drawing),
        stage=properties.get("stage", ""),
        four_eyes=_literal_list(properties.get(FOUR_EYES, "")),
        takes_over=_takes_over(properties),
    )


def _takes_over(properties: Mapping[str, str]) -> tuple[str, ...] | None:
    named = properties.get(TAKES_OVER)
    return None if named is None else _literal_list(named)


def _loop(node: Node, data: Data) -> Loop | None:
    """The loop, where it names data of the standard with the variables these stand for."""
    loop = loop_of(node.xml)
    if loop is None:
        return None
    collection, output = loop.collection, loop.output
    collection = data.fed.get(collection) or data.variables.get(collection, collection)
    return replace(loop, collection=collection, output=data.variables.get(output, output))


def _is_scoped(node: Node | None, drawing: ProcessDrawing) -> bool:
    """Whether the element or a subprocess around it has variables of its own."""
    while node is not None:
        if node.extensions.inputs or held_in(node.xml) or loop_of(node.xml) is not None:
            return True
        if node.is_for_compensation:
            return True  # it sees what the activity that it undoes had for itself
        node = drawing.nodes.get(node.parent) if node.parent else None
    return False


def _literal_list(text: str) -> tuple[str, ...]:
    if is_expression(text):
        return ()
    return tuple(part.strip() for part in text.split(",") if part.strip())
