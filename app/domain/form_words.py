"""Words of a form with FEEL in them: `=…`, `{{ … }}`, `{{#if …}}`, `{{#loop …}}`."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.domain.texts import Text
from app.feel import Expression, FeelError, Value, from_value, parse

_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
Escape = Callable[[str], str]
MOST_ROUNDS = 1_000
"""Of all loops of one text together."""


class WordsUnreadable(ValueError):
    """A text whose tags do not fit together; a FeelError tells of an expression in it."""


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    """`words`, `value`, `if` or `loop`."""
    words: str = ""
    expression: Expression | None = None
    inner: tuple["_Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A text that was read; immutable."""

    parts: tuple[_Part, ...]

    @property
    def is_plain(self) -> bool:
        return all(part.kind == "words" for part in self.parts)

    def filled(self, scope: Mapping[str, Value], escape: Escape = str) -> str:
        """The text; what cannot be reckoned is empty.

        Args:
            scope: variables.
            escape: what makes a value harmless in the text around it.
        """
        return "".join(_filled(self.parts, scope, escape, [MOST_ROUNDS]))

    def expressions(self) -> Iterator[Expression]:
        yield from _expressions(self.parts)


@lru_cache(maxsize=2048)
def words_of(text: str) -> Words:
    """The text, read.

    Raises:
        WordsUnreadable: a block without its end, or an end without its block.
        FeelError: an expression that cannot be read.
    """
    if text.startswith("=") and text[1:].strip():
        return Words((_Part("value", expression=parse(text[1:])),))
    if "{{" not in text:
        return Words((_Part("words", text),))
    open_parts: list[tuple[str, Expression | None, list[_Part]]] = [("", None, [])]
    at = 0
    for tag in _TAG.finditer(text):
        if tag.start() > at:
            open_parts[-1][2].append(_Part("words", text[at : tag.start()]))
        at = tag.end()
        _take(tag[1].strip(), open_parts)
    if len(open_parts) > 1:
        raise WordsUnreadable(f"Expected {{{{/{open_parts[-1][0]}}}}}")
    if at < len(text):
        open_parts[-1][2].append(_Part("words", text[at:]))
    return Words(tuple(open_parts[0][2]))


def _take(tag: str, open_parts: list[tuple[str, Expression | None, list[_Part]]]) -> None:
    block = re.match(r"#(if|loop)\s+(.+)", tag, re.DOTALL)
    if block:
        open_parts.append((block[1], parse(block[2].removeprefix("=")), []))
    elif tag.startswith("/"):
        kind, expression, inner = open_parts[-1]
        if len(open_parts) == 1 or tag[1:].strip() != kind:
            raise WordsUnreadable(f"Unexpected {{{{{tag}}}}}")
        open_parts.pop()
        open_parts[-1][2].append(_Part(kind, expression=expression, inner=tuple(inner)))
    else:
        part = _Part("value", expression=parse(tag.removeprefix("=")))
        open_parts[-1][2].append(part)


def filled(text: Text, scope: Mapping[str, Value], escape: Escape = str) -> Text:
    """The text in each language, with the values that it names."""
    if not is_filled(text):
        return text
    told = (text.kk, text.ru, text.en)
    return Text(*(words_of(words).filled(scope, escape) for words in told))


def is_filled(text: Text) -> bool:
    """Whether any of its languages names a value."""
    told = (text.kk, text.ru, text.en)
    return any(words.startswith("=") or "{{" in words for words in told)


def value_text(value: Value) -> str:
    """A value as it stands in a text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(value_text, value))
    try:
        plain = from_value(value)
    except TypeError:
        return ""
    return str(plain) if not isinstance(plain, bool) else str(plain).lower()


def _filled(
    parts: tuple[_Part, ...], scope: Mapping[str, Value], escape: Escape, rounds: list[int]
) -> Iterator[str]:
    for part in parts:
        if part.expression is None:
            yield part.words
            continue
        value = evaluated(part.expression, scope)
        if part.kind == "value":
            yield escape(value_text(value))
        elif part.kind == "if":
            if value is True:
                yield from _filled(part.inner, scope, escape, rounds)
        elif isinstance(value, list):
            for item in value:
                rounds[0] -= 1
                if rounds[0] < 0:
                    return
                named = item if isinstance(item, dict) else {}
                yield from _filled(part.inner, {**scope, **named, "this": item}, escape, rounds)


def _expressions(parts: tuple[_Part, ...]) -> Iterator[Expression]:
    for part in parts:
        if part.expression is not None:
            yield part.expression
        yield from _expressions(part.inner)


def evaluated(expression: Expression, scope: Mapping[str, Value]) -> Value:
    """The value; null where reckoning it costs too much."""
    try:
        return expression.evaluate(scope).value
    except FeelError:
        return None
