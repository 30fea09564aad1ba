"""Fits arguments to the kinds that parameters declare."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from app.feel.errors import Unfit
from app.feel.saying import Word
from app.feel.values import Builtin, Range, Value, YearsMonths, type_name
from app.feel.wide import FineMoment, FineTime, WideDate, WideMoment

_KINDS: dict[str, tuple[type, ...]] = {
    "number": (Decimal,),
    "string": (str,),
    "boolean": (bool,),
    "date": (date,),
    "time": (time, FineTime),
    "day": (date, datetime, FineMoment),
    "any day": (date, datetime, FineMoment, WideDate, WideMoment),
    "moment": (time, datetime, FineTime, FineMoment),
    "duration": (timedelta, YearsMonths),
    "months": (YearsMonths,),
    "length": (timedelta,),
    "context": (dict,),
    "range": (Range,),
    "function": (Builtin,),
}
_SPOKEN = {
    "day": "date or date and time",
    "any day": "date or date and time",
    "moment": "time or date and time",
    "months": "years and months duration",
    "length": "days and time duration",
}


def fit(kind: str, value: Value) -> Value:
    """Return the value as the kind wants it; Unfit if it cannot be.

    A list of one element stands for the element, and one value for a list of it. A kind that ends
    with `?` lets null through.
    """
    if kind == "any":
        return value
    wanted = kind.removesuffix("?")
    if value is None:
        if kind.endswith("?"):
            return None
        raise Unfit("it needs a {wanted}, not null", wanted=Word(_SPOKEN.get(wanted, wanted)))
    if wanted == "list":
        return value if isinstance(value, list) else [value]
    types = _KINDS[wanted]
    if type(value) in types:
        return value
    if isinstance(value, list) and len(value) == 1 and type(value[0]) in types:
        return value[0]
    raise Unfit(
        "it needs a {wanted}, not a {found}",
        wanted=Word(_SPOKEN.get(wanted, wanted)),
        found=type_name(value),
    )
