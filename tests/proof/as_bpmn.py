"""Writes a random model as the BPMN file that the engine reads."""

from drawn_model import ESCALATIONS, PARTS, SHARED, SIGNALS, STARTS, SUBPROCESSES, Flow, Model, Node

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:random">'
    '<error id="broken" errorCode="broken"/><error id="other" errorCode="other"/>'
    '<message id="told" name="told"/>'
    + "".join(f'<signal id="{name}" name="{name}"/>' for name in SIGNALS)
    + "".join(f'<escalation id="{name}" escalationCode="{name}"/>' for name in ESCALATIONS)
)
TAGS = {
    "start": "startEvent", "end": "endEvent", "terminate": "endEvent", "user": "userTask",
    "job": "serviceTask", "task": "task", "manual": "manualTask", "script": "scriptTask",
    "timer": "intermediateCatchEvent", "xor": "exclusiveGateway", "and": "parallelGateway",
    "or": "inclusiveGateway", "sub": "subProcess", "receive": "receiveTask",
    "catch": "intermediateCatchEvent", "call": "callActivity", "watch": "subProcess",
    "undo_watch": "subProcess",
    "all": "intermediateCatchEvent", "any": "intermediateCatchEvent", "rule": "businessRuleTask",
    "begin_timer": "startEvent", "begin_message": "startEvent", "begin_signal": "startEvent",
    "begin_conditional": "startEvent", "begin_all": "startEvent",
    "multi": "userTask", "serial": "userTask", "eventgw": "eventBasedGateway",
    "hear": "intermediateCatchEvent", "hold": "intermediateCatchEvent", "send": "sendTask",
    "link_throw": "intermediateThrowEvent", "link_catch": "intermediateCatchEvent",
    "multi_sub": "subProcess", "serial_sub": "subProcess", "repeat_sub": "subProcess",
    "repeat": "userTask",
    "on": "boundaryEvent", "_start": "startEvent", "_end": "endEvent",
    "_throw": "intermediateThrowEvent",
}  # fmt: skip
INNER = {
    "timer": "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>",
    "message": '<messageEventDefinition messageRef="told"/>',
    "terminate": "<terminateEventDefinition/>",
    "link": '<linkEventDefinition name="{node.code}"/>',
    "signal": '<signalEventDefinition signalRef="{node.code}"/>',
    "escalation": "<escalationEventDefinition{named}/>",
    "error": "<errorEventDefinition{named}/>",
    "undo": "<compensateEventDefinition{named}/>",
    "conditional": "<conditionalEventDefinition><condition>={node.awaits[0]} = {node.awaits[1]}"
    "</condition></conditionalEventDefinition>",
}  # fmt: skip
DECISION = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"'
    ' namespace="urn:random">'
    + "".join(
        f'<inputData id="in_{name}" name="{name}"><variable name="{name}"/></inputData>'
        f'<decision id="of_{name}" name="of_{name}"><informationRequirement>'
        f'<requiredInput href="#in_{name}"/></informationRequirement>'
        '<decisionTable hitPolicy="FIRST">'
        f"<input><inputExpression><text>{name}</text></inputExpression></input><output/>"
        "<rule><inputEntry><text>0</text></inputEntry>"
        "<outputEntry><text>1</text></outputEntry></rule>"
        "<rule><inputEntry><text>-</text></inputEntry>"
        "<outputEntry><text>0</text></outputEntry></rule></decisionTable></decision>"
        for name in SHARED
    )
    + "</definitions>"
).encode()
"""What business rule tasks ask: 1 where a shared variable is 0, else 0."""
ATTRIBUTES = {
    "all": ' parallelMultiple="true"',
    "begin_all": ' parallelMultiple="true"',
    "rule": ' camunda:decisionRef="of_{node.asks}" camunda:resultVariable="{node.writes[0]}"'
    ' camunda:mapDecisionResult="singleEntry"',
    "job": ' camunda:type="external" camunda:topic="work"',
    "receive": ' messageRef="told"',
    "send": ' messageRef="told"',
    "call": ' calledElement="{node.id}_process" camunda:calledElementBinding="deployment"',
    "watch": ' triggeredByEvent="true"',
    "undo_watch": ' triggeredByEvent="true"',
}


def bpmn(model: Model) -> bytes:
    processes = [_process(model, "p", None)]
    for node in model.nodes.values():
        if node.kind == "call":
            processes.append(_process(model, f"{node.id}_process", node.id))
    return f"{HEAD}{''.join(processes)}</definitions>".encode()


