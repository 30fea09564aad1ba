"""Translates the plain subset of JUEL, `${…}` and `#{…}`, which other tools write, into FEEL.

Plain: names, properties, indexes, literals, operators, `empty` and `? :`. Method calls, lambdas
and assignments run code of another platform, and are refused.
Source: Jakarta Expression Language 3.0, sections 1.2 to 1.13.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.feel.errors import FeelSyntaxError
from app.feel.literals import quoted

_PART = re.compile(r"\\[$#]\{|[$#]\{")
_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<name>[^\W\d]\w*)
    |(?P<sign>==|!=|<=|>=|&&|\|\||[-+*/%<>!?:().\[\]}]))""",
    re.VERBOSE,
)
_WORDS = {
    "and": "&&", "or": "||", "not": "!", "eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=",
    "ge": ">=", "div": "/", "mod": "%",
}  # fmt: skip
_COMPARED = {"==": "=", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
_LEVELS = (("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))
"""Binary operators from the loosest to the tightest, below `||` and `&&`."""
_DEPTH = 60


def is_juel(text: str) -> bool:
    """Whether the text is, or holds, an expression of JUEL. FEEL begins with `=`."""
    return not text.startswith("=") and any(not p[0].startswith("\\") for p in _PART.finditer(text))


def to_feel(text: str) -> str:
    """The FEEL expression of the same meaning, without a leading `=`.

    Text around and between expressions makes one string of all; null becomes nothing there.

    Raises:
        FeelSyntaxError: no JUEL, or beyond the plain subset.
    """
    parts: list[str] = []
    expressions = place = 0
    literal = ""
    while (found := _PART.search(text, place)) is not None:
        literal += text[place : found.start()]
        place = found.end()
        if found[0].startswith("\\"):
            literal += found[0][1:]
            continue
        if literal:
            parts.append(quoted(literal))
            literal = ""
        inner = _Reader(text, place)
        parts.append(inner.whole())
        place = inner.end
        expressions += 1
    literal += text[place:]
    if literal:
        parts.append(quoted(literal))
    if expressions == 1 and len(parts) == 1:
        return parts[0]
    return " + ".join(p if p.startswith('"') else _told(p) for p in parts)


def _told(feel: str) -> str:
    return f'(if ({feel}) = null then "" else string({feel}))'


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


class _Reader:
    """Reads one expression up to its closing brace, and writes FEEL as it goes."""

    def __init__(self, text: str, start: int) -> None:
        self._tokens = self._read(text, start)
        self._next = next(self._tokens)
        self._depth = 0
        self.end = start

    def whole(self) -> str:
        feel = self._choice()
        if self._next.text != "}":
            raise self._refuse()
        self.end = self._next.at + 1
        return feel

    def _read(self, text: str, place: int) -> Iterator[_Token]:
        while (found := _TOKEN.match(text, place)) is not None:
            kind = str(found.lastgroup)
            told = found[kind]
            if kind == "name" and told in _WORDS:
                kind, told = "sign", _WORDS[told]
            place = found.end()
            yield _Token(kind, told, found.start(str(found.lastgroup)))
        yield _Token("end", text[place : place + 1], place)

    def _refuse(self) -> FeelSyntaxError:
        if not self._next.text:
            return FeelSyntaxError("The JUEL expression is not closed by }", self._next.at)
        return FeelSyntaxError(
            "This is beyond the plain part of JUEL: {sign} is not expected here",
            self._next.at,
            sign=f"“{self._next.text}”",
        )

    def _take(self, *signs: str) -> str:
        """The sign, if it comes next; else an empty text."""
        token = self._next
        if token.kind != "sign" or token.text not in signs:
            return ""
        if token.text != "}":
            self._next = next(self._tokens)
        return token.text

    def _demand(self, sign: str) -> None:
        if not self._take(sign):
            raise self._refuse()

    def _choice(self) -> str:
        self._depth += 1
        if self._depth > _DEPTH:
            raise FeelSyntaxError(
                "The expression nests deeper than {nesting_limit} levels",
                self._next.at,
                nesting_limit=_DEPTH,
            )
        condition = self._either()
        if self._take("?"):
            one = self._choice()
            self._demand(":")
            condition = f"(if {_as_claim(condition)} then {one} else {self._choice()})"
        self._depth -= 1
        return condition

    def _either(self) -> str:
        found = self._both()
        while self._take("||"):
            found = f"({_as_claim(found)} or {_as_claim(self._both())})"
        return found

    def _both(self) -> str:
        found = self._level(0)
        while self._take("&&"):
            found = f"({_as_claim(found)} and {_as_claim(self._level(0))})"
        return found

    def _level(self, level: int) -> str:
        if level == len(_LEVELS):
            return self._unary()
        found = self._level(level + 1)
        while sign := self._take(*_LEVELS[level]):
            found = _joined(found, sign, self._level(level + 1))
        return found

    def _unary(self) -> str:
        if self._take("!"):
            return f"not({_as_claim(self._unary())})"
        if self._take("-"):
            return f"(-{self._unary()})"
        if self._next.kind == "name" and self._next.text == "empty":
            self._next = next(self._tokens)
            return f'list contains([null, "", [], {{}}], {self._unary()})'
        return self._path()

    def _path(self) -> str:
        found = self._primary()
        while True:
            if self._take("."):
                if self._next.kind != "name":
                    raise self._refuse()
                found = f"{found}.{self._next.text}"
                self._next = next(self._tokens)
                if self._next.text == "(":
                    raise self._refuse()
            elif self._take("["):
                found = self._indexed(found)
            else:
                return found

    def _indexed(self, found: str) -> str:
        key = self._next
        if key.kind == "text":
            self._next = next(self._tokens)
            self._demand("]")
            return f"get value({found}, {_string(key.text)})"
        index = self._choice()
        self._demand("]")
        return f"{found}[({index}) + 1]"  # FEEL counts from 1

    def _primary(self) -> str:
        token = self._next
        if self._take("("):
            inner = self._choice()
            self._demand(")")
            return f"({inner})"
        if token.kind not in ("number", "text", "name"):
            raise self._refuse()
        self._next = next(self._tokens)
        if token.kind == "text":
            return _string(token.text)
        if self._next.text in ("(", ":"):
            raise self._refuse()  # a function, perhaps with a prefix
        return token.text


def _string(given: str) -> str:
    return quoted(re.sub(r"\\(.)", r"\1", given[1:-1]))


def _as_claim(feel: str) -> str:
    """True or false, as JUEL coerces null: not true is false."""
    return f"({feel} = true)"


def _joined(left: str, sign: str, right: str) -> str:
    if sign in _COMPARED:
        return f"({left} {_COMPARED[sign]} {right})"
    if sign == "%":
        quotient = f"({left} / {right})"
        whole = f"(if {quotient} < 0 then ceiling({quotient}) else floor({quotient}))"
        return f"({left} - {right} * {whole})"
    return f"({left} {sign} {right})"
