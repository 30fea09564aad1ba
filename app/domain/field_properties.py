"""Properties of components that a designer sets, each by the name form-js gives it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from app.domain.answers import is_pattern
from app.domain.form_component import SUBTYPES, is_embedded
from app.domain.texts import Text
from app.feel import FeelError, parse

Shape = Literal["count", "number", "text", "feel", "tick", "choice", "flag", "pattern", "picture"]
"""How it is typed and written: a flag is yes, no or what the component does by itself; `feel` of
`readonly` is written as plain `true` where it is nothing else."""
NOT_A_COUNT = Text(
    "бүтін сан жазыңыз", "запишите целое число", "please write a whole number"
)  # fmt: skip
NOT_A_NUMBER = Text("сан жазыңыз", "запишите число", "please write a number")
NOT_A_PATTERN = Text(
    "тұрақты өрнек оқылмайды", "регулярное выражение не читается", "the pattern cannot be read"
)
NOT_A_PICTURE = Text(
    "«data:image/» деп басталатын деректерді қойыңыз",
    "вставьте данные, которые начинаются с «data:image/»",
    "please paste data that begin with “data:image/”",
)
NOT_OFFERED = Text(
    "тізімнен таңдаңыз", "выберите из списка", "please choose one of the list"
)  # fmt: skip
NEEDED = Text("толтырыңыз", "заполните", "please fill this in")
_TYPED = ("textfield", "textarea", "number", "datetime", "radio", "select", "checklist", "taglist")
_OFFERED = ("radio", "select", "checklist", "taglist")


@dataclass(frozen=True, slots=True)
class Property:
    name: str
    """Of its field on the page, after `more_`."""
    path: tuple[str, ...]
    shape: Shape
    kinds: tuple[str, ...]
    offered: tuple[str, ...] = ()
    is_needed: bool = False

    @property
    def js_name(self) -> str:
        """As form-js writes it: `validate.minLength`."""
        return ".".join(self.path)


PROPERTIES: tuple[Property, ...] = (
    Property("subtype", ("subtype",), "choice", ("datetime",), tuple(SUBTYPES)),
    Property("expression", ("expression",), "feel", ("expression",), is_needed=True),
    Property("source", ("dataSource",), "feel", ("table", "documentPreview"), is_needed=True),
    Property("picture", ("source",), "picture", ("image",), is_needed=True),
    Property("action", ("action",), "choice", ("button",), ("submit", "reset")),
    Property("height", ("height",), "count", ("spacer",)),
    Property("columns_from", ("columnsExpression",), "feel", ("table",)),
    Property("page_size", ("rowCount",), "count", ("table",)),
    Property("first_rows", ("defaultRepetitions",), "count", ("dynamiclist",)),
    Property("may_add", ("allowAddRemove",), "flag", ("dynamiclist",)),
    Property("values_key", ("valuesKey",), "text", _OFFERED),
    Property("values_from", ("valuesExpression",), "feel", _OFFERED),
    Property("shortest", ("validate", "minLength"), "count", ("textfield", "textarea")),
    Property("pattern", ("validate", "pattern"), "pattern", ("textfield",)),
    Property("format", ("validate", "validationType"), "choice", ("textfield",),
             ("email", "phone")),
    Property("digits", ("decimalDigits",), "count", ("number",)),
    Property("step", ("increment",), "number", ("number",)),
    Property("as_text", ("serializeToString",), "tick", ("number",)),
    Property("prefix", ("appearance", "prefixAdorner"), "text", ("textfield", "number")),
    Property("suffix", ("appearance", "suffixAdorner"), "text", ("textfield", "number")),
    Property("no_past", ("disallowPassedDates",), "tick", ("datetime",)),
    Property("minutes", ("timeInterval",), "count", ("datetime",)),
    Property("time_form", ("timeSerializingFormat",), "choice", ("datetime",),
             ("utc_offset", "utc_normalized", "no_timezone")),
    Property("accept", ("accept",), "text", ("filepicker",)),
    Property("many", ("multiple",), "flag", ("filepicker",)),
    Property("default", ("defaultValue",), "text", ("textfield", "textarea", "radio", "select")),
    Property("default_number", ("defaultValue",), "number", ("number",)),
    Property("default_tick", ("defaultValue",), "tick", ("checkbox",)),
    Property("readonly", ("readonly",), "feel", (*_TYPED, "checkbox", "filepicker")),
    Property("disabled", ("disabled",), "tick", (*_TYPED, "checkbox", "filepicker")),
)  # fmt: skip


def properties_of(kind: str) -> Iterator[Property]:
    """Those that a component of the kind has."""
    return (one for one in PROPERTIES if kind in one.kinds)


def typed_properties(component: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the component, as a page shows it."""
    kind = str(component.get("type", ""))
    found = {one.name: _typed(one, entry(component, one.path)) for one in properties_of(kind)}
    return {name: text for name, text in found.items() if text}


def written_property(one: Property, text: str) -> object:
    """The value that form-js keeps; None leaves it out. The text has no problem."""
    if not text:
        return None
    match one.shape:
        case "count":
            return int(text)
        case "number":
            number = Decimal(text.replace(",", "."))
            return int(number) if number == number.to_integral_value() else float(number)
        case "tick":
            return True
        case "flag":
            return text == "yes"
        case "feel":
            bare = text.removeprefix("=").strip()
            return True if one.name == "readonly" and bare == "true" else f"={bare}"
        case _:
            return text


def property_problem(one: Property, text: str) -> Text | None:
    """What stands against writing it; None where nothing does."""
    if not text:
        return NEEDED if one.is_needed else None
    match one.shape:
        case "count" if not (text.isascii() and text.isdigit() and len(text) < 7):
            return NOT_A_COUNT
        case "number" if not _is_number(text):
            return NOT_A_NUMBER
        case "pattern" if not is_pattern(text):
            return NOT_A_PATTERN
        case "picture" if not is_embedded(text):
            return NOT_A_PICTURE
        case "choice" if text not in one.offered:
            return NOT_OFFERED
        case "flag" if text not in ("yes", "no"):
            return NOT_OFFERED
        case "feel":
            return feel_problem(text)
    return None


def feel_problem(expression: str) -> Text | None:
    """What is wrong with an expression; None where it can be read."""
    try:
        parse(expression.removeprefix("="))
    except FeelError as error:
        return Text(error.told("kk"), error.told("ru"), error.told("en"))
    return None


def entry(component: Mapping[str, Any], path: tuple[str, ...]) -> object:
    found: Any = component
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _typed(one: Property, value: object) -> str:
    if value is None or (one.shape == "tick" and value is not True):
        return ""
    if one.shape == "tick":
        return "on"
    if one.shape == "flag":
        return "yes" if value is True else "no"
    if isinstance(value, bool):
        return f"={str(value).lower()}" if value else ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text.replace(",", ".")).is_finite()
    except InvalidOperation:
        return False
