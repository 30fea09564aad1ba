"""Checks decision models, and the business rule tasks that ask them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.decisions import DecisionModel, Problem, read_model
from app.domain.field_names import field_named
from app.domain.models import ModelFile
from app.domain.texts import LANGUAGES, Text
from app.engine.deciding import BINDINGS, MAPPINGS
from app.engine.diagram import ProcessDrawing
from app.engine.expressions import is_expression
from app.engine.facts import decision_call
from app.engine.lint.report import Report, words_of
from app.engine.lint.texts import check_text
from app.engine.lint.written import DOMAIN_FUNCTIONS
from app.feel.nearest import nearest
from app.safe_xml import UnreadableModel


@dataclass(frozen=True, slots=True)
class _Spot:
    id: str
    name: str
    line: int


def lint_model(file: ModelFile, report: Report) -> DecisionModel | None:
    """Every finding of one `.dmn` file, and the model if it can be read."""
    try:
        model = read_model(file.content)
    except UnreadableModel as error:
        report.add(error.rule, line=error.line, detail=error)
        return None
    for problem in (*model.problems, *model.unread):
        _tell(problem, report)
    for decision in model.decisions:
        _words(model, decision, report)
    if not model.problems:
        for decision in model.elements:
            _doubts(model, decision, report)
    return model


def _tell(problem: Problem, report: Report) -> None:
    spot = _Spot(problem.element, problem.name, problem.line)
    detail = problem.detail if problem.error is None else words_of(problem.error)
    report.add(problem.rule, spot, what=problem.what, detail=detail)


def _words(model: DecisionModel, decision: str, report: Report) -> None:
    """What the case page tells of a decision: its name, and the annotations of its rules."""
    titles = model.titles_of(decision)
    spot = _Spot(decision, titles["kk"], model.line_of(decision))
    named = Text(*(titles[language] for language in LANGUAGES))
    check_text(named, field_named("name"), spot, report)
    for rule in model.rules_of(decision):
        words = [rule.notes.get(language, "") for language in LANGUAGES]
        if any(words):
            check_text(Text(*words), field_named("annotation"), spot, report)


def _doubts(model: DecisionModel, decision: str, report: Report) -> None:
    """Types that can never fit, and functions that there are not."""
    name = model.titles_of(decision)["kk"]
    spot = _Spot(decision, name, model.line_of(decision))
    for doubt in model.doubts_of(decision, DOMAIN_FUNCTIONS):
        report.add("expression-type", spot, detail=words_of(doubt))


def lint_calls(
    drawing: ProcessDrawing, models: Mapping[str, DecisionModel], report: Report
) -> None:
    """The business rule tasks of one process: the decision, the binding, the mapping."""
    for node in drawing.nodes.values():
        if node.tag != "businessRuleTask":
            continue
        extensions = node.extensions
        call = decision_call(extensions)
        if not call.ref:
            report.add("decision-ref-missing", node)
        if call.binding not in BINDINGS:
            report.add("decision-binding", node, what=call.binding)
        if call.binding == "version" and not (
            is_expression(call.version) or call.version.isdecimal()
        ):
            report.add("decision-version", node)
        if call.mapping not in MAPPINGS:
            report.add("decision-mapping", node, what=call.mapping)
        if not extensions.get("resultVariable") and not extensions.outputs:
            report.add("decision-result-unused", node)
        is_here = call.binding == "deployment" and call.ref and not is_expression(call.ref)
        if is_here and call.ref not in models:
            near = nearest(call.ref, models)
            report.add(
                "decision-missing", node, what=call.ref, nearest=f" ({near}?)" if near else ""
            )


def read_models(
    files: Sequence[ModelFile], reports: Mapping[str, Report]
) -> dict[str, DecisionModel]:
    """The models of a folder by the ids of their decisions; findings go to the file's report."""
    found: dict[str, DecisionModel] = {}
    for file in files:
        if not file.path.endswith(".dmn"):
            continue
        report = reports[file.path]
        model = lint_model(file, report)
        for decision in () if model is None else model.decisions:
            if decision in found:
                report.add("duplicate-decision", _Spot(decision, "", 0), what=decision)
            elif model is not None:
                found[decision] = model
    return found
