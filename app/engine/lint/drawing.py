"""Checks what a reader of the diagram sees: all of it drawn, apart, and on one page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from math import isfinite

from lxml import etree

from app.engine.compensation import catches_at_boundary
from app.engine.diagram import Node, ProcessDrawing
from app.engine.lint.report import Report
from app.engine.names import bpmn, split
from app.safe_xml import line_of

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
WIDEST, HIGHEST, MOST_NODES = 1800, 900, 25
"""Of a service's main diagram: what fits a screen and a printed page."""
MOST_OVERLAPS = 100
"""Told of one drawing."""
SLACK = 1.0
"""Points by which shapes may touch."""


@dataclass(frozen=True, slots=True)
class Box:
    """The shape of one element, in points from the upper left corner of its plane."""

    element: str
    plane: int
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


def lint_drawing(
    root: etree._Element, drawings: Iterable[ProcessDrawing], report: Report, *, is_main: bool
) -> None:
    """The drawings of a file; the size of a page is asked of a service's main diagram alone."""
    boxes, edges = _shapes(root, report), _edges(root)
    for drawing in drawings:
        if not any(node.id in boxes for node in drawing.nodes.values()):
            report.add("missing-drawing", drawing, what=drawing.id)
            continue
        for node in drawing.nodes.values():
            if node.id not in boxes:
                report.add("missing-drawing", node, what=node.id)
        for flow in drawing.flows.values():
            if flow.id not in edges:
                report.add("missing-drawing", flow, what=flow.id)
        for event in _without_association(root, drawing, edges):
            report.add("missing-drawing", event, what=event.id)
        for one, other in islice(_overlapping(drawing, boxes), MOST_OVERLAPS):
            report.add("shapes-overlap", drawing.nodes[other], what=one)
        if is_main:
            _page(drawing, boxes, report)


def _shapes(root: etree._Element, report: Report) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    for plane, drawn in enumerate(root.iter(f"{{{DI}}}BPMNPlane")):
        for shape in drawn.iter(f"{{{DI}}}BPMNShape"):
            element = str(shape.get("bpmnElement", "")).rpartition(":")[2]
            bounds = shape.find(f"{{{DC}}}Bounds")
            x, y, width, height = (_number(bounds, side) for side in ("x", "y", "width", "height"))
            if x is None or y is None or width is None or height is None:
                report.add("bad-shape", line=line_of(shape), what=element)
            else:
                boxes[element] = Box(element, plane, x, y, width, height)
    return boxes


def _number(bounds: etree._Element | None, side: str) -> float | None:
    try:
        found = float(str(bounds.get(side))) if bounds is not None else None
    except ValueError:
        return None
    return found if found is not None and isfinite(found) else None


def _edges(root: etree._Element) -> set[str]:
    return {
        str(edge.get("bpmnElement", "")).rpartition(":")[2]
        for edge in root.iter(f"{{{DI}}}BPMNEdge")
        if sum(split(part.tag)[1] == "waypoint" for part in edge) > 1
    }


def _without_association(
    root: etree._Element, drawing: ProcessDrawing, edges: set[str]
) -> Iterator[Node]:
    """Compensation events whose association, without which they mean nothing, is not drawn."""
    for association in root.iter(bpmn("association")):
        if str(association.get("id", "")) in edges:
            continue
        for end in ("sourceRef", "targetRef"):
            node = drawing.nodes.get(str(association.get(end, "")))
            if node is not None and catches_at_boundary(node):
                yield node


def _overlapping(drawing: ProcessDrawing, boxes: Mapping[str, Box]) -> Iterator[tuple[str, str]]:
    """Pairs of shapes that cover each other, from left to right."""
    drawn = [boxes[node.id] for node in drawing.nodes.values() if node.id in boxes]
    open_now: list[Box] = []
    for box in sorted(drawn, key=lambda drawn_box: drawn_box.x):
        open_now = [other for other in open_now if other.right - SLACK > box.x]
        for other in open_now:
            if (
                other.plane == box.plane
                and other.y < box.bottom - SLACK
                and box.y < other.bottom - SLACK
                and not _belong_together(drawing, other.element, box.element)
            ):
                yield other.element, box.element
        open_now.append(box)


def _belong_together(drawing: ProcessDrawing, one: str, other: str) -> bool:
    """A subprocess and what stands in it, an activity and its boundary events."""
    nodes = drawing.nodes
    return any(inner in _around(nodes, outer) for inner, outer in ((one, other), (other, one)))


def _around(nodes: Mapping[str, Node], element: str) -> set[str]:
    """The subprocesses around an element, its host, and those around that."""
    found: set[str] = set()
    at: Node | None = nodes[element]
    while at is not None:
        above = at.attached_to or at.parent
        if above is None or above in found:
            break
        found.add(above)
        if at.attached_to and at.parent:
            found.add(at.parent)
        at = nodes.get(above)
    return found


def _page(drawing: ProcessDrawing, boxes: Mapping[str, Box], report: Report) -> None:
    count = len(drawing.nodes)
    if count > MOST_NODES:
        report.add("too-many-for-one-page", drawing, count=count, limit=MOST_NODES)
    drawn = [boxes[node.id] for node in drawing.nodes.values() if node.id in boxes]
    right, bottom = max(box.right for box in drawn), max(box.bottom for box in drawn)
    if right > WIDEST or bottom > HIGHEST:
        size = f"{right:.0f} × {bottom:.0f}"
        report.add("page-too-small", drawing, size=size, limit=f"{WIDEST} × {HIGHEST}")
