"""Lints a folder and, if nothing is found, gives the models in it."""

from collections.abc import Mapping, Sequence

from app.domain.models import Deployment, Finding, ModelFile, ProcessModel
from app.engine.diagram import draw
from app.engine.facts import process_facts
from app.engine.lint.report import Report
from app.engine.reading import UnreadableModel, read_xml
from app.ports.engine import TopicContract


def check(files: Sequence[ModelFile], topics: Mapping[str, TopicContract]) -> Deployment:
    """All findings of all files, in the order of the files and lines."""
    findings: list[Finding] = []
    models: list[ProcessModel] = []
    for file in files:
        report = Report(file.path)
        if file.path.endswith(".bpmn"):
            models += _bpmn(file, report)
        findings += sorted(report.findings, key=lambda finding: finding.line)
    return Deployment(tuple(findings), () if findings else tuple(models))


def _bpmn(file: ModelFile, report: Report) -> list[ProcessModel]:
    try:
        root = read_xml(file.content)
    except UnreadableModel as error:
        report.add(error.rule, line=error.line, detail=error)
        return []
    drawings = [drawing for drawing in draw(root) if drawing.executable]
    if not drawings:
        report.add("no-process")
    if report.findings:
        return []
    return [process_facts(drawing).model for drawing in drawings]
