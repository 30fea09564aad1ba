"""Regular expressions, in the subset whose cost can be bounded before they run."""

import re
from functools import lru_cache

from app.feel.errors import FeelBudgetExceeded, Unfit
from app.feel.run import Run
from app.feel.values import Value

PATTERN_LIMIT = 1_000
COST_LIMIT = 100_000_000
"""Characters to the power of open repetitions: about a second in the worst case."""

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
_PIECE = re.compile(
    r"\\.|\[(?:\\.|[^\]\\])(?:\\.|[^\]\\])*\]|\(\?:|[()|]|[*+?]\??|\{[^}]*\}\??|.", re.DOTALL
)
_GROUP = re.compile(r"\$(\d)|\\([$\\])|\\|\$")
_REPEAT = re.compile(r"\{(\d{1,4})(?:(,)(\d{0,4}))?\}\??", re.ASCII)


def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> Value:
    """Tell whether the pattern is found anywhere in the text."""
    return _ready(run, text, pattern, flags).search(text) is not None


def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    """Replace every match; `$1` in the replacement is the first group."""
    compiled = _ready(run, text, pattern, flags)

    def filled(match: re.Match[str]) -> str:
        def part(found: re.Match[str]) -> str:
            if found[1] is not None:
                number = int(found[1])
                return (match[number] or "") if number <= compiled.groups else ""
            if found[2] is not None:
                return found[2]
            raise Unfit("in the replacement, \\ and $ must be written as \\\\ and \\$")

        return _GROUP.sub(part, replacement)

    parts, at, size = [], 0, 0
    for match in compiled.finditer(text):
        parts += [text[at : match.start()], filled(match)]
        size += len(parts[-1])
        run.check_size(size)
        at = match.end()
    return "".join([*parts, text[at:]])


def split(run: Run, text: str, delimiter: str) -> Value:
    """Cut the text at every match of the delimiter."""
    compiled = _ready(run, text, delimiter, None)
    parts: list[Value] = []
    at = 0
    for match in compiled.finditer(text):
        if match.end() > match.start():
            parts.append(text[at : match.start()])
            at = match.end()
    return [*parts, text[at:]]


def _ready(run: Run, text: str, pattern: str, flags: str | None) -> re.Pattern[str]:
    compiled, repetitions = _compiled(pattern, flags or "")
    run.spend(1 + len(text) // 16)
    if max(len(text), 1) ** (repetitions + 1) > COST_LIMIT:
        raise FeelBudgetExceeded(
            f"A pattern with {repetitions} open repetitions is too costly"
            f" for {len(text)} characters"
        )
    return compiled


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> tuple[re.Pattern[str], int]:
    if len(pattern) > PATTERN_LIMIT:
        raise Unfit(f"the pattern is longer than {PATTERN_LIMIT} characters")
    if unknown := set(flags) - set(_FLAGS):
        raise Unfit(f"there is no flag {min(unknown)}")
    options = re.NOFLAG
    for flag in flags:
        options |= _FLAGS[flag]
    repetitions = _repetitions(pattern)
    try:
        return re.compile(pattern, options), repetitions
    except (re.error, OverflowError, RecursionError) as error:
        raise Unfit(f"the pattern is not valid: {error}") from None


def _repetitions(pattern: str) -> int:
    """Count the repetitions that can take different lengths.

    Refuses what can cost more than length to the power of that count: a repeated group that
    itself repeats or has alternatives, and references back to a group.
    """
    count = 0
    groups: list[bool] = []
    closed_branching = False
    for found in _PIECE.finditer(pattern):
        piece = found[0]
        if piece in ("(", "(?:"):
            groups.append(False)
        elif piece == ")":
            closed_branching = groups.pop() if groups else False
            if groups:
                groups[-1] = groups[-1] or closed_branching
            continue
        elif piece == "|":
            groups[-1:] = [True] if groups else []
        elif _repeats(piece):
            if closed_branching:
                raise Unfit("a group with repetitions or alternatives inside cannot be repeated")
            count += 1
            groups[-1:] = [True] if groups else []
        elif len(piece) == 2 and piece[0] == "\\" and piece[1].isdigit():
            raise Unfit("references back to a group are not supported")
        closed_branching = False
    if "(?" in pattern.replace("(?:", ""):
        raise Unfit("groups that start with (? are not supported, except (?:")
    return count


def _repeats(piece: str) -> bool:
    if piece in ("*", "+", "*?", "+?"):
        return True
    if (bounds := _REPEAT.fullmatch(piece)) is None:
        return False
    return bounds[2] is not None and bounds[1] != bounds[3]
