"""Checks data objects, properties and the associations that carry them."""

from app.domain.element_names import kind_named
from app.engine.data import DECLARED, PLACEHOLDER, Data, associated, data_of, is_plain
from app.engine.diagram import ProcessDrawing
from app.engine.lint.constructs import spot
from app.engine.lint.report import Report
from app.engine.lint.written import check_feel
from app.engine.names import bpmn, split

KINDS = ("dataInputAssociation", "dataOutputAssociation")


def lint_data(drawing: ProcessDrawing, report: Report) -> None:
    """The data of one process."""
    for xml in drawing.xml.iter(*(bpmn(tag) for tag in DECLARED)):
        name = str(xml.get("name") or xml.get("id") or "").strip()
        if name != PLACEHOLDER and not is_plain(name):
            report.add("data-name", spot(xml), what=name)
    data = data_of(drawing.xml)
    for xml in drawing.xml.iter(bpmn("dataObjectReference")):
        if str(xml.get("dataObjectRef", "")) not in data.variables:
            report.add("data-reference", spot(xml), what=xml.get("dataObjectRef") or "?")
    for node in drawing.nodes.values():
        for kind in KINDS:
            for mapped in associated(node.xml, data, kind):
                what = mapped.name or kind_named(kind)
                check_feel(mapped.source, what, node, report, line=mapped.line)
                if not is_plain(mapped.name):
                    report.add("data-name", node, line=mapped.line, what=mapped.name)
    _references(drawing, data, report)


def _references(drawing: ProcessDrawing, data: Data, report: Report) -> None:
    """Ids in associations that nothing bears."""
    for kind in KINDS:
        for association in drawing.xml.iter(bpmn(kind)):
            for part in association:
                known = split(part.tag)[1] in ("sourceRef", "targetRef")
                named = "".join(map(str, part.itertext())).strip()
                if known and named and named not in data.variables:
                    report.add("data-reference", spot(association), what=named)
