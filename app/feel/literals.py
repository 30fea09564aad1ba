"""Writes a value as the expression that gives it."""

from decimal import Decimal

from app.feel.convert import written
from app.feel.values import Range, Value

_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def literal(value: Value) -> str:
    """The expression whose value this is: `"text"`, `12`, `@"2026-01-31"`, `[1, 2]`.

    Raises:
        TypeError: a function or a unary test, which no literal stands for.
    """
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, dict):
        inside = ", ".join(f"{quoted(key)}: {literal(item)}" for key, item in value.items())
        return f"{{{inside}}}"
    if isinstance(value, Range):
        return _interval(value)
    text = written(value)
    return text if value is None or isinstance(value, bool | Decimal) else f'@"{text}"'


def quoted(text: str) -> str:
    """The text as a string literal."""
    return f'"{text.translate(_ESCAPED)}"'


def _interval(value: Range) -> str:
    if value.from_test or value.outside:
        raise TypeError("A unary test cannot be written as a literal")
    opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opening}{literal(value.start)}..{literal(value.end)}{closing}"
