"""Writes a random model as the BPMN file that the engine reads."""

from drawn_at_random import Flow, Model, Node

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:random">'
    '<error id="broken" errorCode="broken"/>'
)
TAGS = {
    "start": "startEvent", "end": "endEvent", "terminate": "endEvent", "user": "userTask",
    "job": "serviceTask", "task": "task", "manual": "manualTask", "script": "scriptTask",
    "timer": "intermediateCatchEvent", "xor": "exclusiveGateway", "and": "parallelGateway",
    "or": "inclusiveGateway", "sub": "subProcess", "on_timer": "boundaryEvent",
    "on_error": "boundaryEvent",
}  # fmt: skip
TIMER = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"


def bpmn(model: Model) -> bytes:
    body = _scope(model, None)
    return f'{HEAD}<process id="p" isExecutable="true">{body}</process></definitions>'.encode()


def _scope(model: Model, scope: str | None) -> str:
    nodes = model.inside(scope)
    names = {node.id for node in nodes}
    flows = [flow for flow in model.flows if flow.source in names]
    return "".join(_node(model, node) for node in nodes) + "".join(map(_flow, flows))


def _node(model: Model, node: Node) -> str:
    attributes, inner = f'id="{node.id}"', ""
    if node.default:
        attributes += f' default="{node.default}"'
    if node.host:
        attributes += f' attachedToRef="{node.host}"'
        attributes += f' cancelActivity="{str(node.interrupts).lower()}"'
    match node.kind:
        case "terminate":
            inner = "<terminateEventDefinition/>"
        case "job":
            attributes += ' camunda:type="external" camunda:topic="work"'
        case "script":
            attributes += f' scriptFormat="feel" camunda:resultVariable="{node.writes[0]}"'
            inner = f"<script>{node.writes[1]}</script>"
        case "timer" | "on_timer":
            inner = TIMER
        case "on_error":
            named = f'errorRef="{node.code}"' if node.code else ""
            inner = f"<errorEventDefinition {named}/>"
        case "sub":
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
