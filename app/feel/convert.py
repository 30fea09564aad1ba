"""Carries values between this language and plain Python data."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from app.feel.numbers import DECIMAL, plain
from app.feel.temporal import write_date, write_date_time, write_duration, write_time
from app.feel.values import TYPE_NAMES, Builtin, Range, Value, YearsMonths
from app.feel.wide import WideDate, WideMoment

_READY = frozenset(TYPE_NAMES) - {list, dict}
_NESTING_LIMIT = 200


def to_value(data: object, _depth: int = 0) -> Value:
    """Turn Python data into a value: numbers become Decimal, mappings contexts.

    Raises:
        TypeError: data that no value stands for.
        ValueError: a number that is not finite, or data nested deeper than 200 levels.
    """
    if _depth > _NESTING_LIMIT:
        raise ValueError(f"The data nests deeper than {_NESTING_LIMIT} levels")
    if isinstance(data, Decimal | int | float) and not isinstance(data, bool):
        return _number(data)
    if type(data) in _READY:
        return data  # type: ignore[return-value]  # checked by exact type
    if isinstance(data, str):
        return str(data)
    if isinstance(data, Mapping):
        return {str(key): to_value(item, _depth + 1) for key, item in data.items()}
    if isinstance(data, Sequence | set | frozenset) and not isinstance(data, bytes | bytearray):
        return [to_value(item, _depth + 1) for item in data]
    raise TypeError(f"No value stands for {type(data).__name__}")


def _number(data: Decimal | int | float) -> Decimal:
    number = Decimal(repr(data)) if isinstance(data, float) else Decimal(data)
    if not number.is_finite():
        raise ValueError("A number must be finite")
    return DECIMAL.plus(number)


def from_value(value: Value) -> Any:
    """Turn a value into data that JSON can hold.

    A whole number becomes int, another float (about 16 digits), one beyond both its text; dates,
    times, durations and ranges become their text.

    Raises:
        TypeError: a function, which has no text.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        return _plain_number(value)
    if isinstance(value, list):
        return [from_value(item) for item in value]
    if isinstance(value, dict):
        return {key: from_value(item) for key, item in value.items()}
    return written(value)


def _plain_number(value: Decimal) -> int | float | str:
    if value.adjusted() > 300:
        return plain(value)
    return int(value) if value == value.to_integral_value() else float(value)


def written(value: Value) -> str:
    """Write one value that is no list and no context as text.

    Raises:
        TypeError: a function, which has no text.
    """
    if value is None:
        return "null"
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    return _written_time(value)


def _written_time(value: Value) -> str:
    if isinstance(value, datetime | WideMoment):
        return write_date_time(value)
    if isinstance(value, date | WideDate):
        return write_date(value)
    if isinstance(value, time):
        return write_time(value)
    if isinstance(value, timedelta | YearsMonths):
        return write_duration(value)
    if isinstance(value, Range):
        opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
        return f"{opening}{written(value.start)}..{written(value.end)}{closing}"
    kind = "a function" if isinstance(value, Builtin) else type(value).__name__
    raise TypeError(f"{kind} cannot be written as text")
