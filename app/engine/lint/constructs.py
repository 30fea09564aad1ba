"""Refuses what would not run: elements, events, parts and attributes beyond the supported set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from app.domain.element_names import kind_named, listed
from app.domain.field_names import field_named
from app.engine.calls import START
from app.engine.compensation import DEFINITION as COMPENSATION
from app.engine.dialect import ACTIVITIES, extensions_of
from app.engine.facts import AWAITED, FOUR_EYES, TAKES_OVER
from app.engine.lint.instead import INSTEAD
from app.engine.lint.report import Report
from app.engine.names import BPMN, split
from app.engine.support import (
    CORRELATION,
    DRAWING,
    EVENT_DEFINITIONS,
    NODE_TAGS,
    REFUSED_PARTS,
    RUNS,
)
from app.feel.nearest import nearest
from app.safe_xml import line_of

DECLARATIONS = frozenset(
    {"definitions", "process", "sequenceFlow", "conditionExpression", "script", "timeDate"}
    | {
        "timeDuration",
        "timeCycle",
        "condition",
        "source",
        "target",
        "error",
        "message",
        "signal",
        "escalation",
        "itemDefinition",
    }
    | {"import", "interface", "operation", "inMessageRef", "outMessageRef", "endPoint"}
    | {"resource", "resourceParameter", "partnerEntity", "partnerRole", "participantMultiplicity"}
    | {"multiInstanceLoopCharacteristics", "loopCardinality", "completionCondition"}
    | {"loopDataInputRef", "inputDataItem", "loopDataOutputRef", "outputDataItem"}
    | {"standardLoopCharacteristics", "loopCondition"}
    | {"dataObject", "dataObjectReference", "dataState", "property", "ioSpecification"}
    | {"dataInput", "dataOutput", "inputSet", "outputSet", "dataInputRefs", "dataOutputRefs"}
    | {"optionalInputRefs", "optionalOutputRefs", "whileExecutingInputRefs", "inputSetRefs"}
    | {"whileExecutingOutputRefs", "outputSetRefs", "dataInputAssociation"}
    | {"dataOutputAssociation", "sourceRef", "targetRef", "transformation", "assignment"}
    | {"from", "to"}
    | {"relationship", "source", "target", "extension", "globalTask", "globalUserTask"}
    | {"globalManualTask", "globalScriptTask", "globalBusinessRuleTask", "conversationLink"}
    | {"correlationPropertyRef", "correlationKeyRef", "messagePath", "dataPath"}
    | {"conversation", "subConversation", "callConversation", "participantAssociation"}
)
"""Read, or declared without effect while nothing that runs refers to them."""
PROPERTIES = frozenset(
    {"name.ru", "name.en", "hint.kk", "hint.ru", "hint.en", "norm", "gap", "stage"}
    | {"contract.in", "contract.out", "contract.errors", "contract.escalations", "payload"}
    | {"correlationKey", "office", FOUR_EYES, TAKES_OVER, AWAITED, START}
)
TOOL_NAMESPACES = frozenset({"http://camunda.org/schema/modeler/1.0"})
"""Notes that drawing tools leave for themselves."""
WITHOUT_EFFECT = frozenset(
    f"camunda:{name}"
    for name in (
        "asyncAfter",
        "async",
        "asyncBefore",
        "candidateStarterGroups",
        "candidateStarterUsers",
        "diagramRelationId",
        "exclusive",
        "formFieldValidation",
        "historyTimeToLive",
        "initiator",
        "isStartableInTasklist",
        "jobPriority",
        "taskPriority",
    )
)
"""Attributes of the dialect that change no path: how its own engines store, queue or list work."""
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "process": frozenset({"isExecutable"}),
    "startEvent": frozenset({"isInterrupting", "parallelMultiple"}),
    "endEvent": frozenset(),
    "userTask": frozenset({"default"}),
    "serviceTask": frozenset({"default"}),
    "task": frozenset({"default"}),
    "manualTask": frozenset({"default"}),
    "receiveTask": frozenset({"default", "messageRef", "instantiate"}),
    "scriptTask": frozenset({"default", "scriptFormat"}),
    "businessRuleTask": frozenset({"default"}),
    "exclusiveGateway": frozenset({"default", "gatewayDirection"}),
    "parallelGateway": frozenset({"gatewayDirection"}),
    "inclusiveGateway": frozenset({"default", "gatewayDirection"}),
    "subProcess": frozenset({"default", "triggeredByEvent"}),
    "callActivity": frozenset({"default", "calledElement"}),
    "boundaryEvent": frozenset({"attachedToRef", "cancelActivity", "parallelMultiple"}),
    "intermediateCatchEvent": frozenset({"parallelMultiple"}),
    "sequenceFlow": frozenset({"sourceRef", "targetRef"}),
    "multiInstanceLoopCharacteristics": frozenset({"isSequential"}),
    "standardLoopCharacteristics": frozenset({"testBefore", "loopMaximum"}),
    "conditionExpression": frozenset(),
    "timerEventDefinition": frozenset(),
    "errorEventDefinition": frozenset({"errorRef"}),
    "messageEventDefinition": frozenset({"messageRef"}),
    "signalEventDefinition": frozenset({"signalRef"}),
    "escalationEventDefinition": frozenset({"escalationRef"}),
    "conditionalEventDefinition": frozenset(),
    "linkEventDefinition": frozenset({"name"}),
    "intermediateThrowEvent": frozenset(),
    "sendTask": frozenset({"default", "messageRef"}),
    "eventBasedGateway": frozenset({"gatewayDirection", "instantiate", "eventGatewayType"}),
    "terminateEventDefinition": frozenset(),
    COMPENSATION: frozenset({"activityRef", "waitForCompletion"}),
}
"""Attributes of the standard that are obeyed, by tag; `id` and `name` everywhere."""
_AT_REST: Mapping[str, str] = {
    "isForCompensation": "false",
    "triggeredByEvent": "false",
    "startQuantity": "1",
    "completionQuantity": "1",
    "parallelMultiple": "false",
    "behavior": "All",
}
"""Attributes that change nothing at the standard's own default."""
_REMARKS = frozenset({"isImmediate", "isClosed", "processType", "implementation"})
"""Attributes that say something to readers and to other engines, at any value."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An XML element as the place of a finding."""

    id: str
    name: str
    line: int
    xml: etree._Element | None = None


