"""The functions of the standard, by family."""

from collections.abc import Mapping
from types import MappingProxyType

from app.feel.builtins import (
    contexts,
    conversion,
    lists,
    logic,
    numeric,
    ranges,
    statistics,
    text,
    times,
)
from app.feel.values import Builtin

FAMILIES = (contexts, conversion, lists, logic, numeric, ranges, statistics, text, times)

STANDARD: Mapping[str, Builtin] = MappingProxyType(
    {function.name: function for family in FAMILIES for function in family.FUNCTIONS}
)
"""Every function that an expression can call without being given it."""
