"""Checks what authors wrote in attributes: FEEL that parses, literals that fit."""

import re
from collections.abc import Callable
from functools import lru_cache

from app.domain.field_names import field_named
from app.domain.texts import LANGUAGES, Text
from app.engine.diagram import Node, ProcessDrawing
from app.engine.event_facts import Timer, timer_of
from app.engine.expressions import compiled, is_expression
from app.engine.lint.report import Place, Report, words_of
from app.engine.names import bpmn
from app.engine.times import literal_date, read_cycle
from app.feel import FeelError, infer
from app.feel.builtins import STANDARD
from app.feel.errors import Unfit
from app.feel.nearest import did_you_mean
from app.feel.saying import told as told_in
from app.feel.temporal import read_duration
from app.feel.types import ANY

DOMAIN_FUNCTIONS = frozenset(
    {"working_days_after", "working_days_before", "working_hours_after", "is_working_day"}
    | {"deadline", "age_at"}
)
"""Functions that the platform binds to a case, besides those of the standard."""
_RETRY = re.compile(r"R\d{1,3}/(P.+)", re.ASCII)
_NAME = re.compile(r"[^\W\d]\w*")


def lint_written(drawing: ProcessDrawing, report: Report) -> None:
    """Conditions, scripts, timers, mappings and attributes of one process."""
    for flow in drawing.flows.values():
        if flow.condition is not None:
            check_feel(flow.condition, field_named("condition"), flow, report)
    for node in drawing.nodes.values():
        _attributes(node, report)
        _timer(node, report)
        if node.tag == "scriptTask":
            _script(node, report)


def check_feel(
    text: str, what: str | Text, place: Place | None, report: Report, *, line: int = 0
) -> None:
    """A finding if the text is no FEEL or plain JUEL, or calls what does not exist."""
    try:
        expression = compiled(text)
    except FeelError as error:
        report.add("bad-expression", place, line=line, what=what, detail=words_of(error))
        return
    for name in sorted(expression.calls):
        if name not in STANDARD and name not in DOMAIN_FUNCTIONS:
            hint = did_you_mean(name, (*STANDARD, *DOMAIN_FUNCTIONS))
            told = Text(*(f"{name}{told_in(hint, language)}" for language in LANGUAGES))
            report.add("unknown-function", place, line=line, what=what, name=told)
    for doubt in _doubts(text):
        report.add("expression-type", place, line=line, detail=doubt)


@lru_cache(maxsize=8192)
def _doubts(text: str) -> tuple[Text, ...]:
    """What is doubtful in an expression that can be read; the same text comes again and again."""
    expression = compiled(text)
    # A variable may bear the name of a function: of its type nothing is known here.
    variables = dict.fromkeys(expression.names, ANY)
    found = infer(expression.source, variables, known=expression.calls).findings
    return tuple(words_of(doubt) for doubt in found)


def _value(
    text: str,
    what: str,
    node: Node,
    report: Report,
    fits: Callable[[str], object] = str,
    expected: str = "",
) -> None:
    """FEEL after `=`, else a literal that `fits` reads without Unfit."""
    if is_expression(text):
        check_feel(text, field_named(what), node, report)
        return
    try:
        fits(text)
    except Unfit:
        report.add("bad-literal", node, what=field_named(what), value=text, expected=expected)


def _attributes(node: Node, report: Report) -> None:
    extensions = node.extensions
    for name in ("assignee", "candidateGroups", "candidateUsers"):
        if text := extensions.get(name):
            _value(text, name, node, report)
    for name in ("dueDate", "followUpDate"):
        if text := extensions.get(name):
            _value(text, name, node, report, literal_date, "2026-01-31, 2026-01-31T09:00:00, =…")
    if text := extensions.get("priority"):
        _value(text, "priority", node, report, _whole, "50, =…")
    if extensions.retry_cycle:
        _value(extensions.retry_cycle, "failedJobRetryTimeCycle", node, report, _retry, "R3/PT10M")
    variable = extensions.get("resultVariable")
    if variable and not _NAME.fullmatch(variable):
        what = field_named("resultVariable")
        report.add("bad-literal", node, what=what, value=variable, expected="result")
    for mapped in (*extensions.inputs, *extensions.outputs):
        if is_expression(mapped.source):
            check_feel(mapped.source, mapped.name, node, report, line=mapped.line)


def _timer(node: Node, report: Report) -> None:
    for definition in node.xml.findall(bpmn("timerEventDefinition")):
        _due(node, timer_of(definition), report)


def _due(node: Node, timer: Timer | None, report: Report) -> None:
    if timer is None or not timer.text:
        report.add("timer-without-time", node)
    elif timer.kind == "timeDate":
        _value(timer.text, timer.kind, node, report, literal_date, "2026-01-31, =…")
    elif timer.kind == "timeCycle":
        _value(timer.text, timer.kind, node, report, read_cycle, "R3/PT1H, R/P1M, =…")
    else:
        _value(timer.text, timer.kind, node, report, read_duration, "PT2H, P3D, =…")


def _script(node: Node, report: Report) -> None:
    language = node.attribute("scriptFormat")
    if language.strip().lower() != "feel":
        report.add("script-format", node, what=language or "?")
        return
    script = node.xml.find(bpmn("script"))
    text = "" if script is None else "".join(map(str, script.itertext())).strip()
    check_feel(text, field_named("script"), node, report)


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise Unfit(text)
    return int(text)


def _retry(text: str) -> object:
    found = _RETRY.fullmatch(text)
    if found is None:
        raise Unfit(text)
    return read_duration(found[1])
