"""Turns patterns as XPath has them (10.3.4.3 of DMN points there) into those of the RE2 engine.

RE2 runs in time linear in the text, whatever the pattern; it knows no references back.
"""

from app.feel.errors import Unfit

PATTERN_LIMIT = 1_000
REPEAT_LIMIT = 1_000
"""Beyond it RE2 would build too large a machine."""
_PLAIN_ESCAPES = frozenset("\\|.-^?*+{}()[]$")
_SPACES = {"n": "\\n", "r": "\\r", "t": "\\t"}
_CLASSES = {
    "d": "\\p{Nd}",
    "D": "\\P{Nd}",
    # Everything but punctuation, separators and others; and the categories are all there is.
    "w": "\\p{L}\\p{M}\\p{N}\\p{S}",
    "W": "\\p{P}\\p{Z}\\p{C}",
    "s": " \\t\\n\\r",
    "i": "\\p{L}\\p{Nl}_:",
    "c": "\\p{L}\\p{Nl}\\p{M}\\p{Nd}_:.\\-\u00b7",
}
_OPPOSITE = {"S": "s", "I": "i", "C": "c"}
_LAST = 0x10FFFF
_Range = tuple[int, int]


class _Set:
    """What stands between [ and ]: plain ranges, and classes that only RE2 knows."""

    def __init__(self) -> None:
        self.negated = False
        self.ranges: list[_Range] = []
        self.classes: list[str] = []

    def plain(self) -> str:
        return "".join(_spelled(low, high) for low, high in self.ranges) + "".join(self.classes)

    def __str__(self) -> str:
        return f"[{'^' if self.negated else ''}{self.plain()}]"

    def without(self, other: "_Set") -> str:
        """The set less the other one; RE2 has no such operation, but it has opposites."""
        if other.negated and (other.classes or self.classes or self.negated):
            raise Unfit("this difference of sets in the pattern is not supported")
        if other.negated:
            kept = _Set()
            kept.ranges = _opposite(_opposite(self.ranges) + _opposite(other.ranges))
            return str(kept) if kept.ranges else "[^\\x00-\\x{10FFFF}]"
        if self.negated:
            return f"[^{self.plain()}{other.plain()}]"
        if not self.classes:
            gone = "".join(_spelled(low, high) for low, high in _opposite(self.ranges))
            return f"[^{gone}{other.plain()}]"
        if len(self.classes) == 1 and not self.ranges and self.classes[0][:2] in ("\\p", "\\P"):
            turned = "P" if self.classes[0][1] == "p" else "p"
            if self.classes[0].count("\\") == 1:
                return f"[^\\{turned}{self.classes[0][2:]}{other.plain()}]"
        raise Unfit("this difference of sets in the pattern is not supported")


def _opposite(ranges: list[_Range]) -> list[_Range]:
    found, at = [], 0
    for low, high in sorted(ranges):
        if low > at:
            found.append((at, low - 1))
        at = max(at, high + 1)
    if at <= _LAST:
        found.append((at, _LAST))
    return found


