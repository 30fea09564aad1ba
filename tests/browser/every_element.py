"""A drawing with every element that a modeller can draw, each on a place of its own."""

from collections.abc import Iterator
from itertools import count

TASKS = (
    "task", "userTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask",
    "receiveTask", "manualTask", "callActivity",
)  # fmt: skip
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway")
EVENTS = {
    "startEvent": ("", "message", "timer", "signal", "conditional"),
    "endEvent": ("", "message", "error", "escalation", "signal", "terminate", "compensate"),
    "intermediateCatchEvent": ("message", "timer", "signal", "conditional", "link"),
    "intermediateThrowEvent": ("", "message", "signal", "escalation", "link", "compensate"),
    "boundaryEvent": ("message", "timer", "signal", "error", "escalation", "conditional"),
}
COLUMNS = 8
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="all" targetNamespace="urn:all">\n'
)


def elements() -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Id, XML and size of each."""
    numbers = count(1)
    for tag in (*TASKS, *GATEWAYS):
        size = (100, 80) if tag in TASKS else (50, 50)
        yield f"e{next(numbers)}", f"<bpmn:{tag} id=", size
    for tag, triggers in EVENTS.items():
        for trigger in triggers:
            yield f"e{next(numbers)}", f"<bpmn:{tag} {trigger} id=", (36, 36)
    yield "sub", "<bpmn:subProcess id=", (350, 200)


def every_element() -> str:
    """One process with all of them; boundary events stand on the first task."""
    body, shapes = [], []
    for place, (identity, start, (width, height)) in enumerate(elements()):
        x, y = 160 * (place % COLUMNS) + 150, 130 * (place // COLUMNS) + 80
        tag, _, trigger = start.removeprefix("<bpmn:").removesuffix(" id=").partition(" ")
        attached = ""
        if tag == "boundaryEvent":
            attached = ' attachedToRef="e1" cancelActivity="true"'
        inner = f'<bpmn:{trigger}EventDefinition id="{identity}_d" />' if trigger else ""
        body.append(f'<bpmn:{tag} id="{identity}"{attached}>{inner}</bpmn:{tag}>')
        opened = ' isExpanded="true"' if tag == "subProcess" else ""
        shapes.append(
            f'<bpmndi:BPMNShape id="{identity}_s" bpmnElement="{identity}"{opened}>'
            f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}" /></bpmndi:BPMNShape>'
        )
    flow = '<bpmn:sequenceFlow id="flow" sourceRef="e2" targetRef="e3" />'
    edge = (
        '<bpmndi:BPMNEdge id="flow_s" bpmnElement="flow"><di:waypoint x="410" y="120" />'
        '<di:waypoint x="470" y="120" /></bpmndi:BPMNEdge>'
    )
    return (
        f'{HEAD}<bpmn:process id="all_process" isExecutable="true">{"".join(body)}{flow}'
        f'</bpmn:process><bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" '
        f'bpmnElement="all_process">{"".join(shapes)}{edge}</bpmndi:BPMNPlane>'
        "</bpmndi:BPMNDiagram></bpmn:definitions>\n"
    )
