"""Reads a BPMN file's drawing: shapes, edges, labels and what they stand for."""

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

NS = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: "Box") -> bool:
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def touches(self, point: Point) -> bool:
        """Whether the point lies on the border."""
        x, y = point
        inside = self.x <= x <= self.right and self.y <= y <= self.bottom
        return inside and (x in (self.x, self.right) or y in (self.y, self.bottom))

    def meets(self, start: Point, end: Point) -> bool:
        """Whether a level or upright segment runs through the box."""
        (x1, x2), (y1, y2) = sorted((start[0], end[0])), sorted((start[1], end[1]))
        return x1 < self.right and self.x < x2 + 0.01 and y1 < self.bottom and self.y < y2 + 0.01


@dataclass(frozen=True)
class Edge:
    source: str
    target: str
    points: tuple[Point, ...]
    label: Box | None

    @property
    def segments(self) -> list[tuple[Point, Point]]:
        return list(zip(self.points, self.points[1:], strict=False))


class Drawing:
    def __init__(self, path: Path) -> None:
        root = etree.parse(path).getroot()
        self.nodes = {
            node.get("id"): node
            for node in root.iterfind(".//bpmn:process//*", NS)
            if node.find("bpmn:incoming", NS) is not None
            or node.find("bpmn:outgoing", NS) is not None
            or node.get("triggeredByEvent") == "true"
        }
        self.flows = {flow.get("id"): flow for flow in root.iterfind(".//bpmn:sequenceFlow", NS)}
        self.boxes: dict[str, Box] = {}
        self.labels: dict[str, Box] = {}
        for shape in root.iterfind(".//bpmndi:BPMNShape", NS):
            element = shape.get("bpmnElement")
            self.boxes[element] = _box(shape.find("dc:Bounds", NS))
            label = shape.find("bpmndi:BPMNLabel/dc:Bounds", NS)
            if label is not None:
                self.labels[element] = _box(label)
        self.edges = {
            edge.get("bpmnElement"): self._edge(edge)
            for edge in root.iterfind(".//bpmndi:BPMNEdge", NS)
        }

    def parent_of(self, element: str) -> str | None:
        parent = self.nodes[element].getparent()
        return parent.get("id") if parent.tag.endswith("subProcess") else None

    def around(self, element: str) -> set[str]:
        """The subprocesses that the element stands in, at any depth."""
        found: set[str] = set()
        parent = self.parent_of(element)
        while parent is not None:
            found.add(parent)
            parent = self.parent_of(parent)
        return found

    def host_of(self, element: str) -> str | None:
        return self.nodes[element].get("attachedToRef")

    def is_round(self, element: str) -> bool:
        return self.nodes[element].tag.endswith("Event")

    def _edge(self, edge: etree._Element) -> Edge:
        flow = self.flows[edge.get("bpmnElement")]
        points = tuple(
            (float(p.get("x")), float(p.get("y"))) for p in edge.iterfind("di:waypoint", NS)
        )
        label = edge.find("bpmndi:BPMNLabel/dc:Bounds", NS)
        return Edge(
            flow.get("sourceRef"),
            flow.get("targetRef"),
            points,
            None if label is None else _box(label),
        )


def _box(bounds: etree._Element) -> Box:
    return Box(*(float(bounds.get(side)) for side in ("x", "y", "width", "height")))
