"""Equality, order and membership of values."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.values import Builtin, Range, Value, YearsMonths, type_name
from app.feel.wide import FAMILY, WideDate, WideMoment

_PLAIN = frozenset([bool, str, Decimal, timedelta, YearsMonths])
_WIDE = (WideDate, WideMoment)
_ORDERED = frozenset([str, Decimal, date, time, datetime, timedelta, YearsMonths])


def equals(run: Run, left: Value, right: Value, depth: int = 0) -> bool | None:
    """Compare two values; None where their types differ or cannot be told equal.

    null equals only null. Times are compared to the second, as the standard has it, and as
    instants where they have an offset.
    """
    if left is None or right is None:
        return left is right
    kind = type(left)
    if kind is not type(right):
        if FAMILY.get(kind, kind) is FAMILY.get(type(right), type(right)):
            return _equal_temporal(left, right)
        return None
    if kind in _PLAIN:
        return left == right
    run.spend(1)
    run.check_depth(depth)
    if isinstance(left, list) and isinstance(right, list):
        return _equal_lists(run, left, right, depth)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and _equal_lists(
            run, list(left.values()), [right[key] for key in left], depth
        )
    if isinstance(left, Range) and isinstance(right, Range):
        return _equal_ranges(run, left, right, depth)
    if isinstance(left, Builtin):
        return left is right
    return _equal_temporal(left, right)


def _equal_lists(run: Run, left: list[Value], right: list[Value], depth: int) -> bool:
    return len(left) == len(right) and all(
        equals(run, one, other, depth + 1) for one, other in zip(left, right, strict=True)
    )


def _equal_ranges(run: Run, left: Range, right: Range, depth: int) -> bool:
    return (
        (left.start_included, left.end_included, left.from_test, left.outside)
        == (right.start_included, right.end_included, right.from_test, right.outside)
        and equals(run, left.start, right.start, depth + 1) is True
        and equals(run, left.end, right.end, depth + 1) is True
    )


def _equal_temporal(left: Any, right: Any) -> bool:
    if isinstance(left, _WIDE) or isinstance(right, _WIDE):
        return type(left) is type(right) and bool(left == right)
    if type(left) is date:
        return bool(left == right)
    aware = left.tzinfo is not None
    if aware is not (right.tzinfo is not None):
        return False
    return bool(_sort_key(left) == _sort_key(right))


def _key(value: time | datetime) -> Any:
    """Return what two values with a zone are compared by."""
    if isinstance(value, datetime):
        # Counted from year 1, not turned to UTC: near year 1 or 9999 that is no datetime any more.
        since = value.replace(tzinfo=None) - datetime.combine(date.min, time())
        return since - (value.utcoffset() or timedelta())
    if value.utcoffset() is None:
        # A named zone has no offset without a date: such times are equal only in the same zone.
        return str(value.tzinfo), value.replace(tzinfo=None)
    return "", seconds_of(value) - (value.utcoffset() or timedelta())


def seconds_of(value: time) -> timedelta:
    """Return how long after midnight the clock shows this time."""
    return timedelta(
        hours=value.hour,
        minutes=value.minute,
        seconds=value.second,
        microseconds=value.microsecond,
    )


def order(left: Value, right: Value) -> int:
    """Return -1, 0 or 1 as left comes before, with or after right.

    Raises:
        Unfit: null, different types, or a type that has no order.
    """
    kind, other_kind = type(left), type(right)
    if kind in FAMILY or other_kind in FAMILY:
        kind, other_kind = FAMILY.get(kind, kind), FAMILY.get(other_kind, other_kind)
    if kind is not other_kind or kind not in _ORDERED:
        raise Unfit("Cannot order {left} and {right}", left=type_name(left), right=type_name(right))
    one: Any = left
    other: Any = right
    if isinstance(left, _WIDE) or isinstance(right, _WIDE):
        one, other = _day_key(one), _day_key(other)
    elif isinstance(left, (time, datetime)):
        if (left.tzinfo is None) is not (other.tzinfo is None):
            raise Unfit("Cannot order a time with a time zone and one without")
        one, other = _sort_key(left), _sort_key(other)
        if isinstance(one, tuple) and one[0] != other[0]:
            raise Unfit("Cannot order times of different named zones without a date")
    return int(one > other) - int(one < other)


def _day_key(value: Any) -> tuple[int, int, int, timedelta]:
    """What a date, or a moment, of any year is ordered by; the zone has no say so far away."""
    if isinstance(value, WideMoment):
        return value.day.year, value.day.month, value.day.day, seconds_of(value.at)
    at = seconds_of(value.time()) if isinstance(value, datetime) else timedelta()
    return value.year, value.month, value.day, at


def _sort_key(value: time | datetime) -> Any:
    whole = value.replace(microsecond=0)
    return whole if whole.tzinfo is None else _key(whole)


def inside(interval: Range, value: Value) -> bool:
    """Tell whether the value lies in the interval; Unfit if it cannot be ordered against it."""
    if interval.outside:
        return order(value, interval.start) != 0
    if not interval.from_test and (interval.start is None or interval.end is None):
        raise Unfit("A limit of the range is null")
    if value is None:
        raise Unfit("Cannot tell whether null lies in a range")
    if interval.start is not None:
        side = order(value, interval.start)
        if side < 0 or (side == 0 and not interval.start_included):
            return False
    if interval.end is not None:
        side = order(value, interval.end)
        if side > 0 or (side == 0 and not interval.end_included):
            return False
    return True


def meets(run: Run, value: Value, wanted: Value) -> bool | None:
    """Tell whether the value is, or lies in, what a test without operator names."""
    if isinstance(wanted, Range) and not isinstance(value, Range):
        return inside(wanted, value)
    if isinstance(wanted, list):
        if isinstance(value, list) and equals(run, value, wanted):
            return True
        return any(_met_by(run, value, one) for one in wanted)
    return equals(run, value, wanted)


def _met_by(run: Run, value: Value, wanted: Value) -> bool:
    run.spend(1)
    try:
        if isinstance(wanted, Range) and not isinstance(value, Range):
            return inside(wanted, value)
        return equals(run, value, wanted) is True
    except Unfit:
        return False
