"""Checks that people can read every text in their language."""

from collections.abc import Mapping

from app.domain.field_names import IN_LANGUAGE, field_named
from app.domain.texts import LANGUAGES, Language, Text
from app.engine.diagram import Node, ProcessDrawing
from app.engine.dialect import extensions_of
from app.engine.lint.report import Place, Report

UNNAMED = frozenset({"startEvent", "exclusiveGateway", "parallelGateway"})
"""May stand without a name; if they have one, it is in all languages."""
SAME_IN_BOTH = frozenset({"акт", "архив", "телефон", "паспорт", "адрес", "банк", "e-mail"})
"""Words that Kazakh and Russian share."""


def lint_texts(drawing: ProcessDrawing, report: Report) -> None:
    """Names and hints of the process and its elements."""
    _named(drawing, drawing.name, extensions_of(drawing.xml).properties, report)
    for node in drawing.nodes.values():
        properties = node.extensions.properties
        if node.name or node.tag not in UNNAMED:
            _named(node, node.name, properties, report)
        _hint(node, properties, report)
    for flow in drawing.flows.values():
        if flow.name:
            _named(flow, flow.name, extensions_of(flow.xml).properties, report)


def check_text(text: Text, what: Text, place: Place | None, report: Report, line: int = 0) -> None:
    """Findings for a missing language, and for Kazakh that is Russian."""
    for language in LANGUAGES:
        if not getattr(text, language).strip():
            tell_missing(language, what, place, report, line)
    kazakh = text.kk.strip().casefold()
    is_shared = kazakh in SAME_IN_BOTH or not _has_cyrillic(kazakh)
    if kazakh and kazakh == text.ru.strip().casefold() and not is_shared:
        report.add("same-text", place, line=line, what=what, value=text.kk)


def tell_missing(
    language: Language, what: Text, place: Place | None, report: Report, line: int = 0
) -> None:
    report.add("missing-text", place, line=line, what=what, language=IN_LANGUAGE[language])


def _named(place: Place, name: str, properties: Mapping[str, str], report: Report) -> None:
    text = Text(name, properties.get("name.ru", ""), properties.get("name.en", ""))
    check_text(text, field_named("name"), place, report)


def _hint(node: Node, properties: Mapping[str, str], report: Report) -> None:
    words = [properties.get(f"hint.{language}", "") for language in ("kk", "ru", "en")]
    if any(words):
        check_text(Text(*words), field_named("hint"), node, report)


def _has_cyrillic(text: str) -> bool:
    return any("\u0400" <= letter <= "\u04ff" for letter in text)
