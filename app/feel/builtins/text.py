"""Functions on strings."""

from decimal import Decimal

from app.feel.builtins import patterns
from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.values import Builtin, Value, type_name


def _length(string: str) -> Value:
    return Decimal(len(string))


def _substring(string: str, start: Decimal, length: Decimal | None = None) -> Value:
    at = int(start)
    if at == 0 or abs(at) > len(string):
        raise Unfit("there is no character {at}", at=at)
    first = at - 1 if at > 0 else len(string) + at
    if length is None:
        return string[first:]
    if length < 1:
        raise Unfit("the length must be at least 1")
    return string[first : first + int(length)]


def _before(string: str, match: str) -> Value:
    return string.partition(match)[0] if match and match in string else ""


def _after(string: str, match: str) -> Value:
    if not match:
        return string
    return string.partition(match)[2]


def _join(run: Run, items: list[Value], delimiter: str | None = None) -> Value:
    run.spend(len(items))
    parts = []
    for item in items:
        if item is None:
            continue
        if not isinstance(item, str):
            raise Unfit("it needs strings, not a {found}", found=type_name(item))
        parts.append(item)
    run.check_size(sum(map(len, parts)) + len(delimiter or "") * max(len(parts) - 1, 0))
    return (delimiter or "").join(parts)


_S = ("string", "string")
_FLAGS = ("input", "pattern", "flags")

FUNCTIONS = (
    Builtin("string length", ("string",), _length, kinds=("string",)),
    Builtin(
        "substring",
        ("string", "start position", "length"),
        _substring,
        2,
        ("string", "number", "number"),
    ),
    Builtin("upper case", ("string",), str.upper, kinds=("string",)),
    Builtin("lower case", ("string",), str.lower, kinds=("string",)),
    Builtin("substring before", ("string", "match"), _before, kinds=_S),
    Builtin("substring after", ("string", "match"), _after, kinds=_S),
    Builtin("contains", ("string", "match"), lambda text, match: match in text, kinds=_S),
    Builtin("starts with", ("string", "match"), str.startswith, kinds=_S),
    Builtin("ends with", ("string", "match"), str.endswith, kinds=_S),
    Builtin("string join", ("list", "delimiter"), _join, 1, ("list", "string?"), needs_run=True),
    Builtin("trim", ("string",), str.strip, kinds=("string",)),
    Builtin("matches", _FLAGS, patterns.matches, 2, (*_S, "string?"), needs_run=True),
    Builtin(
        "replace",
        ("input", "pattern", "replacement", "flags"),
        patterns.replace,
        3,
        ("string", "string", "string", "string?"),
        needs_run=True,
    ),
    Builtin("split", ("string", "delimiter"), patterns.split, kinds=_S, needs_run=True),
)
