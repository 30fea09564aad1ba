"""The table of BPMN constructs: which run, and which are refused."""

from dataclasses import dataclass

from app.domain.models import ElementKind


@dataclass(frozen=True, slots=True)
class Construct:
    """One construct of BPMN 2.0.2 and what we do with it."""

    tag: str
    kind: ElementKind | None
    runs: bool
    note: str


ELEMENTS: tuple[Construct, ...] = (
    Construct(
        "startEvent",
        "start_event",
        True,
        "of a process: none (also more than one), message, signal, timer, conditional, or several"
        " of them; of an event subprocess: message, timer, signal, error, escalation, conditional,"
        " or several of them; compensation",
    ),
    Construct(
        "endEvent",
        "end_event",
        True,
        "none, terminate, error, escalation, message, signal, compensation, or several of them",
    ),
    Construct("userTask", "user_task", True, "form, assignee, groups, due and follow-up date"),
    Construct("serviceTask", "service_task", True, 'a job: `camunda:type="external"` and a topic'),
    Construct("task", "abstract_task", True, "passed through"),
    Construct("manualTask", "manual_task", True, "passed through: no system manages it (13.3.3)"),
    Construct("scriptTask", "script_task", True, '`scriptFormat="feel"`'),
    Construct("exclusiveGateway", "exclusive_gateway", True, "FEEL conditions, default flow"),
    Construct("parallelGateway", "parallel_gateway", True, "fork and join, by incoming flow"),
    Construct(
        "inclusiveGateway",
        "inclusive_gateway",
        True,
        "every true condition; as a join it waits for each token that may still come (13.4.3)",
    ),
    Construct(
        "subProcess",
        "subprocess",
        True,
        "embedded, shares the variables of the process; event subprocess, interrupting or not",
    ),
    Construct(
        "callActivity",
        "call_activity",
        True,
        "bound at run time: `latest`, `deployment` or `version`; variables only as `camunda:in` and"
        " `camunda:out` say",
    ),
    Construct(
        "boundaryEvent",
        "boundary_event",
        True,
        "on tasks, subprocesses and calls: timer, message, signal, escalation, conditional, or"
        " several of them, interrupting or not, and error (interrupting); on every activity:"
        " compensation",
    ),
    Construct(
        "intermediateCatchEvent",
        "intermediate_catch_event",
        True,
        "timer (date, duration, cycle), message, signal, conditional, or several of them; link",
    ),
    Construct(
        "intermediateThrowEvent",
        "intermediate_throw_event",
        True,
        "none, message, signal, escalation, compensation, or several of them; link",
    ),
    Construct(
        "sendTask",
        "send_task",
        True,
        "sends its message to another case; with a topic, a job does, and where the property"
        " `awaited` says `no`, the token does not wait until it is done",
    ),
    Construct(
        "eventBasedGateway",
        "event_based_gateway",
        True,
        "the first event behind it is the way; may begin a process, by one event or by all",
    ),
    Construct(
        "receiveTask",
        "receive_task",
        True,
        "waits for its message; without one, until a person lets it go on; may begin a process",
    ),
    Construct(
        "businessRuleTask",
        "business_rule_task",
        True,
        "`camunda:decisionRef` to a decision of `decisions/*.dmn`; bindings `deployment`, `latest`,"
        " `version`",
    ),
    Construct("transaction", None, False, "use an embedded subprocess"),
    Construct("adHocSubProcess", None, False, "use user tasks"),
    Construct("complexGateway", None, False, "use exclusive and parallel gateways"),
    Construct("implicitThrowEvent", None, False, "use a service task"),
)
_WAITING = frozenset({"boundaryEvent", "intermediateCatchEvent", "startEvent"})
_THROWING = frozenset({"endEvent", "intermediateThrowEvent"})
EVENT_DEFINITIONS: dict[str, frozenset[str]] = {
    "timerEventDefinition": _WAITING,
    "messageEventDefinition": _WAITING | _THROWING,
    "signalEventDefinition": _WAITING | _THROWING,
    "errorEventDefinition": frozenset({"boundaryEvent", "startEvent", "endEvent"}),
    "escalationEventDefinition": frozenset({"boundaryEvent", "startEvent"}) | _THROWING,
    "conditionalEventDefinition": _WAITING,
    "linkEventDefinition": frozenset({"intermediateCatchEvent", "intermediateThrowEvent"}),
    "terminateEventDefinition": frozenset({"endEvent"}),
    "compensateEventDefinition": frozenset({"boundaryEvent", "startEvent"}) | _THROWING,
    "cancelEventDefinition": frozenset(),
}
"""Event definition to the events it runs on; an empty set means refused everywhere."""
DRAWING = frozenset(
    {
        "association",
        "category",
        "categoryValue",
        "collaboration",
        "documentation",
        "extensionElements",
        "flowNodeRef",
        "group",
        "incoming",
        "lane",
        "laneSet",
        "messageFlow",
        "messageFlowAssociation",
        "outgoing",
        "participant",
        "text",
        "textAnnotation",
    }
)
"""Elements that are drawing or remark, and change nothing about the run."""
CORRELATION = (
    "correlationKey",
    "correlationProperty",
    "correlationPropertyBinding",
    "correlationPropertyRetrievalExpression",
    "correlationSubscription",
)
"""How the standard correlates messages; a property of ours says the same in one line."""
REFUSED_PARTS: dict[str, str] = {
    "dataStoreReference": "data store: no register stands behind it",
    "dataStore": "data store: no register stands behind it",
    "resourceRole": "resource role",
    "performer": "resource role",
    "humanPerformer": "resource role",
    "potentialOwner": "resource role",
    "monitoring": "monitoring",
    "auditing": "auditing",
    **dict.fromkeys(CORRELATION, "correlation: the property `correlationKey` instead"),
    "callableElement": "callable element",
}
"""Parts that would change the run and that nothing here would obey; refused by name."""

KIND_OF: dict[str, ElementKind] = {c.tag: c.kind for c in ELEMENTS if c.kind is not None}
RUNS = frozenset(c.tag for c in ELEMENTS if c.runs)
NODE_TAGS = frozenset(c.tag for c in ELEMENTS)
