"""One field of a form as a designer types it: read from its component, checked, written back."""

import copy
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain.field_properties import (
    feel_problem,
    properties_of,
    property_problem,
    typed_properties,
    written_property,
)
from app.domain.form_drafting import Component, copied
from app.domain.forms import Problem
from app.domain.texts import LANGUAGES, NO_TEXT, Text

KINDS = (
    "textfield", "textarea", "number", "datetime", "radio", "select", "checklist", "taglist",
    "checkbox", "filepicker", "dynamiclist", "expression", "signature", "table", "documentPreview",
    "text", "html", "image", "separator", "spacer", "button", "group",
)  # fmt: skip
"""Types of components that the renderer knows, in the order in which they are offered."""
WITH_OPTIONS = frozenset({"radio", "select", "checklist", "taglist"})
COLUMNS = "table"
"""Whose columns are typed as options are: the key of each, and what it is called."""
UNKEYED = frozenset(
    {"text", "html", "image", "separator", "spacer", "group", "table", "documentPreview", "button"}
)
UNLABELLED = frozenset({"separator", "spacer"})
MAY_BE_UNLABELLED = frozenset({"expression", "table"})
BY_PATH = frozenset({"dynamiclist", "group"})
"""What form-js knows by `path`; a group may have none."""
CHECKS = ("", "iin", "phone", "full_name")
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}(\.[A-Za-z_][A-Za-z0-9_]{0,99}){0,5}")
BAD_KEY = Text(
    "латын әріптерімен, цифрлармен және «_» белгісімен жазыңыз, мысалы visit_date",
    "запишите латинскими буквами, цифрами и знаком «_», например visit_date",
    "please write Latin letters, digits and “_”, such as visit_date",
)
KEY_TAKEN = Text(
    "бұл формада осы аттағы өріс бар",
    "в этой форме уже есть поле с таким именем",
    "this form has a field of that name",
)
NEEDED = Text("толтырыңыз", "заполните", "please fill this in")
NO_NUMBER = Text("сан жазыңыз", "запишите число", "please write a number")
BOUNDS_CROSSED = Text(
    "ең үлкені ең кішісінен кем болмауы керек",
    "наибольшее не может быть меньше наименьшего",
    "the largest cannot be below the smallest",
)
NO_OPTIONS = Text(
    "кемінде бір жауап қосыңыз", "добавьте хотя бы один ответ", "please add at least one answer"
)
OPTION_TWICE = Text(
    "бұл мән екі рет жазылған", "это значение указано дважды", "this value stands there twice"
)


@dataclass(frozen=True, slots=True)
class OptionTyped:
    value: str
    label: Text
    description: Text = NO_TEXT
    origin: int | None = None
    """Which option of the component it was; None for a new one."""

    @property
    def is_blank(self) -> bool:
        return not (self.value or any(_each(self.label)) or any(_each(self.description)))


@dataclass(frozen=True, slots=True)
class FieldTyped:
    """Texts as they stand on the page; numbers too, so that a wrong one is not lost."""

    kind: str
    key: str = ""
    label: Text = NO_TEXT
    description: Text = NO_TEXT
    is_required: bool = False
    required_message: Text = NO_TEXT
    hide: str = ""
    document: str = ""
    check: str = ""
    longest: str = ""
    lowest: str = ""
    highest: str = ""
    options: tuple[OptionTyped, ...] = field(default=())
    more: Mapping[str, str] = field(default_factory=dict)
    """What else the kind has, by the names of `PROPERTIES`; empty ones are left out."""


