"""Every diagram under `processes/` can be read at a glance: drawn whole, apart, within its page."""

from itertools import combinations
from pathlib import Path

import pytest
from process_drawing import Box, Drawing

PROCESSES = Path(__file__).parents[2] / "processes"
WIDEST, HIGHEST, MOST_NODES = 1800, 900, 25


@pytest.fixture(params=sorted(PROCESSES.glob("*/*.bpmn")), ids=lambda path: path.stem)
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return Drawing(request.param)


def test_there_are_diagrams() -> None:
    assert sorted(PROCESSES.glob("*/*.bpmn"))


def test_every_element_and_flow_is_drawn(drawing: Drawing) -> None:
    assert set(drawing.boxes) == set(drawing.nodes)
    assert set(drawing.edges) == set(drawing.flows)


def test_a_diagram_has_at_most_twenty_five_nodes(drawing: Drawing) -> None:
    # All of them: subprocesses, and what stands in them.
    assert len(drawing.nodes) <= MOST_NODES


def test_the_drawing_fits_its_page(drawing: Drawing) -> None:
    labels = [edge.label for edge in drawing.edges.values() if edge.label]
    boxes = [*drawing.boxes.values(), *drawing.labels.values(), *labels]
    points = [point for edge in drawing.edges.values() for point in edge.points]

    assert min(box.x for box in boxes) >= 0
    assert min(box.y for box in boxes) >= 0
    assert max(box.right for box in boxes) <= WIDEST
    assert max(box.bottom for box in boxes) <= HIGHEST
    assert all(0 <= x <= WIDEST and 0 <= y <= HIGHEST for x, y in points)


def test_shapes_do_not_overlap(drawing: Drawing) -> None:
    together = [
        (one, other)
        for one, other in combinations(drawing.nodes, 2)
        if drawing.boxes[one].overlaps(drawing.boxes[other])
        and not _belong_together(drawing, one, other)
    ]
    assert together == []


def test_what_stands_in_a_subprocess_is_drawn_in_it(drawing: Drawing) -> None:
    for element in drawing.nodes:
        parent = drawing.parent_of(element)
        if parent is not None:
            inner, outer = drawing.boxes[element], drawing.boxes[parent]
            assert outer.x < inner.x
            assert inner.right < outer.right
            assert outer.y < inner.y
            assert inner.bottom < outer.bottom


def test_boundary_events_sit_on_the_edge_of_their_host(drawing: Drawing) -> None:
    for element in drawing.nodes:
        host = drawing.host_of(element)
        if host is not None:
            event = drawing.boxes[element]
            centre = (event.x + event.width / 2, event.y + event.height / 2)
            assert drawing.boxes[host].touches(centre), element


def test_flows_touch_the_shapes_they_join(drawing: Drawing) -> None:
    for flow, edge in drawing.edges.items():
        assert drawing.boxes[edge.source].touches(edge.points[0]), flow
        assert drawing.boxes[edge.target].touches(edge.points[-1]), flow


def test_flows_run_level_or_upright_and_through_no_other_shape(drawing: Drawing) -> None:
    for flow, edge in drawing.edges.items():
        own = {edge.source, edge.target, *_hosts(drawing, edge.source, edge.target)}
        for start, end in edge.segments:
            assert start[0] == end[0] or start[1] == end[1], flow
            for element, box in drawing.boxes.items():
                if element in own or _encloses(drawing, element, own):
                    continue
                assert not box.meets(start, end), f"{flow} runs through {element}"


def test_labels_cover_nothing(drawing: Drawing) -> None:
    labels: dict[str, Box] = dict(drawing.labels)
    labels.update({flow: e.label for flow, e in drawing.edges.items() if e.label})
    subprocesses = {drawing.parent_of(element) for element in drawing.nodes}
    shapes = {key: box for key, box in drawing.boxes.items() if key not in subprocesses}

    for (one, box), (other, another) in combinations(labels.items(), 2):
        assert not box.overlaps(another), f"the labels of {one} and {other} collide"
    for label, box in labels.items():
        for shape, another in shapes.items():
            assert not box.overlaps(another), f"the label of {label} lies on {shape}"
        for flow, edge in drawing.edges.items():
            assert not any(box.meets(*part) for part in edge.segments), (
                f"{flow} runs through the label of {label}"
            )


def test_every_name_outside_a_shape_has_a_place(drawing: Drawing) -> None:
    for flow, element in drawing.flows.items():
        assert bool(element.get("name")) == (drawing.edges[flow].label is not None), flow
    for node, element in drawing.nodes.items():
        outside = drawing.is_round(node) or element.tag.endswith("Gateway")
        assert (outside and bool(element.get("name"))) == (node in drawing.labels), node


def _belong_together(drawing: Drawing, one: str, other: str) -> bool:
    return (
        drawing.host_of(one) == other
        or drawing.host_of(other) == one
        or other in drawing.around(one)
        or one in drawing.around(other)
    )


def _hosts(drawing: Drawing, *elements: str) -> set[str]:
    return {host for element in elements if (host := drawing.host_of(element))}


def _encloses(drawing: Drawing, element: str, inner: set[str]) -> bool:
    return any(element in drawing.around(one) for one in inner if one in drawing.nodes)
