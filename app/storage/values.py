"""Process variables as JSON: every FEEL value goes in and comes back the same.

Null, booleans, strings, lists and contexts are JSON's own; anything else is an object with one
key that starts with `$` and names the kind. A context that has such a key itself is wrapped.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from app.feel.values import Range, Value, YearsMonths
from app.feel.zones import zone

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"

_MARK: Final = "$"
_MICROSECOND = timedelta(microseconds=1)


class UnfitForStorage(TypeError):
    """The value is no FEEL value, or one that cannot be kept, such as a function."""


def dump_value(value: Value) -> Plain:
    """The value in the shapes that JSON has.

    Raises:
        UnfitForStorage: a function, or a Python object that FEEL does not know (also int, float).
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, list):
        return [dump_value(part) for part in value]
    if isinstance(value, dict):
        return _dump_context(value)
    for kind, tag, dump in _DUMPS:
        if type(value) is kind:
            return {tag: dump(value)}
    raise UnfitForStorage(f"A {type(value).__name__} cannot be kept as a process variable")


def load_value(plain: Plain) -> Value:
    """The value that `dump_value` was given.

    Raises:
        UnfitForStorage: the JSON was not written by `dump_value`.
    """
    if plain is None or isinstance(plain, (bool, str)):
        return plain
    if isinstance(plain, list):
        return [load_value(part) for part in plain]
    if isinstance(plain, dict):
        if len(plain) == 1:
            ((tag, told),) = plain.items()
            if tag.startswith(_MARK):
                return _load_tagged(tag, told)
        return {key: load_value(part) for key, part in plain.items()}
    raise UnfitForStorage(f"A bare {type(plain).__name__} is not how a process variable is kept")


def dump_values(values: Mapping[str, Value]) -> Plain:
    """A mapping of names to values; names are free, so it is never mistaken for a tagged value."""
    return {name: dump_value(value) for name, value in values.items()}


def load_values(plain: Plain) -> dict[str, Value]:
    if not isinstance(plain, dict):
        raise UnfitForStorage("Expected an object of values")
    return {name: load_value(part) for name, part in plain.items()}


def _dump_context(context: Mapping[str, Value]) -> Plain:
    told: dict[str, Plain] = {}
    for key, part in context.items():
        if not isinstance(key, str):
            raise UnfitForStorage(f"A context has names as keys, not {type(key).__name__}")
        told[key] = dump_value(part)
    if len(told) == 1 and next(iter(told)).startswith(_MARK):
        return {"$context": told}
    return told


def _load_tagged(tag: str, told: Plain) -> Value:
    load = _LOADS.get(tag)
    if load is None:
        raise UnfitForStorage(f"No kind of value is kept as {tag}")
    return load(told)


def _dump_zone(at: tzinfo | None, offset: timedelta | None) -> Plain:
    """None, the name of a zone, or an offset in microseconds."""
    if at is None:
        return None
    if isinstance(at, ZoneInfo) and at.key:
        return at.key
    if offset is None:
        raise UnfitForStorage("A zone without a name or an offset cannot be kept")
    return offset // _MICROSECOND


def _load_zone(plain: Plain) -> tzinfo | None:
    if plain is None:
        return None
    if isinstance(plain, str):
        return zone(plain)
    offset = timedelta(microseconds=_int(plain))
    return UTC if not offset else timezone(offset)


def _dump_moment(moment: datetime) -> Plain:
    local = moment.replace(tzinfo=None, fold=0).isoformat()
    return [local, _dump_zone(moment.tzinfo, moment.utcoffset()), moment.fold]


def _load_moment(plain: Plain) -> datetime:
    local, at, fold = _list(plain, 3)
    return datetime.fromisoformat(_str(local)).replace(tzinfo=_load_zone(at), fold=_int(fold))


def _dump_time(moment: time) -> Plain:
    local = moment.replace(tzinfo=None, fold=0).isoformat()
    return [local, _dump_zone(moment.tzinfo, moment.utcoffset()), moment.fold]


def _load_time(plain: Plain) -> time:
    local, at, fold = _list(plain, 3)
    return time.fromisoformat(_str(local)).replace(tzinfo=_load_zone(at), fold=_int(fold))


def _dump_range(span: Range) -> Plain:
    ends = [dump_value(span.start), dump_value(span.end)]
    return [*ends, span.start_included, span.end_included]


def _load_range(plain: Plain) -> Range:
    start, end, start_included, end_included = _list(plain, 4)
    return Range(load_value(start), load_value(end), bool(start_included), bool(end_included))


def _list(plain: Plain, length: int) -> list[Plain]:
    if not isinstance(plain, list) or len(plain) != length:
        raise UnfitForStorage(f"Expected a list of {length}")
    return plain


def _str(plain: Plain) -> str:
    if not isinstance(plain, str):
        raise UnfitForStorage("Expected a string")
    return plain


def _int(plain: Plain) -> int:
    if not isinstance(plain, int):
        raise UnfitForStorage("Expected a whole number")
    return plain


# datetime stands before date: the kinds are compared exactly, the order is only for the reader.
_DUMPS: tuple[tuple[type, str, Callable[..., Plain]], ...] = (
    (Decimal, "$number", str),
    (datetime, "$moment", _dump_moment),
    (date, "$date", date.isoformat),
    (time, "$time", _dump_time),
    (timedelta, "$duration", lambda span: [span.days, span.seconds, span.microseconds]),
    (YearsMonths, "$months", lambda span: span.months),
    (Range, "$range", _dump_range),
)
_LOADS: dict[str, Callable[[Plain], Value]] = {
    "$number": lambda plain: Decimal(_str(plain)),
    "$moment": _load_moment,
    "$date": lambda plain: date.fromisoformat(_str(plain)),
    "$time": _load_time,
    "$duration": lambda plain: timedelta(*map(_int, _list(plain, 3))),
    "$months": lambda plain: YearsMonths(_int(plain)),
    "$range": _load_range,
    "$context": lambda plain: load_values(plain),
}
