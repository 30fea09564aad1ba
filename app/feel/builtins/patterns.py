"""Regular expressions, in the subset whose cost can be bounded before they run."""

import re
from functools import lru_cache

from app.feel.errors import FeelBudgetExceeded, Unfit
from app.feel.run import Run
from app.feel.values import Value

PATTERN_LIMIT = 1_000
COST_LIMIT = 100_000_000
"""Ways to try a pattern on a text: about a second in the worst case."""

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
_PIECE = re.compile(
    r"\\.|\[(?:\\.|[^\]\\])(?:\\.|[^\]\\])*\]|\(\?:|[*+?]\??|\{[0-9]*(?:,[0-9]*)?\}\??|.",
    re.DOTALL,
)
_REPEAT = re.compile(r"\{([0-9]*)(?:(,)([0-9]*))?\}\??")
_WARNED_OF = ("--", "&&", "~~", "||")
"""Inside a class they may come to mean sets of characters."""
_GROUP = re.compile(r"\$(\d)|\\([$\\])|\\|\$")


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
    compiled, repetitions, choices = _compiled(pattern, flags or "")
    run.spend(1 + len(text) // 16)
    if max(len(text), 2) ** (repetitions + 1) * 2**choices > COST_LIMIT:
        raise FeelBudgetExceeded(
            f"A pattern with {repetitions} open repetitions and {choices} choices"
            f" is too costly for {len(text)} characters"
        )
    return compiled


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> tuple[re.Pattern[str], int, int]:
    if len(pattern) > PATTERN_LIMIT:
        raise Unfit(f"the pattern is longer than {PATTERN_LIMIT} characters")
    if unknown := set(flags) - set(_FLAGS):
        raise Unfit(f"the flag {min(unknown)} is not supported")
    options = re.NOFLAG
    for flag in flags:
        options |= _FLAGS[flag]
    scan = _Scan(pattern)
    # In Python `$` also stands before a last line break; in the standard only at the end.
    end = "$" if "m" in flags else r"\Z"
    source = "".join(end if piece == "$" else piece for piece in scan.pieces)
    try:
        return re.compile(source, options), scan.repetitions, scan.choices
    except (re.error, OverflowError, RecursionError) as error:
        raise Unfit(f"the pattern is not valid: {error}") from None


class _Scan:
    """Counts what makes a pattern costly.

    A text of n characters is tried in at most n ** (repetitions + 1) * 2 ** choices ways; what can
    cost more is refused: a repeated group with repetitions or choices inside, references back.
    """

    def __init__(self, pattern: str) -> None:
        self.pieces = [found[0] for found in _PIECE.finditer(pattern)]
        self.repetitions = 0
        self.choices = 0
        self._groups = [False]
        """For each open group, whether it can match in different ways."""
        self._closed_varies = False
        before = ""
        for piece in self.pieces:
            self._refuse(piece, before)
            self._count(piece)
            before = piece

    def _refuse(self, piece: str, before: str) -> None:
        if piece in ("[", "[^]"):
            raise Unfit("the pattern has a [ that is not closed")
        if piece[0] == "[" and ("[" in piece[1:] or any(mark in piece for mark in _WARNED_OF)):
            raise Unfit("sets of characters inside [ ] are not supported")
        if piece == "?" and before == "(":
            raise Unfit("groups that start with (? are not supported, except (?:")
        if len(piece) == 2 and piece[0] == "\\" and piece[1].isdigit():
            raise Unfit("references back to a group are not supported")

    def _count(self, piece: str) -> None:
        closed_varies, self._closed_varies = self._closed_varies, False
        if piece in ("(", "(?:"):
            self._groups.append(False)
        elif piece == ")" and len(self._groups) > 1:
            self._closed_varies = self._groups.pop()
            self._groups[-1] = self._groups[-1] or self._closed_varies
        elif piece in ("|", "?", "??"):
            self.choices += 1
            self._groups[-1] = True
        elif piece[0] in "*+" or (len(piece) > 1 and piece[0] == "{"):
            self._repeat(piece, closed_varies=closed_varies)

    def _repeat(self, piece: str, *, closed_varies: bool) -> None:
        bounds = _REPEAT.fullmatch(piece)
        if bounds is not None and bounds[1] in ("0", "1") and bounds[2] is None:
            return
        if closed_varies:
            raise Unfit("a group with repetitions or choices inside cannot be repeated")
        if bounds is None or (bounds[2] is not None and bounds[1] != bounds[3]):
            self.repetitions += 1
            self._groups[-1] = True
