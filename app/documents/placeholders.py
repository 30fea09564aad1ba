"""Placeholders of official words: `{due}`, `{due:dative}`, each filled by the kind of its value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.documents.dates import ENDINGS, figure, local_day, long_date, long_moment, short_moment
from app.domain.mistakes import Words as Sentence
from app.domain.mistakes import filled
from app.domain.texts import Language, Text
from app.domain.words import Ending, numeric_date
from app.ports.outside import DocumentNotRendered, Fill

PLACEHOLDER = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")
"""A name, and maybe a Kazakh ending of `ENDINGS`, or `DAY`."""
_NO_VALUE: Sentence = (
    "{name} мәні жоқ; оны толтырыңыз",
    "нет значения {name}; заполните его",
    "the case has no {name}",
)
_NUMBER_SIGN = re.compile("№ ")

Filling = Fill | Text | tuple[str | Text, ...]
CaseValues = Mapping[str, Filling]
Given = Mapping[str, Filling]
"""What the model gives, with the words of refusal grounds in place of their ids."""


@dataclass(frozen=True, slots=True)
class Words:
    """How values are worded."""

    language: Language
    short: bool = False
    """In figures, for messages."""

    def of(self, value: Filling, asked: str | None) -> str | tuple[str, ...]:
        """The words of a value; `asked` is what its placeholder asks for besides its name."""
        ending = ENDINGS.get(asked or "")
        match value:
            case tuple():
                return tuple(self._one(entry, None) for entry in value)
            case datetime() if asked is not None:
                # A moment takes no ending, its day does.
                return self._one(local_day(value), ending)
            case _:
                return self._one(value, ending)

    def _one(self, value: str | date | Decimal | Text, ending: Ending | None) -> str:
        match value:
            case datetime() if self.short:
                return short_moment(value)
            case datetime():
                return long_moment(value).in_language(self.language)
            case date() if self.short:
                return numeric_date(value)
            case date():
                return long_date(value, ending).in_language(self.language)
            case Decimal():
                return figure(value).in_language(self.language)
            case Text():
                return value.in_language(self.language)
            case _:
                return value


@dataclass(frozen=True, slots=True)
class Fills:
    """The values of one document or message."""

    case: CaseValues
    given: Given
    optional: frozenset[str]

    def words(self, template: str, words: Words) -> str | tuple[str, ...]:
        """The template filled; several texts where it is nothing but a list.

        Raises:
            DocumentNotRendered: there is no such value, or it is empty.
        """
        alone = PLACEHOLDER.fullmatch(template)
        if alone is not None:
            found = words.of(self._value(alone[1], words.language), alone[2])
            return _bound(found) if isinstance(found, str) else tuple(map(_bound, found))

        def value(match: re.Match[str]) -> str:
            told = words.of(self._value(match[1], words.language), match[2])
            return told if isinstance(told, str) else "; ".join(told)

        # One pass: a brace inside a value is not filled again.
        return _bound(PLACEHOLDER.sub(value, template))

    def is_left_out(self, template: str) -> bool:
        """Whether it asks for an optional value that was not given."""
        asked = {match[1] for match in PLACEHOLDER.finditer(template)}
        return any(
            not self.given.get(name) and not self.given.get(f"{name}_kk")
            for name in asked & self.optional
        )

    def _value(self, name: str, language: Language) -> Filling:
        found = (
            self.given.get(f"{name}_{language}")
            or self.given.get(name)
            or self.given.get(f"{name}_kk")
            or self.case.get(name)
        )
        told = found.in_language(language) if isinstance(found, Text) else found
        if found is None or told in ("", ()):
            raise DocumentNotRendered(filled(_NO_VALUE, name=name))
        return found


def _bound(words: str) -> str:
    return _NUMBER_SIGN.sub("№\N{NO-BREAK SPACE}", words)
