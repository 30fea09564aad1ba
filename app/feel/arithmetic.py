"""Addition, subtraction, multiplication, division and powers of values."""

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, DecimalException, DivisionByZero
from typing import Any

from app.feel.compare import seconds_of
from app.feel.errors import Unfit
from app.feel.numbers import DECIMAL
from app.feel.run import Run
from app.feel.values import Value, YearsMonths, type_name
from app.feel.wide import PLAIN

_VERBS = {
    "+": "Cannot add {right} to {left}",
    "-": "Cannot subtract {right} from {left}",
    "*": "Cannot multiply {left} by {right}",
    "/": "Cannot divide {left} by {right}",
    "**": "Cannot raise {left} to the power of {right}",
}
_MICROSECOND = timedelta(microseconds=1)


def calculate(run: Run, operator: str, left: Value, right: Value) -> Value:
    """Apply an operator; Unfit where the standard gives null, with the reason."""
    rule = _RULES.get((operator, type(left), type(right)))
    if rule is None:
        kinds = (PLAIN.get(type(left), type(left)), PLAIN.get(type(right), type(right)))
        rule = _RULES.get((operator, *kinds))
    if rule is None:
        raise Unfit(_VERBS[operator], left=type_name(left), right=type_name(right))
    try:
        result: Value = rule(left, right)
    except DivisionByZero:
        raise Unfit("Division by zero") from None
    except (DecimalException, OverflowError):
        raise Unfit("The result is too large or undefined") from None
    if type(result) is str:
        run.check_size(len(result))
        run.spend(len(result) // 16)
    return result


def negate(value: Value) -> Value:
    """Return the value with its sign turned; Unfit for what has no sign."""
    if isinstance(value, Decimal):
        return DECIMAL.minus(value)
    if isinstance(value, timedelta):
        try:
            return -value
        except OverflowError:
            raise Unfit("The result is too large or undefined") from None
    if isinstance(value, YearsMonths):
        return YearsMonths(-value.months)
    raise Unfit("Cannot negate {found}", found=type_name(value))


def add_months(day: date, months: int) -> date:
    """Move a date by months; the day is cut to the length of the month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise Unfit("The result lies outside the years 1 to 9999")
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def _date_months(day: date, length: YearsMonths) -> date:
    return add_months(day, length.months)


def _date_minus_months(day: date, length: YearsMonths) -> date:
    return add_months(day, -length.months)


def _shift_date(day: date, length: timedelta) -> date:
    return (datetime.combine(day, time()) + length).date()


def _shift(moment: datetime, length: timedelta) -> datetime:
    if moment.tzinfo is None:
        return moment + length
    # Through UTC, so that an hour stays an hour where the zone changes its offset.
    return (moment.astimezone(UTC) + length).astimezone(moment.tzinfo)


def _shift_time(at: time, length: timedelta) -> time:
    moved = (seconds_of(at) + length) % timedelta(days=1)
    return (datetime.combine(date.min, time()) + moved).time().replace(tzinfo=at.tzinfo)


def as_moment(value: date | datetime) -> datetime:
    """Return a date as its midnight UTC, a date and time as it is."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time(), tzinfo=UTC)


def _difference(left: date | datetime, right: date | datetime) -> timedelta:
    one, other = as_moment(left), as_moment(right)
    if (one.tzinfo is None) is not (other.tzinfo is None):
        raise Unfit("Cannot subtract a time with a time zone and one without")
    if one.tzinfo is None:
        return one - other
    return one.astimezone(UTC) - other.astimezone(UTC)


def _time_difference(left: time, right: time) -> timedelta:
    one, other = left.utcoffset(), right.utcoffset()
    if (left.tzinfo is None) is not (right.tzinfo is None):
        raise Unfit("Cannot subtract a time with a time zone and one without")
    zero = timedelta()
    return (seconds_of(left) - (one or zero)) - (seconds_of(right) - (other or zero))


def micros(length: timedelta) -> Decimal:
    """Return a duration in microseconds."""
    return Decimal(length // _MICROSECOND)


def _length(count: Decimal) -> timedelta:
    return timedelta(microseconds=int(count.to_integral_value(context=DECIMAL)))


def _times(length: timedelta, factor: Decimal) -> timedelta:
    return _length(DECIMAL.multiply(micros(length), factor))


def _split(length: timedelta, divisor: Decimal) -> timedelta:
    return _length(DECIMAL.divide(micros(length), divisor))


def _ratio(left: timedelta, right: timedelta) -> Decimal:
    if not right:
        raise Unfit("Division by zero")
    return DECIMAL.divide(micros(left), micros(right))


def _months_times(length: YearsMonths, factor: Decimal) -> YearsMonths:
    return YearsMonths(int(DECIMAL.multiply(Decimal(length.months), factor)))


def _months_split(length: YearsMonths, divisor: Decimal) -> YearsMonths:
    return YearsMonths(int(DECIMAL.divide(Decimal(length.months), divisor)))


def _months_ratio(left: YearsMonths, right: YearsMonths) -> Decimal:
    if not right.months:
        raise Unfit("Division by zero")
    return DECIMAL.divide(Decimal(left.months), Decimal(right.months))


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if not base and exponent < 0:
        raise Unfit("Division by zero")
    return DECIMAL.power(base, exponent)


def _divide(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise Unfit("Division by zero")
    return DECIMAL.divide(left, right)


def _swapped(rule: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda left, right: rule(right, left)


_Rule = Callable[[Any, Any], Any]
_RULES: dict[tuple[str, type, type], _Rule] = {
    ("+", Decimal, Decimal): DECIMAL.add,
    ("-", Decimal, Decimal): DECIMAL.subtract,
    ("*", Decimal, Decimal): DECIMAL.multiply,
    ("/", Decimal, Decimal): _divide,
    ("**", Decimal, Decimal): _power,
    ("+", str, str): lambda left, right: left + right,
    ("+", timedelta, timedelta): lambda left, right: left + right,
    ("-", timedelta, timedelta): lambda left, right: left - right,
    ("*", timedelta, Decimal): _times,
    ("*", Decimal, timedelta): _swapped(_times),
    ("/", timedelta, Decimal): _split,
    ("/", timedelta, timedelta): _ratio,
    ("+", YearsMonths, YearsMonths): lambda one, two: YearsMonths(one.months + two.months),
    ("-", YearsMonths, YearsMonths): lambda one, two: YearsMonths(one.months - two.months),
    ("*", YearsMonths, Decimal): _months_times,
    ("*", Decimal, YearsMonths): _swapped(_months_times),
    ("/", YearsMonths, Decimal): _months_split,
    ("/", YearsMonths, YearsMonths): _months_ratio,
    ("+", date, timedelta): _shift_date,
    ("+", timedelta, date): _swapped(_shift_date),
    ("-", date, timedelta): lambda day, length: _shift_date(day, -length),
    ("+", datetime, timedelta): _shift,
    ("+", timedelta, datetime): _swapped(_shift),
    ("-", datetime, timedelta): lambda moment, length: _shift(moment, -length),
    ("+", time, timedelta): _shift_time,
    ("+", timedelta, time): _swapped(_shift_time),
    ("-", time, timedelta): lambda at, length: _shift_time(at, -length),
    ("-", time, time): _time_difference,
}
for _kind in (date, datetime):
    _RULES["+", _kind, YearsMonths] = _date_months
    _RULES["+", YearsMonths, _kind] = _swapped(_date_months)
    _RULES["-", _kind, YearsMonths] = _date_minus_months
    for _other in (date, datetime):
        _RULES["-", _kind, _other] = _difference
