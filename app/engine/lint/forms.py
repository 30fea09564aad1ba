"""Checks `.form` files: JSON, fields, keys, texts and conditions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from json import JSONDecodeError, loads
from typing import Any

from app.domain.field_names import beside, form_field_named
from app.domain.models import ModelFile
from app.domain.texts import Text
from app.engine.expressions import compiled
from app.engine.lint.asked import Asked, asked_by
from app.engine.lint.components import expressions_in, feel_of, lint_component, lint_words
from app.engine.lint.fitting import check_fit
from app.engine.lint.report import Report
from app.engine.lint.results import FormNames
from app.engine.lint.texts import check_text, tell_missing
from app.engine.lint.written import check_feel
from app.feel import FeelError

KEYED = frozenset(
    {"textfield", "textarea", "number", "select", "radio", "checkbox", "checklist", "taglist"}
    | {"datetime", "filepicker", "expression", "dynamiclist", "signature"}
)
UNKEYED = frozenset(
    {"text", "html", "image", "separator", "spacer", "group", "table", "documentPreview", "button"}
)
WITHOUT_LABEL = frozenset({"expression"})
"""May have none: then what they compute is kept, and not shown."""
LABELLED = frozenset({"button", "documentPreview"})
"""Without an answer, but with words that people need."""
WITH_OPTIONS = frozenset({"select", "radio", "checklist", "taglist"})
ROW_NAMES = frozenset({"this", "parent", "i"})
"""What expressions in a row may read besides its own fields and the variables."""
WORDS = ("label", "description", "text", "content", "alt", "dateLabel", "timeLabel")
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
    asked = {row: _asked(found, row) for row in {one.row for one in found}}
    for one in found:
        if one.component is None:
            report.add("bad-form", detail="component")
        else:
            place = _place(one.component, text)
            _component(one, place, keys, report)
            _expressions(one.component, place, asked[one.row], report)


@dataclass(frozen=True, slots=True)
class Placed:
    """A component with where its answer stands; None for what is no component."""

    component: dict[str, Any] | None
    above: str = ""
    """Path of the groups around it in the form or in the row, with a dot at its end."""
    row: str = ""
    """Path of the dynamic list in whose rows it stands."""

    @property
    def name(self) -> str:
        """The key in the form or in the row."""
        one = self.component or {}
        own = one.get("path" if one.get("type") == "dynamiclist" else "key")
        return f"{self.above}{own}" if isinstance(own, str) and own.strip() else ""

    @property
    def is_kept(self) -> bool:
        one = self.component or {}
        return one.get("type") in KEYED and one.get("disabled") is not True and bool(self.name)


def names_of(content: bytes) -> FormNames | None:
    """Keys and what conditions read; None for a form that cannot be read."""
    try:
        form = loads(content)
        found = list(_all(form["components"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    keys = {one.name.split(".")[0] for one in found if one.is_kept and not one.row}
    own = {row: _asked_names(found, row) for row in {one.row for one in found}}
    reads: set[str] = set()
    for one in found:
        reads |= set(_read(one.component or {})) - own[one.row]
    return FormNames(frozenset(keys), frozenset(reads), _asked(found, ""))


def _read(component: Mapping[str, Any]) -> Iterator[str]:
    """Names that the component's expressions and texts read."""
    for _, text in feel_of(component):
        with suppress(FeelError):
            yield from compiled(text.removeprefix("=")).names
    for words in _said(component):
        for expression in expressions_in(words):
            yield from expression.names


def _asked_names(found: Sequence[Placed], row: str) -> frozenset[str]:
    """Of a row what is read in it and is no variable of the process."""
    own = {one.name.split(".")[0] for one in found if one.row == row} if row else set()
    return frozenset(own | ROW_NAMES) if row else frozenset()


def _asked(found: Sequence[Placed], row: str) -> dict[str, Asked]:
    """What is known of the answers in the form or in a row, by key."""
    own = _asked_names(found, row)
    known = {
        one.name: asked_by(one.component)
        for one in found
        if one.component is not None and one.row in ("", row) and one.is_kept
        if one.row == row or one.name not in own
    }
    return {key: asked for key, asked in known.items() if "." not in key and asked is not None}


