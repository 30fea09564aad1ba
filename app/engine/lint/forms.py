"""Checks `.form` files: JSON, fields, keys, texts and conditions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from json import JSONDecodeError, loads
from typing import Any

from app.domain.models import ModelFile
from app.domain.texts import Text
from app.engine.expressions import compiled
from app.engine.lint.asked import Asked, asked_by
from app.engine.lint.fitting import check_fit
from app.engine.lint.report import Report
from app.engine.lint.results import FormNames
from app.engine.lint.texts import check_text
from app.engine.lint.written import check_feel
from app.feel import FeelError

KEYED = frozenset(
    {"textfield", "textarea", "number", "select", "radio", "checkbox", "checklist", "datetime"}
    | {"filepicker", "signature"}
)
UNKEYED = frozenset({"text", "separator", "group"})
WITH_OPTIONS = frozenset({"select", "radio", "checklist"})
WORDS = ("label", "description", "text", "dateLabel", "timeLabel")
"""Entries of a component that people read."""
MAX_BYTES = 1_000_000
MAX_NESTING = 20
MOST_COMPONENTS = 500


@dataclass(frozen=True, slots=True)
class Field:
    """A component as the place of a finding."""

    id: str
    name: str
    line: int


def lint_form(file: ModelFile, report: Report) -> None:
    """One form; broken JSON is a finding like any other."""
    text = file.content.decode("utf-8", errors="replace")
    if len(file.content) > MAX_BYTES:
        report.add("bad-form", detail=f"{len(file.content)} > {MAX_BYTES}")
        return
    try:
        form = loads(text)
    except JSONDecodeError as error:
        report.add("bad-form", line=error.lineno, detail=error.msg)
        return
    except RecursionError:
        report.add("bad-form", detail=f"> {MAX_NESTING}")
        return
    components = form.get("components") if isinstance(form, dict) else None
    if not isinstance(components, list):
        report.add("bad-form", detail="components")
        return
    found = list(islice(_all(components), MOST_COMPONENTS + 1))
    if len(found) > MOST_COMPONENTS:
        report.add("bad-form", detail=f"> {MOST_COMPONENTS}")
        return
    keys: set[str] = set()
    asked = _asked(component for component in found if component is not None)
    for component in found:
        if component is None:
            report.add("bad-form", detail="component")
        else:
            place = _place(component, text)
            _component(component, place, keys, report)
            _expressions(component, place, asked, report)


def names_of(content: bytes) -> FormNames | None:
    """Keys and what conditions read; None for a form that cannot be read."""
    try:
        form = loads(content)
        components = form["components"]
        found = [one for one in _all(components) if one is not None]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    keys = {str(one["key"]) for one in found if one.get("type") in KEYED and one.get("key")}
    reads: set[str] = set()
    for one in found:
        if condition := _written(one, "conditional", "hide"):
            with suppress(FeelError):
                reads |= compiled(condition).names
    return FormNames(frozenset(keys), frozenset(reads), _asked(found))


def _asked(components: Iterable[Mapping[str, Any]]) -> dict[str, Asked]:
    """What is known of the answers, by key."""
    known = ((str(one.get("key") or ""), asked_by(one)) for one in components)
    return {key: asked for key, asked in known if key and asked is not None}


def _all(components: Sequence[Any], depth: int = MAX_NESTING) -> Iterator[dict[str, Any] | None]:
    """Components of the form and of its groups; None for what is none."""
    for component in components:
        if not isinstance(component, dict) or depth == 0:
            yield None
            continue
        yield component
        inner = component.get("components", [])
        yield from _all(inner if isinstance(inner, list) else [None], depth - 1)


def _component(component: Mapping[str, Any], place: Field, keys: set[str], report: Report) -> None:
    kind = str(component.get("type", ""))
    if kind not in KEYED | UNKEYED or _is_time(component, kind):
        report.add("unknown-component", place, what=kind, known=", ".join(sorted(KEYED | UNKEYED)))
        return
    key = component.get("key")
    if kind in KEYED:
        if not isinstance(key, str) or not key.strip():
            report.add("component-without-key", place, what=component.get("label") or kind)
        elif key in keys:
            report.add("duplicate-key", place, what=key)
        else:
            keys.add(key)
    _words(component, kind, place, report)
    if kind in WITH_OPTIONS:
        _options(component, place, report)
    if kind == "signature" and not _written(component, "properties", "document"):
        report.add("signature-without-document", place, what=component.get("key") or "")


def _expressions(
    component: Mapping[str, Any], place: Field, asked: Mapping[str, Asked], report: Report
) -> None:
    """What a component computes from the other answers of its form."""
    expressions = {"conditional.hide": _written(component, "conditional", "hide")}
    if component.get("type") == "signature":
        expressions["document"] = _written(component, "properties", "document")
    for what, text in expressions.items():
        if text:
            check_feel(text, what, place, report)
            check_fit(text, what, place, asked, report)


def _written(component: Mapping[str, Any], part: str, name: str) -> str:
    """A text in a part of the component; empty where there is none."""
    given = component.get(part)
    text = given.get(name) if isinstance(given, dict) else None
    return text.strip() if isinstance(text, str) else ""


def _is_time(component: Mapping[str, Any], kind: str) -> bool:
    """A field of date and time that asks for more than a date."""
    return kind == "datetime" and component.get("subtype", "date") != "date"


def _words(component: Mapping[str, Any], kind: str, place: Field, report: Report) -> None:
    given = component.get("properties")
    properties = given if isinstance(given, dict) else {}
    named = [word for word in WORDS if str(component.get(word) or "").strip()]
    if kind in KEYED and not {"label", "dateLabel"} & set(named):
        report.add("missing-text", place, what="label", language="kk")
    if kind == "text" and "text" not in named:
        report.add("missing-text", place, what="text", language="kk")
    for word in named:
        text = Text(
            str(component[word]),
            str(properties.get(f"{word}.ru") or ""),
            str(properties.get(f"{word}.en") or ""),
        )
        check_text(text, word, place, report)


def _options(component: Mapping[str, Any], place: Field, report: Report) -> None:
    options = component.get("values")
    if not isinstance(options, list) or not options:
        report.add("options-missing", place, what=component.get("key") or "")
        return
    for option in options:
        if not isinstance(option, dict) or not str(option.get("value") or "").strip():
            report.add("options-missing", place, what=component.get("key") or "")
            continue
        words = (str(option.get(name) or "") for name in ("label", "label.ru", "label.en"))
        check_text(Text(*words), f"option {option['value']}", place, report)


def _place(component: Mapping[str, Any], text: str) -> Field:
    """Where the component stands in the file, by its id or key."""
    for name in ("id", "key"):
        wanted = component.get(name)
        if isinstance(wanted, str) and wanted:
            found = re.search(rf'"{name}"\s*:\s*"{re.escape(wanted)}"', text)
            line = text.count("\n", 0, found.start()) + 1 if found else 0
            return Field(str(component.get("key") or wanted), str(component.get("label", "")), line)
    return Field("", str(component.get("label") or ""), 0)
