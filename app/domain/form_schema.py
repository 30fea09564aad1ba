"""Reading a form-js schema (version 19) into a form."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.domain.form_fields import LONGEST_TEXT, Field, FieldKind, Option
from app.domain.forms import Form
from app.domain.refusals import Invalid
from app.domain.texts import NO_TEXT, Text
from app.feel import FeelError, parse


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
        components = schema["components"]
        fields = tuple(_fields(components, NO_TEXT))
    except (ValueError, KeyError, TypeError, AttributeError, FeelError) as error:
        raise FormUnreadable(f"Expected a form-js schema, found: {error}") from error
    return Form(str(schema.get("id", "")), fields)


def _fields(components: Sequence[Mapping[str, object]], group: Text) -> Sequence[Field]:
    fields: list[Field] = []
    for component in components:
        if component["type"] == "group":
            inner = component.get("components")
            if isinstance(inner, list):
                fields += _fields(inner, _text(component, "label"))
        else:
            fields.append(_field(component, group))
    return fields


_KINDS: Mapping[str, FieldKind] = {
    "textfield": "textfield", "textarea": "textarea", "number": "number", "select": "select",
    "radio": "radio", "checkbox": "checkbox", "checklist": "checklist", "datetime": "date",
    "filepicker": "filepicker", "text": "text", "separator": "separator",
    "signature": "signature",
}  # fmt: skip


def _field(component: Mapping[str, object], group: Text) -> Field:
    kind = _KINDS[str(component["type"])]
    validate = component.get("validate") or {}
    properties = component.get("properties") or {}
    condition = component.get("conditional") or {}
    if not (
        isinstance(validate, dict) and isinstance(properties, dict) and isinstance(condition, dict)
    ):
        raise FormUnreadable("Expected validate, properties and conditional to be objects")
    hide = condition.get("hide")
    values = component.get("values") or []
    document = properties.get("document")
    if kind == "signature" and not document:
        raise FormUnreadable("Expected a signature to name its document")
    return Field(
        key=str(component.get("key") or component.get("id") or ""),
        kind=kind,
        label=_text(component, "text" if kind == "text" else "label"),
        description=_text(component, "description"),
        required=bool(validate.get("required")),
        options=tuple(_option(v) for v in values) if isinstance(values, list) else (),
        hide=parse(str(hide).removeprefix("=")) if hide else None,
        required_message=_text({"properties": properties}, "required"),
        special=str(properties.get("check", "")),
        longest=int(validate.get("maxLength", LONGEST_TEXT)),
        lowest=_bound(validate.get("min")),
        highest=_bound(validate.get("max")),
        group=group,
        document=parse(str(document).removeprefix("=")) if document else None,
    )


def _bound(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _option(value: Mapping[str, object]) -> Option:
    return Option(
        str(value["value"]),
        Text(str(value["label"]), str(value.get("label.ru", "")), str(value.get("label.en", ""))),
        Text(
            str(value.get("description", "")),
            str(value.get("description.ru", "")),
            str(value.get("description.en", "")),
        ),
    )


def _text(component: Mapping[str, object], name: str) -> Text:
    properties = component.get("properties")
    translated = properties if isinstance(properties, dict) else {}
    kazakh = component.get(name) or translated.get(f"{name}.kk") or translated.get(name) or ""
    return Text(
        str(kazakh), str(translated.get(f"{name}.ru", "")), str(translated.get(f"{name}.en", ""))
    )
