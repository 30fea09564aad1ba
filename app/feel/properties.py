"""Properties of values, read with a path: `d.year`, `duration.days`, `range.start`."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from app.feel.temporal import zone_name
from app.feel.types import ANY, BOOLEAN, DAYS, NUMBER, STRING, TypeRef
from app.feel.values import TYPE_NAMES, Range, Value, YearsMonths
from app.feel.wide import FineMoment, FineTime, WideDate, WideMoment

_DATE: dict[str, Callable[[Any], Value]] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(day.isoweekday()),
}


def _second_of(at: Any) -> Decimal:
    nanos = at.microsecond * 1000 + getattr(at, "nanos", 0)
    return Decimal(at.second) + Decimal(nanos) / 1_000_000_000


_TIME: dict[str, Callable[[Any], Value]] = {
    "hour": lambda at: Decimal(at.hour),
    "minute": lambda at: Decimal(at.minute),
    "second": _second_of,
    "time offset": lambda at: at.utcoffset(),
    "timezone": zone_name,
}
_MIDNIGHT: dict[str, Callable[[Any], Value]] = {
    "hour": lambda _: Decimal(0),
    "minute": lambda _: Decimal(0),
    "second": lambda _: Decimal(0),
    "time offset": lambda _: timedelta(),
    "timezone": lambda _: None,
}


def _signed(length: timedelta, unit: int, wrap: int | None) -> Decimal:
    whole = abs(length) // timedelta(seconds=unit)
    count = Decimal(whole if wrap is None else whole % wrap)
    return -count if length < timedelta() and count else count


def _seconds(length: timedelta) -> Decimal:
    count = _signed(length, 1, 60)
    fraction = Decimal(abs(length).microseconds) / 1_000_000
    return count - fraction if length < timedelta() else count + fraction


def _months(length: YearsMonths, *, years: bool) -> Decimal:
    whole = abs(length.months)
    count = Decimal(whole // 12 if years else whole % 12)
    return -count if length.months < 0 and count else count


def _of(part: str, readers: dict[str, Callable[[Any], Value]]) -> dict[str, Callable[[Any], Value]]:
    """Readers of a part of the value."""

    def within(read: Callable[[Any], Value]) -> Callable[[Any], Value]:
        return lambda value: read(getattr(value, part))

    return {name: within(read) for name, read in readers.items()}


_PROPERTIES: dict[type, dict[str, Callable[[Any], Value]]] = {
    date: _MIDNIGHT | _DATE,
    time: _TIME,
    datetime: _DATE | _TIME,
    FineTime: _TIME,
    FineMoment: _DATE | _TIME,
    WideDate: _MIDNIGHT | _DATE,
    WideMoment: _of("day", _DATE) | _of("at", _TIME),
    timedelta: {
        "days": lambda length: _signed(length, 86400, None),
        "hours": lambda length: _signed(length, 3600, 24),
        "minutes": lambda length: _signed(length, 60, 60),
        "seconds": _seconds,
    },
    YearsMonths: {
        "years": lambda length: _months(length, years=True),
        "months": lambda length: _months(length, years=False),
    },
    Range: {
        "start": lambda interval: interval.start,
        "end": lambda interval: interval.end,
        "start included": lambda interval: interval.start_included,
        "end included": lambda interval: interval.end_included,
    },
}


def property_of(value: Value, name: str) -> Callable[[Any], Value] | None:
    """Return how to read the property, or None where values of this type do not have it."""
    return _PROPERTIES.get(type(value), {}).get(name)


_TYPES = {
    "time offset": DAYS,
    "timezone": STRING,
    "start included": BOOLEAN,
    "end included": BOOLEAN,
}


def properties_of(value: Value) -> tuple[str, ...]:
    """Return the names of the properties that values of this type have."""
    return tuple(_PROPERTIES.get(type(value), {}))


def property_types(owner: TypeRef) -> dict[str, TypeRef]:
    """Return the properties of values of this type, with their types."""
    kind = next((kind for kind, name in TYPE_NAMES.items() if name == owner.name), object)
    limit = owner.inner[0] if owner.name == "range" and owner.inner else ANY
    return {
        name: limit if name in ("start", "end") else _TYPES.get(name, NUMBER)
        for name in _PROPERTIES.get(kind, {})
    }
