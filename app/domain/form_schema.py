"""Reading a form-js schema (version 19) into a form."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.answers import is_pattern
from app.domain.form_component import Component, field_of, kind_of
from app.domain.form_fields import Field
from app.domain.form_words import WordsUnreadable, words_of
from app.domain.forms import Form
from app.domain.refusals import Invalid
from app.domain.texts import NO_TEXT, Text
from app.feel import Expression, FeelError


class FormUnreadable(Invalid):
    code = "FormUnreadable"
    title = Text("Форма сызбасы қате", "Схема формы неверна", "The form schema is wrong")


def parse_form(content: bytes) -> Form:
    """Read a form-js schema (version 19).

    Raises:
        FormUnreadable: not JSON, or a component that our renderer does not know.
    """
    try:
        schema = json.loads(content)
        fields = tuple(_fields(schema["components"], _Around()))
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, FeelError) as error:
        raise FormUnreadable(f"Expected a form-js schema, found: {error}") from error
    return Form(str(schema.get("id", "")), fields)


@dataclass(frozen=True, slots=True)
class _Around:
    """The groups that a component stands in."""

    title: Text = NO_TEXT
    path: str = ""
    hides: tuple[Expression, ...] = ()
    is_row: bool = False


def _fields(components: Sequence[Mapping[str, Any]], around: _Around) -> Iterator[Field]:
    for found in components:
        component = Component(found)
        if component.type == "group":
            inner = found.get("components")
            yield from _fields(inner if isinstance(inner, list) else (), _within(component, around))
        else:
            yield _field(component, around)


def _within(group: Component, around: _Around) -> _Around:
    path = group.words_at("path")
    hide = group.feel("conditional", "hide")
    return _Around(
        title=group.text("label"),
        path=f"{around.path}{path}." if path else around.path,
        hides=(*around.hides, *((hide,) if hide else ())),
        is_row=around.is_row,
    )


def _field(component: Component, around: _Around) -> Field:
    kind = kind_of(component)
    if kind == "signature" and (around.is_row or not component.part("properties").get("document")):
        raise FormUnreadable("Expected a signature to name its document, and no list around it")
    pattern = str(component.part("validate").get("pattern") or "")
    if pattern and not is_pattern(pattern):
        raise FormUnreadable(f"Expected a pattern, found {pattern}")
    inner: tuple[Field, ...] = ()
    if kind == "dynamiclist":
        rows = component.given.get("components")
        listed = _Around(is_row=True)
        inner = tuple(_fields(rows if isinstance(rows, list) else (), listed))
    made = field_of(component, kind, around.path, inner).beside(around.title, around.hides)
    _demand_words(made)
    return made


def _demand_words(field: Field) -> None:
    for text in (field.label, field.description, field.prefix, field.suffix, field.group):
        for words in (text.kk, text.ru, text.en):
            try:
                words_of(words)
            except WordsUnreadable as error:
                raise FormUnreadable(str(error)) from error
