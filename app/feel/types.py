"""The types of the language, as expressions and models name them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TypeRef:
    """A type; `inner` holds what it is made of.

    list and range: the type of their elements, or nothing where any will do. context: one type per
    key in `keys`. function: one type per parameter, then the type of the result.
    """

    name: str
    inner: tuple["TypeRef", ...] = ()
    keys: tuple[str, ...] = ()
    allows: Callable[..., bool] | None = field(default=None, compare=False)
    """Of a model's own type with allowed values: `(run, value)` tells whether it is one of them."""
    said: str = field(default="", compare=False)
    """The name that a model gives the type, for messages."""

    def __str__(self) -> str:
        if self.said:
            return self.said
        if self.name == "function" and self.inner:
            taken = ", ".join(map(str, self.inner[:-1]))
            return f"function<{taken}>->{self.inner[-1]}"
        if self.name == "context" and self.keys:
            entries = zip(self.keys, self.inner, strict=True)
            return f"context<{', '.join(f'{key}: {inner}' for key, inner in entries)}>"
        return f"{self.name}<{self.inner[0]}>" if self.inner else self.name


ANY, NULL = TypeRef("Any"), TypeRef("Null")
NUMBER, STRING, BOOLEAN = TypeRef("number"), TypeRef("string"), TypeRef("boolean")
DATE, TIME, DATE_TIME = TypeRef("date"), TypeRef("time"), TypeRef("date and time")
DAYS, MONTHS = TypeRef("days and time duration"), TypeRef("years and months duration")
LIST, CONTEXT, RANGE = TypeRef("list"), TypeRef("context"), TypeRef("range")
FUNCTION = TypeRef("function")


def list_of(item: TypeRef) -> TypeRef:
    """Return the type of lists of such items."""
    return TypeRef("list", (item,))


def conforms(one: TypeRef, other: TypeRef) -> bool:
    """Tell whether every value of one type may stand where the other is wanted (10.3.2.9.2)."""
    if other.name == "Any" or one.name == "Null":
        return True
    if one.name != other.name:
        return False
    if not other.inner or (one.name != "context" and not one.inner):
        return not other.inner or all(inner.name == "Any" for inner in other.inner)
    if one.name == "context":
        entries = dict(zip(one.keys, one.inner, strict=True))
        return all(
            key in entries and conforms(entries[key], inner)
            for key, inner in zip(other.keys, other.inner, strict=True)
        )
    if one.name == "function":
        return (
            len(one.inner) == len(other.inner)
            and conforms(one.inner[-1], other.inner[-1])
            and all(map(conforms, other.inner[:-1], one.inner[:-1]))
        )
    return conforms(one.inner[0], other.inner[0])


def joined(types: list[TypeRef]) -> TypeRef:
    """Return the narrowest type here known that all of these conform to."""
    known: Any = [one for one in types if one.name != "Null"]
    if not known:
        return NULL if types else ANY
    for one in known:
        if all(conforms(other, one) for other in known):
            return one  # type: ignore[no-any-return]  # a TypeRef of the list
    first = known[0].name
    return TypeRef(first) if all(one.name == first for one in known) else ANY
