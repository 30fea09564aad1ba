"""The values that expressions read and give."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import total_ordering
from typing import Any, TypeAlias

from app.feel.errors import Unfit
from app.feel.saying import Word
from app.feel.types import ANY, TypeRef
from app.feel.wide import FineMoment, FineTime, WideDate, WideMoment

MONTHS_LIMIT = 12 * 999_999_999
"""The longest years and months duration, in months."""


@total_ordering
@dataclass(frozen=True, slots=True)
class YearsMonths:
    """A years and months duration, counted in whole months."""

    months: int

    def __post_init__(self) -> None:
        if abs(self.months) > MONTHS_LIMIT:
            raise Unfit("The duration is longer than 999999999 years")

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, YearsMonths):
            return NotImplemented
        return self.months < other.months


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    """An interval.

    `from_test` marks one made of a unary test such as `(< 10)`: its null end has no limit, while
    `(null..10)` has a limit that is not known, so that nothing is surely inside.
    """

    start: "Value"
    end: "Value"
    start_included: bool = True
    end_included: bool = True
    from_test: bool = False
    outside: bool = False
    """Made of `(!= 10)`: holds what the interval does not."""


@dataclass(frozen=True, slots=True, eq=False)
class Builtin:
    """A function that expressions can call.

    `call` takes the arguments in the order of `parameters`. A function given by a caller refuses an
    argument by raising ValueError: the expression gets null and a note with its message.

    Args:
        name: as written in expressions; may hold spaces.
        parameters: names for the call with named arguments.
        call: the function itself.
        required: how many leading parameters must be given; None means all.
        kinds: the kind each parameter must have (`number`, `string?` with null allowed, `any` ...);
            empty means that every value is let through.
        overloads: other parameter lists, for named arguments and for counting.
        variadic: the last parameter repeats.
        needs_run: `call` takes the running evaluation first (functions of this room only).
    """

    name: str
    parameters: tuple[str, ...]
    call: Callable[..., Any]
    required: int | None = None
    kinds: tuple[str, ...] = ()
    overloads: tuple[tuple[str, ...], ...] = ()
    variadic: bool = False
    needs_run: bool = False
    types: tuple[TypeRef, ...] = ()
    """Of a function that an author wrote, one per parameter: arguments are made to fit."""
    result: TypeRef = ANY


Function: TypeAlias = Builtin

Value: TypeAlias = (
    "bool | str | Decimal | date | time | datetime | timedelta | YearsMonths | Range"
    " | WideDate | WideMoment | Builtin | list[Value] | dict[str, Value] | None"
)

TYPE_NAMES: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    time: "time",
    datetime: "date and time",
    timedelta: "days and time duration",
    YearsMonths: "years and months duration",
    Range: "range",
    Builtin: "function",
    list: "list",
    dict: "context",
    WideDate: "date",
    WideMoment: "date and time",
    FineTime: "time",
    FineMoment: "date and time",
}


def type_name(value: object) -> str:
    """Return the name of the value's type as the standard spells it."""
    return Word(TYPE_NAMES.get(type(value), "foreign value"))
