"""Checks what the components of a form say of themselves: bounds, patterns, sources, columns."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain.answers import is_pattern
from app.domain.field_names import form_field_named
from app.domain.form_component import SUBTYPES, is_embedded
from app.domain.form_words import WordsUnreadable, words_of
from app.engine.lint.report import Place, Report
from app.feel import Expression, FeelError

SOURCES: Mapping[str, str] = {
    "expression": "expression",
    "table": "dataSource",
    "documentPreview": "dataSource",
}
"""The property without which the component shows nothing."""
_CHOICES: Mapping[tuple[str, ...], frozenset[str]] = {
    ("subtype",): frozenset(SUBTYPES),
    ("timeSerializingFormat",): frozenset({"utc_offset", "utc_normalized", "no_timezone"}),
    ("validate", "validationType"): frozenset({"custom", "email", "phone", ""}),
    ("action",): frozenset({"submit", "reset"}),
    ("computeOn",): frozenset({"change", "presubmit"}),
}
_COUNTS: tuple[tuple[str, ...], ...] = (
    ("validate", "minLength"), ("validate", "maxLength"), ("decimalDigits",), ("rowCount",),
    ("defaultRepetitions",), ("timeInterval",), ("height",),
)  # fmt: skip
_NUMBERS: tuple[tuple[str, ...], ...] = (
    ("validate", "min"), ("validate", "max"), ("increment",),
)  # fmt: skip
_PAIRS = (("minLength", "maxLength"), ("min", "max"))
EXPRESSIONS: tuple[tuple[str, ...], ...] = (
    ("conditional", "hide"), ("expression",), ("dataSource",), ("columnsExpression",),
    ("valuesExpression",), ("valuesKey",), ("readonly",),
)  # fmt: skip
"""Where a component computes."""
_PLAIN = frozenset({"dataSource", "valuesKey"})
"""What form-js reads as FEEL with or without the sign before it."""


def entry(component: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = component
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def feel_of(component: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The expressions of a component with the names of their places."""
    for path in EXPRESSIONS:
        text = entry(component, path)
        if isinstance(text, str) and text.strip():
            is_feel = text.startswith("=") or path[-1] in _PLAIN or path[0] == "conditional"
            if is_feel or path[-1] != "readonly":
                yield ".".join(path), text.strip()


def expressions_in(words: str) -> Iterator[Expression]:
    """Those of a text; none where it cannot be read, which is told elsewhere."""
    try:
        yield from words_of(words).expressions()
    except (WordsUnreadable, FeelError):
        return


def lint_component(component: Mapping[str, Any], kind: str, place: Place, report: Report) -> None:
    name = str(component.get("key") or component.get("id") or kind)
    if kind == "image" and not is_embedded(component.get("source")):
        report.add("image-not-embedded", place)
    needed = SOURCES.get(kind)
    if needed and not str(component.get(needed) or "").removeprefix("=").strip():
        report.add("source-missing", place, what=name, name=form_field_named(needed))
    if kind == "table" and not component.get("columnsExpression"):
        columns = component.get("columns")
        good = isinstance(columns, list) and columns and all(map(_is_column, columns))
        if not good:
            report.add("columns-missing", place, what=name)
    pattern = entry(component, ("validate", "pattern"))
    if pattern and not is_pattern(str(pattern)):
        report.add("bad-pattern", place, what=name, value=pattern)
    _numbers(component, name, place, report)
    for path, known in _CHOICES.items():
        value = entry(component, path)
        if value is not None and str(value) not in known:
            said = form_field_named(".".join(path))
            report.add("unknown-choice", place, what=name, name=said, value=value)


def lint_words(words: str, what: str, place: Place, report: Report) -> None:
    """What a text computes, and whether its braces fit together."""
    try:
        words_of(words)
    except WordsUnreadable as error:
        report.add("bad-words", place, what=what, detail=error)
    except FeelError as error:
        report.add("bad-expression", place, what=what, detail=error)


def _numbers(component: Mapping[str, Any], name: str, place: Place, report: Report) -> None:
    for path in (*_COUNTS, *_NUMBERS):
        value = entry(component, path)
        if value is None or value == "":
            continue
        if not _fits(_number(value), path):
            report.add("bad-bounds", place, what=name, name=form_field_named(path[-1]), value=value)
    for low, high in _PAIRS:
        least, most = (_number(entry(component, ("validate", one))) for one in (low, high))
        if least is not None and most is not None and least > most:
            report.add("bad-bounds", place, what=name, name=form_field_named(low), value=least)


def _fits(number: Decimal | None, path: tuple[str, ...]) -> bool:
    if number is None:
        return False
    if path in _COUNTS:
        return number >= 0 and number == number.to_integral_value()
    return path != ("increment",) or number > 0


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_column(column: object) -> bool:
    return isinstance(column, dict) and bool(str(column.get("key") or "").strip())