def _all(
    components: Sequence[Any], above: str = "", row: str = "", depth: int = MAX_NESTING
) -> Iterator[Placed]:
    """Components of the form, of its groups and of rows; None for what is none."""
    for component in components:
        if not isinstance(component, dict) or depth == 0:
            yield Placed(None)
            continue
        one = Placed(component, above, row)
        yield one
        inner = component.get("components", [])
        path = str(component.get("path") or "")
        if component.get("type") == "dynamiclist":
            within, around = "", f"{row}.{one.name}" if row else one.name
        else:
            within, around = f"{above}{path}." if path else above, row
        yield from _all(inner if isinstance(inner, list) else [None], within, around, depth - 1)


def _component(one: Placed, place: Field, keys: set[str], report: Report) -> None:
    component = one.component or {}
    kind = str(component.get("type", ""))
    if kind == "iframe":
        report.add("frame-refused", place)
        return
    if kind not in KEYED | UNKEYED:
        report.add("unknown-component", place, what=kind)
        return
    if kind in KEYED:
        whole = f"{one.row}[].{one.name}"
        if not one.name:
            report.add("component-without-key", place, what=component.get("label") or kind)
        elif whole in keys:
            report.add("duplicate-key", place, what=one.name)
        else:
            keys.add(whole)
    _words(component, kind, place, report)
    lint_component(component, kind, place, report)
    if kind in WITH_OPTIONS and not (
        component.get("valuesKey") or component.get("valuesExpression")
    ):
        _options(component, place, report)
    if kind == "signature":
        if one.row:
            report.add("signature-in-rows", place, what=one.name)
        if not _written(component, "properties", "document"):
            report.add("signature-without-document", place, what=component.get("key") or "")


def _expressions(
    component: Mapping[str, Any], place: Field, asked: Mapping[str, Asked], report: Report
) -> None:
    """What a component computes from the other answers of its form."""
    expressions = dict(feel_of(component))
    if component.get("type") == "signature":
        expressions["document"] = _written(component, "properties", "document")
    for what, text in expressions.items():
        if text:
            named = form_field_named(what)
            check_feel(text, named, place, report)
            check_fit(text, named, place, asked, report)


def _written(component: Mapping[str, Any], part: str, name: str) -> str:
    """A text in a part of the component; empty where there is none."""
    given = component.get(part)
    text = given.get(name) if isinstance(given, dict) else None
    return text.strip() if isinstance(text, str) else ""


def _words(component: Mapping[str, Any], kind: str, place: Field, report: Report) -> None:
    given = component.get("properties")
    properties = given if isinstance(given, dict) else {}
    named = [word for word in WORDS if str(component.get(word) or "").strip()]
    needs_label = (kind in KEYED and kind not in WITHOUT_LABEL) or kind in LABELLED
    if needs_label and not {"label", "dateLabel", "timeLabel"} & set(named):
        tell_missing("kk", form_field_named("label"), place, report)
    for owner, word in (("text", "text"), ("html", "content"), ("image", "alt")):
        if kind == owner and word not in named:
            tell_missing("kk", form_field_named(word), place, report)
    for words in _said(component):
        lint_words(words, words[:60], place, report)
    for word in named:
        if str(component[word]).startswith("="):
            continue  # one expression for every language
        text = Text(
            str(component[word]),
            str(properties.get(f"{word}.ru") or ""),
            str(properties.get(f"{word}.en") or ""),
        )
        check_text(text, form_field_named(word), place, report)


def _said(component: Mapping[str, Any]) -> Iterator[str]:
    """Every text of the component, in each language."""
    properties, look = component.get("properties"), component.get("appearance")
    translated: Mapping[str, Any] = properties if isinstance(properties, dict) else {}
    homes = (component, look if isinstance(look, dict) else {})
    names = (*WORDS, "prefixAdorner", "suffixAdorner")
    for name in names:
        for home in homes:
            if isinstance(words := home.get(name), str):
                yield words
        for language in ("ru", "en"):
            if isinstance(words := translated.get(f"{name}.{language}"), str):
                yield words


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
        what = beside(form_field_named("option"), str(option["value"]))
        check_text(Text(*words), what, place, report)


def _place(component: Mapping[str, Any], text: str) -> Field:
    """Where the component stands in the file, by its id or key."""
    for name in ("id", "key"):
        wanted = component.get(name)
        if isinstance(wanted, str) and wanted:
            found = re.search(rf'"{name}"\s*:\s*"{re.escape(wanted)}"', text)
            line = text.count("\n", 0, found.start()) + 1 if found else 0
            return Field(str(component.get("key") or wanted), str(component.get("label", "")), line)
    return Field("", str(component.get("label") or ""), 0)
