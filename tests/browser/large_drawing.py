"""A drawing of 200 elements, larger than any service should be: a walk through rows of tasks."""

from collections.abc import Iterator

ELEMENTS, ROW = 200, 20
STEP_X, STEP_Y, WIDTH, HEIGHT = 150, 130, 100, 80
NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
)


def large_drawing(key: str) -> str:
    """The process with its shapes and edges, by the key of the service."""
    nodes, shapes = "".join(_nodes()), "".join(_shapes())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<bpmn:definitions {NAMESPACES}'
        f' id="large" targetNamespace="urn:qadam:processes"><bpmn:process id="{key}"'
        f' isExecutable="true">{nodes}</bpmn:process><bpmndi:BPMNDiagram id="diagram">'
        f'<bpmndi:BPMNPlane id="plane" bpmnElement="{key}">{shapes}</bpmndi:BPMNPlane>'
        "</bpmndi:BPMNDiagram></bpmn:definitions>\n"
    )


def _nodes() -> Iterator[str]:
    for n in range(ELEMENTS):
        kind = {0: "startEvent", ELEMENTS - 1: "endEvent"}.get(n, "userTask")
        yield f'<bpmn:{kind} id="step_{n}" name="Қадам {n}" />'
        if n:
            ends = f'sourceRef="step_{n - 1}" targetRef="step_{n}"'
            yield f'<bpmn:sequenceFlow id="flow_{n}" {ends} />'


def _shapes() -> Iterator[str]:
    for n in range(ELEMENTS):
        row, column = divmod(n, ROW)
        x, y = column * STEP_X, row * STEP_Y
        width, height = (36, 36) if n in (0, ELEMENTS - 1) else (WIDTH, HEIGHT)
        yield (
            f'<bpmndi:BPMNShape id="step_{n}_di" bpmnElement="step_{n}">'
            f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}" /></bpmndi:BPMNShape>'
        )
        if n:
            before, place = divmod(n - 1, ROW)
            yield (
                f'<bpmndi:BPMNEdge id="flow_{n}_di" bpmnElement="flow_{n}">'
                f'<di:waypoint x="{place * STEP_X + WIDTH}" y="{before * STEP_Y + 18}" />'
                f'<di:waypoint x="{x}" y="{y + 18}" /></bpmndi:BPMNEdge>'
            )