def typed_of(component: Component) -> FieldTyped:
    validate, properties = _part(component, "validate"), _part(component, "properties")
    is_table = component.get("type") == COLUMNS
    values = component.get("columns" if is_table else "values")
    found = [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []
    return FieldTyped(
        kind=str(component.get("type", "")),
        key=str(component.get(_key_of(component), "")),
        label=_text(component, _label_of(component)),
        description=_text(component, "description"),
        is_required=bool(validate.get("required")),
        required_message=_text({"properties": properties}, "required"),
        hide=str(_part(component, "conditional").get("hide", "")),
        document=str(properties.get("document", "")),
        check=str(properties.get("check", "")),
        longest=_number(validate.get("maxLength")),
        lowest=_number(validate.get("min")),
        highest=_number(validate.get("max")),
        options=tuple(_option(one, k, is_table=is_table) for k, one in enumerate(found)),
        more=typed_properties(component),
    )


def problems_of(typed: FieldTyped, taken: Collection[str]) -> Iterator[Problem]:
    """What stands against writing it, by the id of its field on the page.

    Args:
        typed: as it stands on the page.
        taken: keys of the form's other fields.
    """
    if typed.kind not in UNKEYED or (typed.kind == "group" and typed.key):
        if not _KEY.fullmatch(typed.key):
            yield Problem("key", BAD_KEY)
        elif typed.key in taken:
            yield Problem("key", KEY_TAKEN)
    if typed.kind not in UNLABELLED | MAY_BE_UNLABELLED and not typed.label.kk:
        yield Problem("label_kk", NEEDED)
    yield from _bad_numbers(typed)
    for name, expression in (("hide", typed.hide), ("document", typed.document)):
        if expression and (told := feel_problem(expression)):
            yield Problem(name, told)
    if typed.kind == "signature" and not typed.document:
        yield Problem("document", NEEDED)
    yield from _bad_properties(typed)


def _bad_properties(typed: FieldTyped) -> Iterator[Problem]:
    for one in properties_of(typed.kind):
        if problem := property_problem(one, typed.more.get(one.name, "")):
            yield Problem(f"more_{one.name}", problem)
    computed = ("values_key", "values_from", "columns_from")
    if typed.kind in WITH_OPTIONS | {COLUMNS} and not any(map(typed.more.get, computed)):
        yield from _bad_options(typed)


_BEGINNINGS: Mapping[str, Mapping[str, object]] = {
    "datetime": {"subtype": "date"},
    "group": {"components": []},
    "dynamiclist": {"isRepeating": True, "components": []},
    "expression": {"computeOn": "change"},
}
"""What form-js writes into a new component by itself."""


def written(component: Component, typed: FieldTyped) -> Component:
    """The component with what was typed; what stays the same is not touched."""
    made, before = copied(component), typed_of(component)
    made["type"] = typed.kind
    if set(component) <= {"id", "type"} or component.get("type") != typed.kind:
        for name, value in _BEGINNINGS.get(typed.kind, {}).items():
            made.setdefault(name, copy.deepcopy(value))
    if typed.key != before.key or typed.kind != before.kind:
        _put(made, _key_of(made), typed.key)
    _put_entries(made, typed, before)
    label = _label_of(made)
    _rename_text(made, _label_of(component), label)
    texts = (
        (label, typed.label, before.label),
        ("description", typed.description, before.description),
    )
    for name, told, earlier in texts:
        _put_text(made, name, told, earlier)
    if typed.required_message != before.required_message:
        for language in LANGUAGES:
            words = getattr(typed.required_message, language)
            _put_in(made, "properties", f"required.{language}", words)
    if typed.options != before.options:
        _put_options(made, typed)
    return made


def _rename_text(component: Component, before: str, now: str) -> None:
    """form-js calls what a field asks otherwise where it asks for a time of day."""
    if before == now or before not in component:
        return
    component[now] = component.pop(before)
    properties = _part(component, "properties")
    for language in LANGUAGES[1:]:
        if f"{before}.{language}" in properties:
            properties[f"{now}.{language}"] = properties.pop(f"{before}.{language}")


def _put_entries(made: Component, typed: FieldTyped, before: FieldTyped) -> None:
    for part, name, now, was in _entries(typed, before):
        if now != was:
            _put_in(made, part, name, now)
    for one in properties_of(typed.kind):
        text = typed.more.get(one.name, "")
        if text != before.more.get(one.name, ""):
            _write(made, one.path, written_property(one, text))


def _write(made: Component, path: tuple[str, ...], value: object) -> None:
    if len(path) == 2:
        _put_in(made, *path, value)
    elif value is False:
        made[path[0]] = value
    else:
        _put(made, path[0], value)


def _entries(now: FieldTyped, was: FieldTyped) -> Iterator[tuple[str, str, object, object]]:
    yield "validate", "required", now.is_required, was.is_required
    yield "validate", "maxLength", _as_number(now.longest), _as_number(was.longest)
    yield "validate", "min", _as_number(now.lowest), _as_number(was.lowest)
    yield "validate", "max", _as_number(now.highest), _as_number(was.highest)
    yield "conditional", "hide", _feel(now.hide), _feel(was.hide)
    yield "properties", "document", _feel(now.document), _feel(was.document)
    yield "properties", "check", now.check, was.check


def _bad_numbers(typed: FieldTyped) -> Iterator[Problem]:
    bounds = {"longest": typed.longest, "lowest": typed.lowest, "highest": typed.highest}
    numbers = {name: _decimal(text) for name, text in bounds.items()}
    for name, text in bounds.items():
        number = numbers[name]
        if text and (number is None or (name == "longest" and not _is_count(number))):
            yield Problem(name, NO_NUMBER)
    lowest, highest = numbers["lowest"], numbers["highest"]
    if lowest is not None and highest is not None and highest < lowest:
        yield Problem("highest", BOUNDS_CROSSED)


def _bad_options(typed: FieldTyped) -> Iterator[Problem]:
    if not typed.options:
        yield Problem("option_0_value", NO_OPTIONS)
    seen: set[str] = set()
    for k, option in enumerate(typed.options):
        if not option.value:
            yield Problem(f"option_{k}_value", NEEDED)
        elif option.value in seen:
            yield Problem(f"option_{k}_value", OPTION_TWICE)
        if not option.label.kk:
            yield Problem(f"option_{k}_label_kk", NEEDED)
        seen.add(option.value)


def _put_options(component: Component, typed: FieldTyped) -> None:
    home = "columns" if component.get("type") == COLUMNS else "values"
    values = component.get(home)
    before = values if isinstance(values, list) else []
    made = []
    for option in typed.options:
        known = option.origin is not None and option.origin < len(before)
        one = dict(before[option.origin]) if known else {}  # type: ignore[index]  # known says it
        one["key" if home == "columns" else "value"] = option.value
        for name, words in (("label", option.label), ("description", option.description)):
            for language in LANGUAGES:
                place = name if language == "kk" else f"{name}.{language}"
                _put(one, place, getattr(words, language))
        made.append(one)
    _put(component, home, made)


def _put_text(component: Component, name: str, now: Text, was: Text) -> None:
    for language in LANGUAGES:
        words = getattr(now, language)
        if words == getattr(was, language):
            continue
        if language == "kk":
            _put(component, name, words)
        else:
            _put_in(component, "properties", f"{name}.{language}", words)


def _put(component: Component, name: str, value: object) -> None:
    # A zero is a value: it is equal to False, but is not it.
    if value is None or value is False or value in ("", []):
        component.pop(name, None)
    else:
        component[name] = value


def _put_in(component: Component, part: str, name: str, value: object) -> None:
    inner = _part(component, part)
    _put(inner, name, value)
    # A part that has become empty is left out, as form-js does.
    _put(component, part, inner or None)


def _part(component: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = component.get(name)
    return found if isinstance(found, dict) else {}


def _label_of(component: Component) -> str:
    names = {"text": "text", "html": "content", "image": "alt"}
    kind = str(component.get("type", ""))
    if kind == "datetime" and not component.get("label"):
        return "timeLabel" if component.get("subtype") == "time" else "dateLabel"
    return names.get(kind, "label")


def _key_of(component: Component) -> str:
    return "path" if component.get("type") in BY_PATH else "key"


def _text(component: Mapping[str, Any], name: str) -> Text:
    told = _part(component, "properties")
    kazakh = component.get(name) or told.get(f"{name}.kk") or told.get(name) or ""
    return Text(str(kazakh), str(told.get(f"{name}.ru", "")), str(told.get(f"{name}.en", "")))


def _option(value: Mapping[str, Any], origin: int, *, is_table: bool) -> OptionTyped:
    def words(name: str) -> Text:
        return Text(*(str(value.get(name if a == "kk" else f"{name}.{a}", "")) for a in LANGUAGES))

    key = str(value.get("key" if is_table else "value", ""))
    return OptionTyped(key, words("label"), words("description"), origin)


def _each(text: Text) -> Iterator[str]:
    return (getattr(text, language) for language in LANGUAGES)


def _number(value: object) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else str(value)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_count(number: Decimal) -> bool:
    return number == number.to_integral_value() and 1 <= number <= 10_000


def _as_number(text: str) -> int | float | None:
    number = _decimal(text) if text else None
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _feel(expression: str) -> str:
    """With the sign by which form-js knows an expression."""
    return f"={expression.removeprefix('=')}" if expression else ""
