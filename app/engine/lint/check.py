"""Lints a folder and, if nothing is found, gives the models in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree

from app.decisions import DecisionModel
from app.domain.models import (
    SHARED,
    Deployment,
    Finding,
    ModelFile,
    ProcessModel,
    Severity,
    is_diagram,
    is_shared,
)
from app.engine.building import MAX_ELEMENTS
from app.engine.diagram import ProcessDrawing, draw
from app.engine.facts import form_path, process_facts
from app.engine.lint.calls import lint_called
from app.engine.lint.compensation import lint_compensation
from app.engine.lint.constructs import lint_constructs
from app.engine.lint.contracts import lint_contracts
from app.engine.lint.data import lint_data
from app.engine.lint.decisions import lint_calls, read_models
from app.engine.lint.drawing import lint_drawing
from app.engine.lint.duties import lint_duties
from app.engine.lint.events import lint_events
from app.engine.lint.fitting import lint_fitting
from app.engine.lint.forms import lint_form, names_of
from app.engine.lint.loops import lint_loops
from app.engine.lint.matching import lint_matching
from app.engine.lint.report import Report, tell_left_out
from app.engine.lint.results import Beside
from app.engine.lint.several import lint_several
from app.engine.lint.shape import lint_ids, lint_shape
from app.engine.lint.soundness import lint_soundness
from app.engine.lint.texts import lint_texts
from app.engine.lint.topics import lint_topics
from app.engine.lint.variables import lint_variables, names_written
from app.engine.lint.written import lint_written
from app.engine.names import bpmn, split
from app.engine.support import NODE_TAGS
from app.ports.engine import TopicContract
from app.safe_xml import UnreadableModel, read_xml

MOST_NODES = 2 * MAX_ELEMENTS
MOST_FLOWS = 4 * MAX_ELEMENTS
"""Of one file, over all its processes."""


def check(files: Sequence[ModelFile], topics: Mapping[str, TopicContract]) -> Deployment:
    """All findings of all files, in the order of the files and lines.

    The models of shared stages come after those of the service that calls them.
    """
    accepted: list[tuple[ProcessDrawing, Report]] = []
    seen: set[str] = set()
    reports = {file.path: Report(file.path) for file in files}
    decisions = read_models(files, reports)
    for file in sorted(files, key=lambda file: is_shared(file.path)):
        report = reports[file.path]
        if is_diagram(file.path):
            drawings = _bpmn(file, files, topics, report)
            for drawing in drawings:
                if drawing.id in seen:
                    report.add("duplicate-process", drawing, what=drawing.id)
                seen.add(drawing.id)
                lint_calls(drawing, decisions, report)
            accepted += [(drawing, report) for drawing in drawings]
        elif file.path.endswith(".form"):
            lint_form(file, report)
    is_service = any(file.path == "service.yaml" for file in files)
    beside = _beside(files, topics, [drawing for drawing, _ in accepted], decisions)
    for drawing, report in accepted:
        lint_called(drawing, beside.drawings, report)
        lint_contracts(drawing, beside.drawings, report)
        lint_matching(drawing, beside, report)
        if is_service:
            lint_fitting(drawing, beside, report)
            lint_variables(drawing, beside, report, is_main=not is_shared(report.file))
    for report in reports.values():
        tell_left_out(report)
    findings = _in_order(files, list(reports.values()))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Deployment(tuple(findings))
    models: list[ProcessModel] = [
        replace(
            process_facts(drawing).model,
            written=names_written(drawing, beside, is_main=not is_shared(report.file)),
        )
        for drawing, report in accepted
    ]
    return Deployment(tuple(findings), tuple(models))


def _beside(
    files: Sequence[ModelFile],
    topics: Mapping[str, TopicContract],
    drawings: Sequence[ProcessDrawing],
    decisions: Mapping[str, DecisionModel],
) -> Beside:
    found = {file.path: names_of(file.content) for file in files if file.path.endswith(".form")}
    forms = {path: names for path, names in found.items() if names is not None}
    # A service may lay its own form over a shared one of the same name.
    shared = {path.removeprefix(SHARED): names for path, names in forms.items()}
    messages = {
        str(part.get("id")): part
        for drawing in drawings
        for tag in ("message", "signal")
        for part in drawing.xml.getroottree().getroot().iter(bpmn(tag))
    }
    named = {one.id: one for one in drawings}
    return Beside({**shared, **forms}, topics, named, messages, decisions)


def _in_order(files: Sequence[ModelFile], reports: Sequence[Report]) -> list[Finding]:
    places = {file.path: place for place, file in enumerate(files)}
    found = [finding for report in reports for finding in report.findings]
    return sorted(found, key=lambda finding: (places[finding.file], finding.line))


def _bpmn(
    file: ModelFile,
    files: Sequence[ModelFile],
    topics: Mapping[str, TopicContract],
    report: Report,
) -> list[ProcessDrawing]:
    try:
        root = read_xml(file.content)
    except UnreadableModel as error:
        report.add(error.rule, line=error.line, detail=error)
        return []
    if _is_too_large(root, report):
        return []
    lint_ids(root, report)  # before the drawing gives ids to what has none
    drawings = [drawing for drawing in draw(root) if drawing.executable]
    if not drawings:
        report.add("no-process")
    lint_constructs(root, report)
    is_main = "/" not in file.path and any(one.path == "service.yaml" for one in files)
    lint_drawing(root, drawings, report, is_main=is_main)
    for drawing in drawings:
        lint_shape(drawing, report)
        lint_events(drawing, report)
        lint_compensation(drawing, report)
        lint_several(drawing, report)
        lint_loops(drawing, report)
        lint_data(drawing, report)
        lint_soundness(drawing, report)
        lint_duties(drawing, report)
        lint_written(drawing, report)
        lint_texts(drawing, report)
        lint_topics(drawing, topics, report)
        _forms(drawing, {one.path for one in files}, report)
    return drawings


def _is_too_large(root: etree._Element, report: Report) -> bool:
    """A file far beyond what one process may have is told its size, and is looked at no further."""
    nodes = sum(1 for xml in root.iter() if split(xml.tag)[1] in NODE_TAGS)
    flows = sum(1 for _ in root.iter(bpmn("sequenceFlow")))
    if nodes > MOST_NODES:
        is_alone = sum(1 for _ in root.iter(bpmn("process"))) == 1
        limit = MAX_ELEMENTS if is_alone else MOST_NODES
        report.add("too-many-elements", count=nodes, limit=limit)
    if flows > MOST_FLOWS:
        report.add("too-many-flows", count=flows, limit=MOST_FLOWS)
    return nodes > MOST_NODES or flows > MOST_FLOWS


def _forms(drawing: ProcessDrawing, paths: set[str], report: Report) -> None:
    for node in drawing.nodes.values():
        form = form_path(node.extensions) if node.tag == "userTask" else ""
        if form and not paths & {form, f"{SHARED}{form}"}:
            report.add("form-missing", node, what=form)
