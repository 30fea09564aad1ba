"""Decimal numbers of 34 digits, as IEEE 754 decimal128 has them."""

from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow

DECIMAL = Context(
    prec=34, Emin=-6143, Emax=6144, traps=[DivisionByZero, InvalidOperation, Overflow]
)
"""The one arithmetic of this room; its methods are pure, so it is shared."""


def number(text: str) -> Decimal:
    """Read a number as the language writes it; it is rounded to 34 digits.

    Raises:
        decimal.DecimalException: no number, or too large.
    """
    return DECIMAL.create_decimal(text)


def plain(value: Decimal) -> str:
    """Write a number without exponent and without trailing zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
