"""Walks over the tokens of an expression for the parser."""

from collections.abc import Mapping

from app.feel.errors import FeelSyntaxError
from app.feel.lexer import Token
from app.feel.nearest import did_you_mean
from app.feel.saying import Said
from app.feel.types import TypeRef

NESTING_LIMIT = 50
_IN_NAMES = (".", "/", "-", "+", "*")
"""Signs that a name may hold (10.3.1.2, rule 30)."""


class Cursor:
    """Where the parser stands, and how deep it is nested."""

    __slots__ = ("_at", "_declared", "_tokens", "depth", "types")

    def __init__(self, tokens: tuple[Token, ...], types: Mapping[str, TypeRef]) -> None:
        self.types = types
        self._declared: dict[tuple[str, ...], str] = {}
        self._tokens = tokens
        self._at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self._tokens[self._at]

    def ahead(self, count: int = 1) -> Token:
        """Look further; beyond the end stands the end token."""
        return self._tokens[min(self._at + count, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Move past the next token and return it."""
        token = self._tokens[self._at]
        if token.kind != "end":
            self._at += 1
        return token

    def sees(self, *texts: str) -> bool:
        """Tell whether one of these operators or keywords comes next."""
        token = self._tokens[self._at]
        return token.kind in ("operator", "keyword") and token.text in texts

    def takes(self, *texts: str) -> Token | None:
        """Take the operator or keyword if it comes next."""
        return self.take() if self.sees(*texts) else None

    def expect(self, *texts: str) -> Token:
        """Take the operator or keyword; anything else is a syntax error."""
        if not self.sees(*texts):
            expected = " ".join(f"'{text}'" for text in texts)
            if len(texts) > 1:
                expected = Said("one of {signs}", {"signs": expected})
            raise self.unexpected(expected, texts)
        return self.take()

    def unexpected(self, expected: str, known: tuple[str, ...] = ()) -> FeelSyntaxError:
        """Build the error that says what was expected, what was found, and what was meant."""
        token = self.token
        if token.kind == "end":
            return FeelSyntaxError(
                "The expression is not finished, expected {expected}",
                token.position,
                expected=expected,
            )
        return FeelSyntaxError(
            "Expected {expected}, found {found}{hint}",
            token.position,
            expected=expected,
            found=f"'{token.text[:40]}'",
            hint=did_you_mean(token.text, known),
        )

    def nested(self, position: int) -> "Cursor":
        """Go one level deeper until `with` ends; bounded, so that no text exhausts the stack."""
        self.depth += 1
        if self.depth > NESTING_LIMIT:
            raise FeelSyntaxError(
                "The expression nests deeper than {nesting_limit} levels",
                position,
                nesting_limit=NESTING_LIMIT,
            )
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self.depth -= 1

    def name(self, what: str) -> str:
        """Read a name: neighbouring words make one, as in `string length`."""
        if self._declared and (declared := self._declared_name()) is not None:
            return declared
        token = self.token
        if token.kind == "name":
            return self.take().text
        if token.kind != "word":
            raise self.unexpected(what)
        words = [self.take().text]
        while words[0] != "?" and self._continues_name():
            words.append(self.take().text)
        return " ".join(words)

    def key(self, what: str) -> str:
        """Read the name before a colon, where signs and keywords can only be a part of it."""
        if self.token.kind not in ("word", "name", "keyword"):
            raise self.unexpected(what)
        token = self.take()
        texts, found, end = [token.text], token.text, token.position + len(token.text)
        while self.token.kind in ("word", "name", "keyword", "number") or self.sees(*_IN_NAMES):
            token = self.take()
            texts.append(token.text)
            found += token.text if token.position == end else f" {token.text}"
            end = token.position + len(token.text)
        if not set(texts).isdisjoint(_IN_NAMES):
            self._declared[tuple(texts)] = found
        return found

    def _declared_name(self) -> str | None:
        """Take a name with signs in it, if this very text has given it to an entry before."""
        for texts in sorted(self._declared, key=len, reverse=True):
            if all(self.ahead(place).text == text for place, text in enumerate(texts)):
                self._at += len(texts)
                return self._declared[texts]
        return None

    def _continues_name(self) -> bool:
        token = self.token
        if token.kind == "number":
            return token.text.isdecimal()
        if token.kind != "word" or token.text == "?":
            return False
        after = self.ahead()
        return not (token.text == "instance" and after.kind == "word" and after.text == "of")

    def sees_instance_of(self) -> bool:
        """Tell whether `instance of` comes next."""
        token, after = self.token, self.ahead()
        return token.kind == after.kind == "word" and (token.text, after.text) == ("instance", "of")