def _process(model: Model, key: str, scope: str | None) -> str:
    data = "".join(f'<dataObject id="{key}_{name}" name="{name}"/>' for name in SHARED)
    return f'<process id="{key}" isExecutable="true">{data}{_scope(model, scope)}</process>'


def _scope(model: Model, scope: str | None) -> str:
    nodes = model.inside(scope)
    names = {node.id for node in nodes}
    flows = [flow for flow in model.flows if flow.source in names and not flow.is_link]
    return "".join(_node(model, node) for node in nodes) + "".join(map(_flow, flows))


def _node(model: Model, node: Node) -> str:
    attributes = f'id="{node.id}"' + ATTRIBUTES.get(node.kind, "").format(node=node)
    if node.default:
        attributes += f' default="{node.default}"'
    interrupts = str(node.interrupts).lower()
    if node.host:
        attributes += f' attachedToRef="{node.host}" cancelActivity="{interrupts}"'
    if node.kind.endswith("_start"):
        attributes += f' isInterrupting="{interrupts}"'
    inner = _definition(node)
    if node.kind == "script":
        attributes += f' scriptFormat="feel" camunda:resultVariable="{node.writes[0]}"'
        inner = f"<script>{node.writes[1]}</script>"
    elif node.copies:
        inner = _copy(model, node)
    elif node.kind in SUBPROCESSES | {"watch", "undo_watch"}:
        inner = _scope(model, node.id)
    if node.keeps:
        inner = f'<dataObject id="{node.keeps}" name="{node.keeps}"/>{inner}'
    inner += _loop(node)
    tag, more = _tag(node), ""
    if node.handles:
        attributes += ' isForCompensation="true"'
        more = f'<association id="{node.id}_as" sourceRef="{node.handles}" targetRef="{node.id}"/>'
    return f"<{tag} {attributes}>{inner}</{tag}>{more}"


def _loop(node: Node) -> str:
    kind = node.kind.partition("_")[0]
    if kind == "repeat":
        return f'<standardLoopCharacteristics loopMaximum="{node.ways}"/>'
    if kind not in ("multi", "serial"):
        return ""
    enough = f"=nrOfCompletedInstances &gt;= {node.enough}" if node.enough else ""
    until = f"<completionCondition>{enough}</completionCondition>" if enough else ""
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{str(kind == "serial").lower()}">'
        f"<loopCardinality>{node.ways}</loopCardinality>{until}</multiInstanceLoopCharacteristics>"
    )


def _tag(node: Node) -> str:
    before, _, after = node.kind.rpartition("_")
    return TAGS.get(node.kind) or TAGS.get(f"_{after}") or TAGS[before]


def _definition(node: Node) -> str:
    """The event definition of an event node."""
    if node.kind in PARTS:
        return INNER["message"] + INNER["signal"].format(node=node)
    if node.kind in STARTS:
        return INNER[node.kind.removeprefix("begin_")].format(node=node)
    if node.kind in ("receive", "send"):
        return ""
    part = node.kind.partition("_")[0]
    kind = node.event or (part if part in INNER else "")
    kind = "undo" if node.kind == "on_undo" else kind
    reference = {"error": "error", "undo": "activity"}.get(kind, "escalation")
    named = f' {reference}Ref="{node.code}"' if node.code else ""
    if not node.waits:
        named += ' waitForCompletion="false"'
    return INNER.get(kind, "").format(node=node, named=named)


def _copy(model: Model, node: Node) -> str:
    """Let the answer of a user task go to a data object, too."""
    target = node.copies
    if target in SHARED:
        scope = model.process_of(node)
        target = f"{scope}_process_{target}" if scope else f"p_{target}"
    return (
        f'<ioSpecification><dataOutput id="{node.id}_out" name="{node.chooses}"/>'
        f"<inputSet/><outputSet><dataOutputRefs>{node.id}_out</dataOutputRefs></outputSet>"
        f"</ioSpecification><dataOutputAssociation><sourceRef>{node.id}_out</sourceRef>"
        f"<targetRef>{target}</targetRef></dataOutputAssociation>"
    )


def _flow(flow: Flow) -> str:
    inner = ""
    if flow.when is not None:
        variable, value = flow.when
        inner = f"<conditionExpression>={variable} = {value}</conditionExpression>"
    return (
        f'<sequenceFlow id="{flow.id}" sourceRef="{flow.source}" targetRef="{flow.target}">'
        f"{inner}</sequenceFlow>"
    )
