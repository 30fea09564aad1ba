"""The words of a service's documents and messages, filled completely or not at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.texts import Language, Text
from app.ports.outside import DocumentNotRendered, Paragraphs

CASE_VALUES = frozenset({"number", "registered_on", "dated", "applicant", "service", "office"})
"""Placeholders that the platform fills from the case; `Text` where the words differ by language."""

Channel = Literal["counter", "sms", "cabinet"]
CHANNELS: tuple[Channel, ...] = ("counter", "sms", "cabinet")
OFFICIAL: tuple[Language, ...] = ("kk", "ru")
"""The languages that no official document may lack."""

Values = Mapping[str, str | Text]

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NUMBER_SIGN = re.compile("№ ")


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a text goes out, by which channel and by which norm."""

    id: str
    trigger: Text
    channel: Channel
    norm: str
    gap: str
    values: frozenset[str]
    """Placeholders that the model has to fill."""

    def misfits(self, given: Values) -> list[str]:
        """What keeps the text from being filled, by placeholder; never a value."""
        known = {f"{name}{suffix}" for name in self.values for suffix in ("", "_kk", "_ru", "_en")}
        unknown = sorted(set(given) - known)
        return [f"{self.id} has no place for {name}" for name in unknown] + [
            f"{self.id} needs {name}"
            for name in sorted(self.values)
            if not any(given.get(key) for key in (name, f"{name}_kk"))
        ]


@dataclass(frozen=True, slots=True)
class DocumentText:
    """One kind of official document."""

    occasion: Occasion
    titles: Mapping[Language, str]
    paragraphs: Mapping[Language, Sequence[str]]

    def filled(self, case: Values, given: Values) -> tuple[Paragraphs, ...]:
        """The words of every language the document has, Kazakh first.

        Args:
            case: CASE_VALUES, as far as the texts use them.
            given: the model's values; `reason_ru` beside `reason` is for the Russian words alone.

        Raises:
            DocumentNotRendered: a value is missing, empty or not asked for.
        """
        if problems := self.occasion.misfits(given):
            raise DocumentNotRendered("; ".join(problems))
        return tuple(
            Paragraphs(
                language,
                _fill(title, language, case, given),
                tuple(_fill(words, language, case, given) for words in self.paragraphs[language]),
            )
            for language, title in self.titles.items()
        )


@dataclass(frozen=True, slots=True)
class MessageText:
    """One kind of message to a phone or a cabinet."""

    occasion: Occasion
    text: Text

    def filled(self, language: Language, case: Values, given: Values) -> str:
        """The words in one language. Raises DocumentNotRendered as above."""
        if problems := self.occasion.misfits(given):
            raise DocumentNotRendered("; ".join(problems))
        return _fill(self.text.in_language(language), language, case, given)


def _fill(words: str, language: Language, case: Values, given: Values) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1]
        found = given.get(f"{name}_{language}") or given.get(name) or given.get(f"{name}_kk")
        found = found or case.get(name)
        told = found.in_language(language) if isinstance(found, Text) else found
        if not told:
            raise DocumentNotRendered(f"the case has no {name}")
        return told

    # One pass: a brace inside a value is not filled again.
    return _NUMBER_SIGN.sub("№\N{NO-BREAK SPACE}", PLACEHOLDER.sub(value, words))
