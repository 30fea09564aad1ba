"""What the forms of a process ask for: the types of its variables, and what may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.feel.types import BOOLEAN, DATE, NUMBER, STRING, TypeRef, list_of

_TYPES: Mapping[str, TypeRef] = {
    "textfield": STRING,
    "textarea": STRING,
    "number": NUMBER,
    "select": STRING,
    "radio": STRING,
    "checkbox": BOOLEAN,
    "checklist": list_of(STRING),
    "taglist": list_of(STRING),
}
TRUE, FALSE = "true", "false"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the answer to one field."""

    type: TypeRef
    options: frozenset[str] = frozenset()
    """The only answers there are; empty: any of the type."""
    is_certain: bool = False
    """Whether each form that is sent has an answer."""


def asked_by(component: Mapping[str, Any]) -> Asked | None:
    """What a component of a form asks for; None where its answers have no plain type."""
    found = _type_of(component)
    if found is None:
        return None
    if found == BOOLEAN:
        asked = Asked(found, frozenset({TRUE, FALSE}), is_certain=True)
    else:
        validate = component.get("validate")
        is_required = isinstance(validate, dict) and bool(validate.get("required"))
        asked = Asked(found, _options(component), is_certain=is_required)
    # What is hidden is not asked.
    return replace(asked, is_certain=False) if component.get("conditional") else asked


def _type_of(component: Mapping[str, Any]) -> TypeRef | None:
    kind = str(component.get("type"))
    if kind == "datetime":
        # A time is kept with or without its offset, as the field says.
        return DATE if component.get("subtype", "date") == "date" else None
    if kind == "number" and component.get("serializeToString") is True:
        return STRING
    if component.get("valuesKey") or component.get("valuesExpression"):
        return None
    return _TYPES.get(kind)


def merged(one: Asked, other: Asked) -> Asked | None:
    """What is known of a variable that two fields may have set; None where they disagree."""
    if one.type != other.type:
        return None
    is_open = not one.options or not other.options
    options = frozenset[str]() if is_open else one.options | other.options
    return Asked(one.type, options, is_certain=one.is_certain and other.is_certain)


def _options(component: Mapping[str, Any]) -> frozenset[str]:
    values = component.get("values")
    if component.get("type") not in ("select", "radio") or not isinstance(values, list):
        return frozenset()
    return frozenset(str(one.get("value")) for one in values if isinstance(one, dict))
