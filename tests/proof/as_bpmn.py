"""Writes a random model as the BPMN file that the engine reads."""

from drawn_at_random import Flow, Model, Node

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:random">'
    '<error id="broken" errorCode="broken"/><message id="told" name="told"/>'
)
TAGS = {
    "start": "startEvent", "end": "endEvent", "terminate": "endEvent", "user": "userTask",
    "job": "serviceTask", "task": "task", "manual": "manualTask", "script": "scriptTask",
    "timer": "intermediateCatchEvent", "xor": "exclusiveGateway", "and": "parallelGateway",
    "or": "inclusiveGateway", "sub": "subProcess", "on_timer": "boundaryEvent",
    "on_error": "boundaryEvent", "on_message": "boundaryEvent", "receive": "receiveTask",
    "catch": "intermediateCatchEvent", "call": "callActivity", "watch": "subProcess",
    "multi": "userTask", "serial": "userTask", "eventgw": "eventBasedGateway",
    "timer_start": "startEvent", "message_start": "startEvent",
}  # fmt: skip
MESSAGE = '<messageEventDefinition messageRef="told"/>'
TIMER = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
INNER = {
    "terminate": "<terminateEventDefinition/>", "timer": TIMER, "on_timer": TIMER,
    "timer_start": TIMER, "catch": MESSAGE, "on_message": MESSAGE, "message_start": MESSAGE,
}  # fmt: skip
ATTRIBUTES = {
    "job": ' camunda:type="external" camunda:topic="work"',
    "receive": ' messageRef="told"',
    "call": ' calledElement="{node.id}_process" camunda:calledElementBinding="deployment"',
    "watch": ' triggeredByEvent="true"',
}


def bpmn(model: Model) -> bytes:
    processes = [_process("p", _scope(model, None))]
    for node in model.nodes.values():
        if node.kind == "call":
            processes.append(_process(f"{node.id}_process", _scope(model, node.id)))
    return f"{HEAD}{''.join(processes)}</definitions>".encode()


def _process(key: str, body: str) -> str:
    return f'<process id="{key}" isExecutable="true">{body}</process>'


def _scope(model: Model, scope: str | None) -> str:
    nodes = model.inside(scope)
    names = {node.id for node in nodes}
    flows = [flow for flow in model.flows if flow.source in names]
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
    inner = INNER.get(node.kind, "")
    if node.kind == "script":
        attributes += f' scriptFormat="feel" camunda:resultVariable="{node.writes[0]}"'
        inner = f"<script>{node.writes[1]}</script>"
    elif node.kind == "on_error":
        named = f'errorRef="{node.code}"' if node.code else ""
        inner = f"<errorEventDefinition {named}/>"
    elif node.kind in ("multi", "serial"):
        one_by_one = str(node.kind == "serial").lower()
        inner = (
            f'<multiInstanceLoopCharacteristics isSequential="{one_by_one}"><loopCardinality>'
            f"{node.ways}</loopCardinality></multiInstanceLoopCharacteristics>"
        )
    elif node.kind in ("sub", "watch"):
        inner = _scope(model, node.id)
    tag = TAGS[node.kind]
    return f"<{tag} {attributes}>{inner}</{tag}>"


def _flow(flow: Flow) -> str:
    inner = ""
    if flow.when is not None:
        variable, value = flow.when
        inner = f"<conditionExpression>={variable} = {value}</conditionExpression>"
    return (
        f'<sequenceFlow id="{flow.id}" sourceRef="{flow.source}" targetRef="{flow.target}">'
        f"{inner}</sequenceFlow>"
    )