def _spelled(low: int, high: int) -> str:
    one = f"\\x{{{low:X}}}"
    return one if low == high else f"{one}-\\x{{{high:X}}}"


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, text: str, flags: str) -> None:
        # Whitespace inside [ ] stays: only outside does the flag x ignore it.
        self._text = text
        self._ignore_space = "x" in flags
        self._any = "(?s:.)" if "s" in flags else "[^\\n\\r]"
        self._at = 0
        self._groups = 0

    def read(self) -> str:
        parts: list[str] = []
        repeatable = False
        while self._at < len(self._text):
            letter = self._text[self._at]
            if self._ignore_space and letter in " \t\n\r":
                self._at += 1
                continue
            if letter in "*+?{":
                if not repeatable:
                    raise Unfit("the pattern has a {letter} with nothing before it", letter=letter)
                parts.append(self._repetition())
                repeatable = False
                continue
            parts.append(self._piece(letter))
            repeatable = letter not in "(|^$"
        if self._groups:
            raise Unfit("the pattern has a ( that is not closed")
        return "".join(parts)

    def _piece(self, letter: str) -> str:
        if letter == "[":
            self._at += 1
            return self._set()
        if letter == "\\":
            return self._escape()
        self._at += 1
        if letter == "(":
            return self._group()
        if letter == ")":
            self._groups -= 1
            if self._groups < 0:
                raise Unfit("the pattern has a ) without (")
            return letter
        if letter == ".":
            return self._any
        if letter in "]}":
            raise Unfit("the pattern has a {letter} that closes nothing", letter=letter)
        return letter if letter in "|^$" else _spelled(ord(letter), ord(letter))

    def _group(self) -> str:
        self._groups += 1
        if self._text.startswith("?", self._at):
            if not self._text.startswith("?:", self._at):
                raise Unfit("groups that start with (? are not supported, except (?:")
            self._at += 2
            return "(?:"
        return "("

    def _repetition(self) -> str:
        letter = self._text[self._at]
        if letter == "{":
            end = self._text.find("}", self._at)
            found = self._text[self._at + 1 : end] if end > 0 else ""
            least, comma, most = found.partition(",")
            if not least.isdecimal() or (most and not most.isdecimal()):
                raise Unfit("the pattern has a { that is no repetition")
            if max(int(least), int(most or 0)) > REPEAT_LIMIT:
                raise Unfit(
                    "a pattern repeats at most {repeat_limit} times", repeat_limit=REPEAT_LIMIT
                )
            if comma and most and int(most) < int(least):
                raise Unfit("the pattern has a { that is no repetition")
            letter = f"{{{found}}}"
            self._at = end
        self._at += 1
        if self._text.startswith("?", self._at):
            self._at += 1
            return letter + "?"
        return letter

    def _escape(self) -> str:
        letter = self._text[self._at + 1 : self._at + 2]
        if letter in _OPPOSITE:
            self._at += 2
            return f"[^{_CLASSES[_OPPOSITE[letter]]}]"
        found = self._class_escape(letter)
        if found is not None:
            return f"[{found}]"
        self._at += 2
        return _spelled(*self._single(letter))

    def _class_escape(self, letter: str) -> str | None:
        """An escape that stands for many characters, as it is written inside [ ]."""
        if letter in _CLASSES:
            self._at += 2
            return _CLASSES[letter]
        if letter not in ("p", "P"):
            return None
        end = self._text.find("}", self._at)
        name = self._text[self._at + 3 : end]
        if end < 0 or self._text[self._at + 2] != "{" or not name.isalnum():
            raise Unfit("the pattern has a \\p without a category in { }")
        if name.startswith("Is") or name[0] not in "LMNPZSC" or len(name) > 2:
            raise Unfit("the category {name} is not supported", name=name[:40])
        self._at = end + 1
        return f"\\{letter}{{{name}}}"

    def _single(self, letter: str) -> _Range:
        if letter.isdecimal():
            raise Unfit("references back to a group are not supported")
        if letter in _SPACES:
            code = ord({"n": "\n", "r": "\r", "t": "\t"}[letter])
        elif letter and letter in _PLAIN_ESCAPES:
            code = ord(letter)
        else:
            raise Unfit("the pattern has a \\{letter} that means nothing", letter=letter)
        return code, code

    def _set(self) -> str:
        found = self._items()
        return found if isinstance(found, str) else str(found)

    def _items(self) -> "_Set | str":
        """Read up to the closing bracket; a text where something was taken away from the set."""
        items = _Set()
        if self._text.startswith("^", self._at):
            items.negated = True
            self._at += 1
        while self._at < len(self._text):
            letter = self._text[self._at]
            if letter == "]" and (items.ranges or items.classes):
                self._at += 1
                return items
            if letter == "-" and self._text.startswith("-[", self._at):
                self._at += 2
                other = self._items()
                if isinstance(other, str) or not self._text.startswith("]", self._at):
                    raise Unfit("this difference of sets in the pattern is not supported")
                self._at += 1
                return items.without(other)
            if letter in "[]":
                raise Unfit("in a set, [ and ] must be written as \\[ and \\]")
            self._item(items, letter)
        raise Unfit("the pattern has a [ that is not closed")

    def _item(self, items: _Set, letter: str) -> None:
        if letter == "\\":
            following = self._text[self._at + 1 : self._at + 2]
            if following in _OPPOSITE:
                raise Unfit("\\{following} inside [ ] is not supported", following=following)
            found = self._class_escape(following)
            if found is not None:
                items.classes.append(found)
                return
        low = self._one()
        is_range = self._text.startswith("-", self._at) and not (
            self._text.startswith("-]", self._at) or self._text.startswith("-[", self._at)
        )
        if not is_range:
            items.ranges.append((low, low))
            return
        self._at += 1
        high = self._one()
        if high < low:
            raise Unfit("the pattern has a range that runs backwards")
        items.ranges.append((low, high))

    def _one(self) -> int:
        letter = self._text[self._at]
        if letter != "\\":
            self._at += 1
            return ord(letter)
        following = self._text[self._at + 1 : self._at + 2]
        self._at += 2
        return self._single(following)[0]


def to_re2(pattern: str, flags: str) -> str:
    """Write the pattern for RE2.

    Raises:
        Unfit: the pattern is wrong, or uses what has no linear time.
    """
    if len(pattern) > PATTERN_LIMIT:
        raise Unfit(
            "the pattern is longer than {pattern_limit} characters", pattern_limit=PATTERN_LIMIT
        )
    if unknown := set(flags) - set("imsxq"):
        raise Unfit("the flag {unknown} is not supported", unknown=min(unknown))
    if "q" in flags:
        written = "".join(_spelled(ord(letter), ord(letter)) for letter in pattern)
    else:
        written = _Reader(pattern, flags).read()
    options = "".join(flag for flag in "im" if flag in flags)
    return f"(?{options}){written}" if options else written
