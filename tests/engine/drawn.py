"""Draws a small model: every node in a row, every flow a line."""

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
SPACE = 60
NO_SHAPE = ("Definition", "definitions", "process", "error", "signal", "message", "escalation")


def drawn(content: bytes) -> bytes:
    """The same model with its drawing; subprocesses lie beside what stands in them."""
    root = etree.fromstring(content)
    plane = etree.SubElement(
        etree.SubElement(root, f"{{{DI}}}BPMNDiagram"), f"{{{DI}}}BPMNPlane", bpmnElement="p"
    )
    place = 0
    for element in root.iter(f"{BPMN}*"):
        tag, id = element.tag.removeprefix(BPMN), element.get("id")
        if not id or tag.endswith(NO_SHAPE):
            continue
        if tag in ("sequenceFlow", "association"):
            edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", bpmnElement=id)
            for x in (0, 10):
                etree.SubElement(edge, f"{{{DD}}}waypoint", x=str(x), y="20")
        elif element.find(f"{BPMN}startEvent") is None:
            shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", bpmnElement=id)
            bounds = {"x": str(place * SPACE), "y": "0", "width": "40", "height": "40"}
            etree.SubElement(shape, f"{{{DC}}}Bounds", bounds)
            place += 1
        else:
            shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", bpmnElement=id)
            bounds = {"x": "0", "y": "-50", "width": "9000", "height": "200"}
            etree.SubElement(shape, f"{{{DC}}}Bounds", bounds)
    return etree.tostring(root)
