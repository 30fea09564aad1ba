"""Writes FEEL values as JSON and reads them back the same.

Text, booleans, null and lists stand for themselves; everything else is an object with exactly one
key, which names its kind. What an author or applicant named is never read as a kind.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any, TypeAlias

from app.domain.refusals import Invalid
from app.domain.texts import Text
from app.feel.errors import Unfit
from app.feel.temporal import offset_zone
from app.feel.values import Range, Value, YearsMonths
from app.feel.zones import zone

Json: TypeAlias = Any
DEPTH = 60
"""Levels of nesting that a variable may have."""


class ValueNotStorable(Invalid):
    """A variable is nested beyond measure, or of a kind that cannot be kept."""

    code = "ValueNotStorable"
    title = Text(
        "Мәнді сақтау мүмкін емес",
        "Значение нельзя сохранить",
        "The value cannot be stored",
    )


def encode(value: Value, depth: int = DEPTH) -> Json:
    """The value as JSON.

    Raises:
        ValueNotStorable: a function, a foreign type, or more than `DEPTH` levels.
    """
    if depth < 0:
        raise ValueNotStorable(f"nested deeper than {DEPTH} levels")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value if _storable(value) else {"u": list(map(ord, value))}
    if isinstance(value, list):
        return [encode(item, depth - 1) for item in value]
    if isinstance(value, dict):
        return _encode_context(value, depth)
    for kind, (types, write, _) in _KINDS.items():
        if isinstance(value, types):
            return {kind: write(value)}
    if isinstance(value, Range):
        ends = [encode(value.start, depth - 1), encode(value.end, depth - 1)]
        return {"r": [*ends, value.start_included, value.end_included]}
    raise ValueNotStorable(f"a value of type {type(value).__name__}")


def decode(stored: Json) -> Value:
    """The value that `encode` was given."""
    if isinstance(stored, list):
        return [decode(item) for item in stored]
    if not isinstance(stored, dict):
        return stored
    ((kind, inner),) = stored.items()
    match kind:
        case "c":
            return {key: decode(item) for key, item in inner.items()}
        case "p":
            return {str(decode(key)): decode(item) for key, item in inner}
        case "u":
            return "".join(map(chr, inner))
        case "r":
            return Range(decode(inner[0]), decode(inner[1]), inner[2], inner[3])
        case _:
            read: Callable[[Json], Value] = _KINDS[kind][2]
            return read(inner)


def encode_all(variables: Mapping[str, Value]) -> Json:
    return encode(dict(variables))


def decode_all(stored: Json) -> dict[str, Value]:
    value = decode(stored)
    return value if isinstance(value, dict) else {}


def _encode_context(value: dict[str, Value], depth: int) -> Json:
    if all(map(_storable, value)):
        return {"c": {key: encode(item, depth - 1) for key, item in value.items()}}
    pairs = [[encode(key, depth), encode(item, depth - 1)] for key, item in value.items()]
    return {"p": pairs}


def _storable(text: str) -> bool:
    """Lone surrogates come in through JSON escapes and cannot be written as UTF-8."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def _write_zone(value: time | datetime) -> Json:
    if value.tzinfo is None:
        return None
    key = getattr(value.tzinfo, "key", None)
    if isinstance(key, str):
        return key
    offset = value.utcoffset()
    return None if offset is None else offset.total_seconds()


def _read_zone(stored: Json) -> tzinfo | None:
    if stored is None or isinstance(stored, str):
        return None if stored is None else zone(stored)
    try:
        return offset_zone(timedelta(seconds=stored))
    except Unfit:
        return None


def _write_moment(value: datetime | time) -> Json:
    return [value.replace(tzinfo=None).isoformat(), _write_zone(value), value.fold]


def _read_moment(stored: Json) -> datetime:
    return datetime.fromisoformat(stored[0]).replace(tzinfo=_read_zone(stored[1]), fold=stored[2])


def _read_time(stored: Json) -> time:
    return time.fromisoformat(stored[0]).replace(tzinfo=_read_zone(stored[1]), fold=stored[2])


_KINDS: Mapping[str, tuple[type, Callable[[Any], Json], Callable[[Json], Value]]] = {
    "n": (Decimal, str, Decimal),
    # A datetime is a date too, so it is tried first.
    "m": (datetime, _write_moment, _read_moment),
    "d": (date, date.isoformat, date.fromisoformat),
    "t": (time, _write_moment, _read_time),
    "s": (
        timedelta,
        lambda value: [value.days, value.seconds, value.microseconds],
        lambda stored: timedelta(stored[0], stored[1], stored[2]),
    ),
    "y": (YearsMonths, lambda value: value.months, YearsMonths),
}
