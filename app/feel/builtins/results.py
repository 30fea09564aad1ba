"""The types of what the functions of the standard give."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.feel.types import (
    ANY,
    BOOLEAN,
    CONTEXT,
    DATE,
    DATE_TIME,
    MONTHS,
    NUMBER,
    RANGE,
    STRING,
    TIME,
    TypeRef,
    list_of,
)

_NAMES: Mapping[TypeRef, str] = MappingProxyType(
    {
        NUMBER: "abs|ceiling|count|day of year|decimal|exp|floor|log|mean|median|modulo|number|"
        "product|round down|round half down|round half up|round up|sqrt|stddev|string length|"
        "week of year",
        STRING: "day of week|lower case|month of year|replace|string|string join|substring|"
        "substring after|substring before|trim|upper case",
        BOOLEAN: "after|all|any|before|coincides|contains|during|ends with|even|finished by|"
        "finishes|includes|is|is defined|list contains|matches|meets|met by|not|odd|overlaps|"
        "overlaps after|overlaps before|started by|starts|starts with",
        CONTEXT: "context|context merge|context put",
        DATE: "date|today",
        TIME: "time",
        DATE_TIME: "date and time|now",
        MONTHS: "years and months duration",
        RANGE: "range",
        list_of(NUMBER): "index of|mode",
        list_of(STRING): "split",
        list_of(CONTEXT): "get entries",
    }
)
_RESULTS = {name: kind for kind, names in _NAMES.items() for name in names.split("|")}
_SAME_LIST = frozenset(
    [
        "append",
        "concatenate",
        "distinct values",
        "insert before",
        "list replace",
        "remove",
        "reverse",
        "sort",
        "sublist",
        "union",
    ]
)
_OF_THE_ITEMS = frozenset(["max", "min", "sum"])


def result_of(name: str, given: Sequence[TypeRef]) -> TypeRef:
    """Return the type that a call with arguments of these types gives; Any if it is not known."""
    if name == "abs" and given:
        return given[0]
    if name in _RESULTS:
        return _RESULTS[name]
    first = given[0] if given else ANY
    if name in _OF_THE_ITEMS:
        if first.name == "list":
            return first.inner[0] if first.inner else ANY
        return first
    if name in _SAME_LIST:
        return first if first.name == "list" and len(given) == 1 else TypeRef("list")
    return TypeRef("list") if name == "flatten" else ANY
