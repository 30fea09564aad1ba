"""Functions that turn values of one type into another."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException
from typing import Any

from app.feel import tree
from app.feel.arithmetic import negate
from app.feel.compare import order
from app.feel.convert import written
from app.feel.errors import FeelSyntaxError, Unfit
from app.feel.numbers import number
from app.feel.parser import parse_expression
from app.feel.run import Run
from app.feel.temporal import (
    make_date,
    make_time,
    offset_zone,
    read_any_date,
    read_any_date_time,
    read_duration,
    read_time,
)
from app.feel.values import Builtin, Range, Value, YearsMonths, type_name
from app.feel.wide import WideDate, WideMoment, combined, time_of


def _string(run: Run, value: Value) -> Value:
    return None if value is None else _text(run, value, 0, quoted=False)


def _text(run: Run, value: Value, depth: int, *, quoted: bool) -> str:
    run.spend(1)
    run.check_depth(depth)
    if isinstance(value, list):
        text = ", ".join(_text(run, item, depth + 1, quoted=True) for item in value)
        run.check_size(len(text))
        return f"[{text}]"
    if isinstance(value, dict):
        parts = (
            f"{key}: {_text(run, item, depth + 1, quoted=True)}" for key, item in value.items()
        )
        text = ", ".join(parts)
        run.check_size(len(text))
        return f"{{{text}}}"
    if isinstance(value, Builtin):
        raise Unfit("a function has no text")
    text = written(value)
    return (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if _quotes(value, quoted)
        else text
    )


def _quotes(value: Value, quoted: bool) -> bool:
    return quoted and isinstance(value, str)


_SEPARATORS = (" ", ",", ".", None)


def _number(text: Value, grouping: Value = None, decimal: Value = None) -> Value:
    if grouping not in _SEPARATORS or decimal not in (".", ",", None):
        raise Unfit("separators are space, comma or point for groups, comma or point for decimals")
    if grouping is not None and grouping == decimal:
        raise Unfit("the two separators must differ")
    if isinstance(text, Decimal):
        return text
    if not isinstance(text, str):
        raise Unfit("it needs a string, not a {found}", found=type_name(text))
    plain = text.replace(str(grouping), "") if grouping is not None else text
    plain = plain.replace(".", "_").replace(",", ".") if decimal == "," else plain
    if not plain.isascii() or not set(plain) <= set("0123456789+-.eE"):
        raise Unfit('"{text}" is no number', text=text[:40])
    try:
        return number(plain)
    except DecimalException:
        raise Unfit('"{text}" is no number', text=text[:40]) from None


def _date(first: Value, month: Value = None, day: Value = None) -> Value:
    if month is not None or day is not None:
        return make_date(_whole(first), _whole(month), _whole(day))
    if isinstance(first, str):
        return read_any_date(first)
    if isinstance(first, datetime):
        return first.date()
    if isinstance(first, WideMoment):
        return first.day
    if isinstance(first, date | WideDate):
        return first
    raise Unfit("it needs a string or a date, not a {found}", found=type_name(first))


def _whole(value: Value) -> int:
    if not isinstance(value, Decimal) or value != value.to_integral_value():
        raise Unfit("it needs whole numbers, not a {found}", found=type_name(value))
    if abs(value) >= 10**10:
        raise Unfit("the number is too large")
    return int(value)


def _time(first: Value, minute: Value = None, second: Value = None, offset: Value = None) -> Value:
    if minute is not None or second is not None or offset is not None:
        return _time_of(first, minute, second, offset)
    if isinstance(first, str):
        return read_time(first)
    if isinstance(first, datetime):
        return time_of(first)
    if isinstance(first, WideMoment):
        return first.at
    if isinstance(first, time):
        return first
    if isinstance(first, date | WideDate):
        return time(tzinfo=offset_zone(timedelta()))
    raise Unfit("it needs a string, a time or a date, not a {found}", found=type_name(first))


def _time_of(hour: Value, minute: Value, second: Value, offset: Value) -> Value:
    if not isinstance(second, Decimal):
        raise Unfit("it needs whole numbers, not a {found}", found=type_name(second))
    if offset is not None and not isinstance(offset, timedelta):
        raise Unfit("the offset must be a days and time duration")
    zone = None if offset is None else offset_zone(offset)
    whole = int(second)
    micros = (second - whole) * 1_000_000
    return make_time(_whole(hour), _whole(minute), whole, _whole(micros), zone)


def _date_and_time(first: Value, *at: Value) -> Value:
    if isinstance(first, str) and not at:
        return read_any_date_time(first)
    if isinstance(first, datetime | WideMoment) and not at:
        return first
    if isinstance(first, WideMoment):
        first = first.day
    if isinstance(first, date | WideDate) and at and isinstance(at[0], time):
        return combined(first, at[0])
    raise Unfit("it needs a string, or a date and a time")


def _duration(source: Value) -> Value:
    if isinstance(source, str):
        return read_duration(source)
    if isinstance(source, timedelta | YearsMonths):
        return source
    raise Unfit("it needs a string, not a {found}", found=type_name(source))


def _years_and_months(start: Value, end: Value) -> Value:
    """Count whole months; the clock time of both is left aside, as the standard does."""
    return _months_between(_day(start), _day(end))


def _day(value: Any) -> date | WideDate:
    day: date | WideDate = value.day if isinstance(value, WideMoment) else value
    return day


def _months_between(start: date | WideDate, end: date | WideDate) -> Value:
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        months -= 1
    elif months < 0 and end.day > start.day:
        months += 1
    return YearsMonths(months)


def _range(source: str) -> Value:
    """Read a range as the language writes it; its limits are plain values, one may be missing."""
    inner = source.strip()
    start, dots, end = inner[1:-1].partition("..")
    if not dots or inner[0] not in "[(]" or inner[-1] not in "])[":
        raise Unfit('"{source}" is no range', source=source[:40])
    low, high = _limit(start), _limit(end)
    if low is None and high is None:
        raise Unfit("a range has at least one limit")
    if low is not None and high is not None and order(low, high) > 0:
        raise Unfit("the end of a range does not come before its start")
    return Range(low, high, inner[0] == "[", inner[-1] == "]")


def _limit(text: str) -> Value:
    """A literal, or a call such as `date("2026-01-31")` that makes a value of one."""
    if not text.strip():
        return None
    try:
        node = parse_expression(text, frozenset())
    except FeelSyntaxError as error:
        raise Unfit('"{text}" is no limit of a range', text=text.strip()[:40]) from error
    return constant(node)


def constant(node: tree.Node) -> Value:
    """The value of a literal, or of a call such as `date("2026-01-31")` on literals.

    Raises:
        Unfit: anything else, or a call that makes no value.
    """
    if isinstance(node, tree.Literal):
        return node.value
    if isinstance(node, tree.Negate):
        return negate(constant(node.operand))
    if isinstance(node, tree.Call) and isinstance(node.callee, tree.Name) and not node.names:
        make = _MAKERS.get(node.callee.name)
        if make is not None:
            return make(*(constant(argument) for argument in node.arguments))
    raise Unfit("plain values are expected here")


_MAKERS: dict[str, Callable[..., Value]] = {
    "date": _date,
    "time": _time,
    "date and time": _date_and_time,
    "duration": _duration,
    "number": _number,
}


FUNCTIONS = (
    Builtin("string", ("from",), _string, needs_run=True),
    Builtin("number", ("from", "grouping separator", "decimal separator"), _number, 1),
    Builtin("date", ("from",), _date, overloads=(("year", "month", "day"),)),
    Builtin(
        "time",
        ("from",),
        _time,
        overloads=(("hour", "minute", "second"), ("hour", "minute", "second", "offset")),
    ),
    Builtin("date and time", ("from",), _date_and_time, overloads=(("date", "time"),)),
    Builtin("duration", ("from",), _duration),
    Builtin(
        "years and months duration", ("from", "to"), _years_and_months, kinds=("any day", "any day")
    ),
    Builtin("range", ("from",), _range, kinds=("string",)),
)
