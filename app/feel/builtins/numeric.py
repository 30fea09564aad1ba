"""Functions on numbers."""

from collections.abc import Callable
from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from app.feel.errors import Unfit
from app.feel.numbers import DECIMAL
from app.feel.values import Builtin, Value, YearsMonths, type_name

_LEAST_SCALE = -6111
_GREATEST_SCALE = 6176
"""Where decimal128 has its first and its last digit."""


def rounding(mode: str) -> Callable[..., Decimal]:
    """Return the function that rounds to `scale` digits after the point, 0 where none is given."""

    def rounded(number: Decimal, scale: Decimal | None = None) -> Decimal:
        digits = 0 if scale is None else int(scale)
        if not _LEAST_SCALE <= digits <= _GREATEST_SCALE:
            raise Unfit(
                "the scale must lie between {least_scale} and {greatest_scale}",
                least_scale=_LEAST_SCALE,
                greatest_scale=_GREATEST_SCALE,
            )
        if number.as_tuple().exponent == -digits or not number:
            return number if number else Decimal(0)
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and exponent >= -digits:
            return number
        return number.quantize(Decimal(1).scaleb(-digits, DECIMAL), mode, DECIMAL)

    return rounded


def _decimal(number: Decimal, scale: Decimal) -> Decimal:
    return rounding(ROUND_HALF_EVEN)(number, scale)


def _abs(value: Value) -> Value:
    if isinstance(value, Decimal):
        return DECIMAL.abs(value)
    if isinstance(value, timedelta):
        return abs(value)
    if isinstance(value, YearsMonths):
        return YearsMonths(abs(value.months))
    raise Unfit("it needs a number or a duration, not a {found}", found=type_name(value))


def _modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Follow the sign of the divisor, as the standard defines it by floor."""
    if not divisor:
        raise Unfit("Division by zero")
    rest = DECIMAL.remainder(dividend, divisor)
    return DECIMAL.add(rest, divisor) if rest and (rest < 0) is not (divisor < 0) else rest


def _sqrt(number: Decimal) -> Decimal:
    return DECIMAL.sqrt(number)


def _log(number: Decimal) -> Decimal:
    if number <= 0:
        raise Unfit("it needs a number above 0")
    return DECIMAL.ln(number)


def _odd(number: Decimal) -> Value:
    return abs(_whole(number)) % 2 == 1


def _even(number: Decimal) -> Value:
    return _whole(number) % 2 == 0


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise Unfit("it needs a whole number")
    return int(number)


def _rounding(name: str, mode: str, required: int) -> Builtin:
    return Builtin(name, ("n", "scale"), rounding(mode), required, ("number", "number"))


FUNCTIONS = (
    Builtin("decimal", ("n", "scale"), _decimal, kinds=("number", "number")),
    _rounding("floor", ROUND_FLOOR, 1),
    _rounding("ceiling", ROUND_CEILING, 1),
    _rounding("round up", ROUND_UP, 2),
    _rounding("round down", ROUND_DOWN, 2),
    _rounding("round half up", ROUND_HALF_UP, 2),
    _rounding("round half down", ROUND_HALF_DOWN, 2),
    Builtin("abs", ("n",), _abs),
    Builtin("modulo", ("dividend", "divisor"), _modulo, kinds=("number", "number")),
    Builtin("sqrt", ("number",), _sqrt, kinds=("number",)),
    Builtin("log", ("number",), _log, kinds=("number",)),
    Builtin("exp", ("number",), DECIMAL.exp, kinds=("number",)),
    Builtin("odd", ("number",), _odd, kinds=("number",)),
    Builtin("even", ("number",), _even, kinds=("number",)),
)