def spot(xml: etree._Element) -> Spot:
    """The element, or the nearest above it that has an id."""
    line = line_of(xml)
    above: etree._Element | None = xml
    while above is not None and not above.get("id"):
        above = above.getparent()
    if above is None:
        return Spot("", "", line)
    return Spot(str(above.get("id")), str(above.get("name", "")), line, above)


def lint_constructs(root: etree._Element, report: Report) -> None:
    """Every element of the standard's namespace in the file."""
    for xml in _obeyed(root):
        local = split(xml.tag)[1]
        if local.endswith("EventDefinition"):
            _event_definition(xml, local, report)
        elif local in NODE_TAGS:
            _node(xml, local, report)
        elif local in CORRELATION:
            report.add("standard-correlation", spot(xml), what=kind_named(local))
        elif local in REFUSED_PARTS or (local not in DRAWING and local not in DECLARATIONS):
            report.add("unsupported-part", spot(xml), what=kind_named(local))
        if local != "extensionElements":
            _attributes(xml, local, report)
            _extensions(xml, report)


def _obeyed(root: etree._Element) -> Iterator[etree._Element]:
    """Elements of the standard, but for what stands in extensions and in pools that do not run."""
    waiting = [root]
    while waiting:
        xml = waiting.pop()
        namespace, local = split(xml.tag)
        if namespace == BPMN:
            yield xml
        is_aside = local == "process" and xml.get("isExecutable") == "false"
        if local != "extensionElements" and not is_aside:
            waiting += reversed(xml)


def _node(xml: etree._Element, local: str, report: Report) -> None:
    if local not in RUNS:
        report.add("unsupported-element", spot(xml), what=kind_named(local), note=INSTEAD[local])
    definitions = [part for part in xml if split(part.tag)[1].endswith("EventDefinition")]
    if local in ("boundaryEvent", "intermediateCatchEvent") and not definitions:
        _unsupported(xml, "none", local, report)


def _event_definition(xml: etree._Element, local: str, report: Report) -> None:
    above = xml.getparent()
    host = "" if above is None else split(above.tag)[1]
    if host not in EVENT_DEFINITIONS.get(local, frozenset()):
        _unsupported(xml, local, host, report)


def _unsupported(xml: etree._Element, event: str, host: str, report: Report) -> None:
    known = [kind_named(kind) for kind, hosts in EVENT_DEFINITIONS.items() if host in hosts]
    report.add(
        "unsupported-event",
        spot(xml),
        what=kind_named(event),
        host=kind_named(host),
        known=listed(known) if known else "–",
    )


def _attributes(xml: etree._Element, local: str, report: Report) -> None:
    obeyed = _ATTRIBUTES.get(local)
    if obeyed is None:
        return
    for name, value in xml.attrib.items():
        plain = str(name)
        if plain.startswith("{") or plain in ("id", "name") or plain in obeyed:
            continue
        if plain == "language" and local == "conditionExpression" and "feel" in str(value).lower():
            continue
        if plain == "isForCompensation" and local in ACTIVITIES:
            continue
        if plain not in _REMARKS and _AT_REST.get(plain) != str(value):
            report.add("unsupported-attribute", spot(xml), what=field_named(plain))


def _extensions(xml: etree._Element, report: Report) -> None:
    found = extensions_of(xml)
    for unread in found.unread:
        if any(unread.what.startswith(f"{{{namespace}}}") for namespace in TOOL_NAMESPACES):
            continue
        # The standard lets a tool pass over what another one extends (8.2.3).
        is_foreign = unread.what.startswith("{") or unread.what in WITHOUT_EFFECT
        rule = "ignored-extension" if is_foreign else "unsupported-attribute"
        report.add(rule, spot(xml), line=unread.line, what=field_named(unread.what))
    for name in found.properties:
        if name not in PROPERTIES:
            near = nearest(name, PROPERTIES)
            hint = f" ({near}?)" if near else ""
            report.add("unknown-property", spot(xml), what=name, nearest=hint)
    binding = found.get("formRefBinding")
    if binding not in ("", "deployment"):
        report.add("unsupported-attribute", spot(xml), what=field_named("formRefBinding"))
