"""Cuts the text of an expression into tokens."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.feel.errors import FeelSyntaxError

TEXT_LIMIT = 50_000
TOKEN_LIMIT = 5_000
"""Words, signs and values of one expression: to read them takes some hundredths of a second."""
KEYWORDS = frozenset(
    [
        "if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "and", "or",
        "between", "true", "false", "null", "function",
    ]
)  # fmt: skip
WORDY_NAMES = (
    "date and time",
    "days and time duration",
    "years and months duration",
)
"""Names of the standard that hold a keyword: joining neighbouring words cannot find them."""

_START = (
    r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_PART = _START + r"0-9\u00B7\u0300-\u036F\u203F-\u2040"
_SPACE = re.compile(r"(?:[\s\u0085\u180E\u200B\u2060\uFEFF]+|//[^\n\r]*|/\*.*?\*/)+", re.DOTALL)
_WORD = re.compile(f"[{_START}][{_PART}]*")
_NAME_ENDS = re.compile(f"(?![{_PART}])")
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|([\"'\\nrt]))")
_PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_OPERATOR = re.compile(r"\*\*|\.\.|->|[<>!]=|[-+*/=<>()\[\]{},:.@]")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is number, string, word, name (a joined name), keyword, operator or end."""

    kind: str
    text: str
    position: int


@lru_cache(maxsize=256)
def _joined(names: frozenset[str]) -> re.Pattern[str]:
    """Match the longest of the names that joining words cannot find."""
    ordered = sorted({*names, *WORDY_NAMES}, key=len, reverse=True)
    spelled = (r"\s+".join(re.escape(word) for word in name.split()) for name in ordered)
    return re.compile(f"(?:{'|'.join(spelled)}){_NAME_ENDS.pattern}")


def needs_joining(name: str) -> bool:
    """Tell whether a name is found only when the parser is told of it, such as `a-b`."""
    words = name.split()
    plain = all(_WORD.fullmatch(word) or word.isdecimal() for word in words)
    return bool(words) and (not plain or not KEYWORDS.isdisjoint(words))


def tokens_of(text: str, names: Iterable[str] = ()) -> tuple[Token, ...]:
    """Cut the text into tokens, the last one of kind `end`.

    Args:
        text: the expression.
        names: known names, which may hold spaces and the characters . / - ' + *

    Raises:
        FeelSyntaxError: a character or a string that the language does not have.
    """
    if len(text) > TEXT_LIMIT:
        raise FeelSyntaxError(
            "The expression is longer than {text_limit} characters", 0, text_limit=TEXT_LIMIT
        )
    joined = _joined(frozenset(name for name in names if needs_joining(name)))
    found: list[Token] = []
    at = 0
    while True:
        if (space := _SPACE.match(text, at)) is not None:
            at = space.end()
        if at >= len(text):
            found.append(Token("end", "", len(text)))
            return tuple(found)
        if len(found) == TOKEN_LIMIT:
            raise FeelSyntaxError(
                "The expression has more than {token_limit} words and signs",
                at,
                token_limit=TOKEN_LIMIT,
            )
        token, at = _next(text, at, joined)
        found.append(token)


def _next(text: str, at: int, joined: re.Pattern[str]) -> tuple[Token, int]:
    if (match := joined.match(text, at)) is not None:
        return Token("name", " ".join(match[0].split()), at), match.end()
    if (match := _WORD.match(text, at)) is not None:
        kind = "keyword" if match[0] in KEYWORDS else "word"
        return Token(kind, match[0], at), match.end()
    if (match := _NUMBER.match(text, at)) is not None:
        return Token("number", match[0], at), match.end()
    if text[at] == '"':
        if (match := _STRING.match(text, at)) is None:
            raise FeelSyntaxError("The string is not closed", at)
        return Token("string", _unescaped(match[1], at), at), match.end()
    if (match := _OPERATOR.match(text, at)) is not None:
        return Token("operator", match[0], at), match.end()
    raise FeelSyntaxError("Unexpected character {text}", at, text=repr(text[at]))


def _unescaped(raw: str, at: int) -> str:
    if "\\" not in raw:
        return raw

    def plain(match: re.Match[str]) -> str:
        if match[3] is not None:
            return _PLAIN_ESCAPES.get(match[3], match[3])
        code = int(match[1] or match[2], 16)
        if code > 0x10FFFF:
            raise FeelSyntaxError("There is no character U+{code}", at, code=f"{code:X}")
        return chr(code)

    text = _ESCAPE.sub(plain, raw)
    # Older texts write a character beyond U+FFFF as two halves; alone a half is no character.
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise FeelSyntaxError("The string holds half of a surrogate pair", at) from None
