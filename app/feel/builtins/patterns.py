"""Regular expressions: `matches`, `replace`, `split`."""

import re
from functools import lru_cache
from typing import Any

import re2

from app.feel.builtins.pattern_syntax import to_re2
from app.feel.errors import FeelBudgetExceeded, Unfit
from app.feel.run import Run
from app.feel.values import Value

COST_LIMIT = 10_000_000
"""Instructions of a pattern times characters of a text: under a tenth of a second at the worst."""
MEMORY = 4_000_000
"""Bytes that one compiled pattern may take."""
_HALVES = re.compile("[\ud800-\udfff]")
_GROUP = re.compile(r"\$([0-9]+)|\\([$\\])|\\|\$")


def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> Value:
    """Tell whether the pattern is found anywhere in the text."""
    return _ready(run, text, pattern, flags).search(text) is not None


def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    """Replace every match; `$1` in the replacement is the first group."""
    compiled = _ready(run, text, pattern, flags)
    if compiled.search("") is not None:
        raise Unfit("the pattern matches nothing at all, everywhere")
    literal = "q" in (flags or "")

    def filled(match: Any) -> str:
        def part(found: re.Match[str]) -> str:
            if found[1] is not None:
                return _group(match, found[1], compiled.groups)
            if found[2] is not None:
                return found[2]
            raise Unfit("in the replacement, \\ and $ must be written as \\\\ and \\$")

        return replacement if literal else _GROUP.sub(part, replacement)

    parts, at, size = [], 0, 0
    for match in compiled.finditer(text):
        parts += [text[at : match.start()], filled(match)]
        size += len(parts[-1])
        run.check_size(size)
        run.spend(1)
        at = match.end()
    return "".join([*parts, text[at:]])


def _group(match: Any, digits: str, groups: int) -> str:
    """Read as many digits as there are groups for; the others are text."""
    for length in range(len(digits), 0, -1):
        number = int(digits[:length])
        if number <= groups:
            return (match.group(number) or "") + digits[length:]
    return digits[1:]


def split(run: Run, text: str, delimiter: str) -> Value:
    """Cut the text at every match of the delimiter."""
    compiled = _ready(run, text, delimiter, None)
    parts: list[Value] = []
    at = 0
    for match in compiled.finditer(text):
        if match.end() > match.start():
            parts.append(text[at : match.start()])
            run.spend(1)
            at = match.end()
    return [*parts, text[at:]]


def _ready(run: Run, text: str, pattern: str, flags: str | None) -> Any:
    run.spend(1 + len(text) // 16 + len(pattern))
    if not (text.isascii() and pattern.isascii()) and _HALVES.search(text + pattern):
        raise Unfit("the text holds half of a surrogate pair")
    compiled = _compiled(pattern, flags or "")
    cost = compiled.programsize * len(text)
    if cost > COST_LIMIT:
        raise FeelBudgetExceeded("A pattern is too costly for {text} characters", text=len(text))
    run.spend(cost // 1000)
    return compiled


@lru_cache(maxsize=128)
def _compiled(pattern: str, flags: str) -> Any:
    options = re2.Options()
    options.max_mem = MEMORY
    options.log_errors = False
    try:
        return re2.compile(to_re2(pattern, flags), options)
    except re2.error as error:
        told = error.args[0] if error.args else error
        told = told.decode(errors="replace") if isinstance(told, bytes) else str(told)
        raise Unfit("the pattern is not valid: {told}", told=told) from None
