"""A component of a form-js schema (version 19), by the names that form-js gives its properties."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from app.domain.form_fields import (
    LONGEST_TEXT,
    ROWS_OF_A_PAGE,
    Bounds,
    Column,
    Field,
    FieldKind,
    Option,
    TimeForm,
)
from app.domain.texts import LANGUAGES, Text
from app.feel import Expression, Value, parse, to_value

_KINDS: Mapping[str, FieldKind] = {
    kind: kind for kind in get_args(FieldKind) if kind not in ("date", "time", "datetime")
}
SUBTYPES: Mapping[str, FieldKind] = {"date": "date", "time": "time", "datetime": "datetime"}
_SHAPES: Mapping[str, Any] = {"email": "email", "phone": "phone"}
_DATA = "data:image/"


@dataclass(frozen=True, slots=True)
class Component:
    given: Mapping[str, Any]

    @property
    def type(self) -> str:
        return str(self.given["type"])

    def part(self, name: str) -> Mapping[str, Any]:
        """One of its objects, empty where there is none. Raises ValueError for something else."""
        found = self.given.get(name) or {}
        if not isinstance(found, dict):
            raise TypeError(f"Expected {name} to be an object")
        return found

    def words_at(self, name: str) -> str:
        found = self.given.get(name)
        return found.strip() if isinstance(found, str) else ""

    def feel(self, *path: str) -> Expression | None:
        """The expression there, with or without its sign. Raises FeelError."""
        found: Any = self.given
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        text = str(found).removeprefix("=").strip() if found else ""
        return parse(text) if text else None

    def text(self, name: str, part: str = "") -> Text:
        """A text in Kazakh, and its other languages under `properties`."""
        translated = self.part("properties")
        home = self.part(part) if part else self.given
        kazakh = home.get(name) or translated.get(f"{name}.kk") or translated.get(name) or ""
        others = (str(translated.get(f"{name}.{language}", "")) for language in LANGUAGES[1:])
        return Text(str(kazakh), *others)


def kind_of(component: Component) -> FieldKind:
    """Raises KeyError for a type or subtype that the renderer does not know."""
    if component.type == "datetime":
        return SUBTYPES[str(component.given.get("subtype") or "date")]
    return _KINDS[component.type]


def field_of(component: Component, kind: FieldKind, above: str, inner: tuple[Field, ...]) -> Field:
    """The field that a component asks for.

    Args:
        component: as it stands in the schema.
        kind: of the component.
        above: path of the groups around it, with a dot at its end.
        inner: of a dynamic list the fields of each row.
    """
    given, properties = component.given, component.part("properties")
    name = "path" if kind == "dynamiclist" else "key"
    readonly: object = given.get("readonly")
    values = given.get("values") or []
    return Field(
        key=above + str(given.get(name) or given.get("key") or given.get("id") or ""),
        kind=kind,
        label=_label(component, kind),
        description=component.text("description"),
        required=component.part("validate").get("required") is True,
        options=tuple(map(option, values)) if isinstance(values, list) else (),
        hides=tuple(one for one in (component.feel("conditional", "hide"),) if one),
        required_message=Component({"properties": properties}).text("required"),
        special=str(properties.get("check", "")),
        bounds=_bounds(component),
        document=component.feel("properties", "document"),
        id=str(given.get("id") or ""),
        default=_default(given.get("defaultValue")),
        readonly=_feel_or_flag(readonly),
        is_disabled=given.get("disabled") is True,
        options_from=component.feel("valuesExpression") or component.feel("valuesKey"),
        source=component.feel("expression" if kind == "expression" else "dataSource"),
        columns=tuple(map(column, given.get("columns") or [])) if kind == "table" else (),
        columns_from=component.feel("columnsExpression"),
        page_size=_count(given.get("rowCount"), 0 if "id" in given else ROWS_OF_A_PAGE),
        inner=inner,
        first_rows=_first_rows(component),
        may_add=given.get("allowAddRemove") is not False,
        as_text=given.get("serializeToString") is True,
        time_form=_time_form(given.get("timeSerializingFormat")),
        prefix=component.text("prefixAdorner", "appearance"),
        suffix=component.text("suffixAdorner", "appearance"),
        accept=component.words_at("accept"),
        # The counter's forms have always taken several; one alone is asked for by `false`.
        many=given.get("multiple") is not False,
        address=component.words_at("source") if is_embedded(given.get("source")) else "",
        height=_count(given.get("height"), 60) if kind == "spacer" else 0,
        is_reset=given.get("action") == "reset",
    )


def option(value: Mapping[str, Any]) -> Option:
    def words(name: str) -> Text:
        others = (str(value.get(f"{name}.{language}", "")) for language in LANGUAGES[1:])
        return Text(str(value.get(name, "")), *others)

    return Option(str(value["value"]), words("label"), words("description"))


def column(given: Mapping[str, Any]) -> Column:
    others = (str(given.get(f"label.{language}", "")) for language in LANGUAGES[1:])
    key = str(given["key"])
    return Column(key, Text(str(given.get("label") or key), *others))


def is_embedded(source: object) -> bool:
    """Whether a picture comes with the form: pages load none from elsewhere."""
    return isinstance(source, str) and source.startswith(_DATA)


def _label(component: Component, kind: FieldKind) -> Text:
    names = {"text": "text", "html": "content", "image": "alt", "time": "timeLabel"}
    names |= {"date": "dateLabel", "datetime": "dateLabel"}
    own = component.text(names[kind]) if kind in names else component.text("label")
    return own if own.kk or kind in ("text", "html") else component.text("label")


def _bounds(component: Component) -> Bounds:
    validate, given = component.part("validate"), component.given
    digits = given.get("decimalDigits")
    return Bounds(
        shortest=int(validate.get("minLength") or 0),
        longest=int(validate.get("maxLength") or LONGEST_TEXT),
        lowest=_number(validate.get("min")),
        highest=_number(validate.get("max")),
        digits=None if digits in (None, "") else _count(digits, 0),
        step=_number(given.get("increment")) or None,
        pattern=str(validate.get("pattern") or ""),
        shape=_SHAPES.get(str(validate.get("validationType")), ""),
        no_past=given.get("disallowPassedDates") is True,
        minutes=_count(given.get("timeInterval"), 0) if "subtype" in given else 0,
    )


def _first_rows(component: Component) -> int:
    if component.type != "dynamiclist" or component.given.get("isRepeating") is False:
        return 0
    return _count(component.given.get("defaultRepetitions"), 1)


def _number(value: object) -> Decimal | None:
    return None if value is None or value == "" else Decimal(str(value))


def _count(value: object, otherwise: int) -> int:
    return max(0, int(str(value))) if value is not None and value != "" else otherwise


def _time_form(value: object) -> TimeForm:
    known: Mapping[object, TimeForm] = {form: form for form in get_args(TimeForm)}
    return known.get(value, "utc_offset")


def _default(value: object) -> Value:
    return to_value(value)


def _feel_or_flag(value: object) -> Expression | bool:
    if isinstance(value, str) and value.startswith("="):
        return parse(value[1:])
    return value is True
