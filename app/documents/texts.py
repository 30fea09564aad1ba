"""The words of a service's documents and messages, filled completely or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.documents.placeholders import CaseValues, Fills, Given, Words
from app.domain.mistakes import Words as Sentence
from app.domain.mistakes import filled, joined
from app.domain.registers import Register
from app.domain.texts import Language, Text
from app.ports.outside import Block, DocumentNotRendered, Fact, Items, Paragraphs

CASE_VALUES = frozenset(
    {"number", "registered_on", "dated", "applicant", "service", "short_service", "office"}
)
"""Placeholders that the platform fills from the case; `Text` where the words differ by language."""

Channel = Literal["counter", "sms", "cabinet"]
CHANNELS: tuple[Channel, ...] = ("counter", "sms", "cabinet")
OFFICIAL: tuple[Language, ...] = ("kk", "ru")
"""The languages that no official document may lack."""

_NO_PLACE: Sentence = (
    "{id}: мәтінде {name} мәніне орын жоқ",
    "{id}: в тексте нет места для {name}",
    "{id} has no place for {name}",
)
_NEEDS: Sentence = (
    "{id}: {name} мәні керек, оны толтырыңыз",
    "{id}: нужно значение {name}, заполните его",
    "{id} needs {name}",
)
_TAKES: Sentence = (
    "{id}: {name} мәні мыналардың бірі болады: {known}",
    "{id}: {name} принимает одно из: {known}",
    "{id} takes as {name} one of {known}",
)
_LANGUAGE_SUFFIXES = ("", "_kk", "_ru", "_en")


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
    optional: frozenset[str] = frozenset()
    """Placeholders it may fill; a line of a document that asks for one without a value is left out.
    """
    choices: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    """Placeholder to the ids it takes, each with its words."""

    def misfits(self, given: Given) -> list[Text]:
        """What keeps the text from being filled, by placeholder; never a value."""
        places = self.values | self.optional
        known = {f"{name}{suffix}" for name in places for suffix in _LANGUAGE_SUFFIXES}
        unknown = sorted(set(given) - known)
        return [
            *(filled(_NO_PLACE, id=self.id, name=name) for name in unknown),
            *(
                filled(_NEEDS, id=self.id, name=name)
                for name in sorted(self.values)
                if not any(given.get(key) for key in (name, f"{name}_kk"))
            ),
            *(
                filled(_TAKES, id=self.id, name=name, known=", ".join(known_ids))
                for name, known_ids in sorted(self.choices.items())
                if given.get(name) and given[name] not in known_ids
            ),
        ]

    def fills(self, case: CaseValues, given: Given) -> Fills:
        """The values with the words of what was chosen. Raises DocumentNotRendered."""
        if problems := self.misfits(given):
            raise DocumentNotRendered(joined(problems))
        chosen = {
            name: words[str(given[name])] for name, words in self.choices.items() if given.get(name)
        }
        return Fills(case, {**given, **chosen}, self.optional)


@dataclass(frozen=True, slots=True)
class FactLine:
    """A label with its words, beside each other."""

    label: str
    words: str


Line = str | FactLine


@dataclass(frozen=True, slots=True)
class DocumentText:
    """One kind of official document."""

    occasion: Occasion
    titles: Mapping[Language, str]
    paragraphs: Mapping[Language, Sequence[Line]]
    register: Register
    """Where it takes its number."""
    hands: Mapping[Language, Sequence[str]]
    """Lines to be signed by hand."""

    def filled(self, case: CaseValues, given: Given) -> tuple[Paragraphs, ...]:
        """The words of every language the document has, Kazakh first.

        Args:
            case: CASE_VALUES, as far as the texts use them.
            given: the model's values; `reason_ru` beside `reason` is for the Russian words alone.

        Raises:
            DocumentNotRendered: a value is missing, empty, unfit or not asked for.
        """
        fills = self.occasion.fills(case, given)
        return tuple(
            Paragraphs(
                language,
                _joined(fills.words(title, Words(language))),
                tuple(
                    block
                    for line in self.paragraphs[language]
                    if (block := _block(line, fills, Words(language))) is not None
                ),
                tuple(self.hands.get(language, ())),
            )
            for language, title in self.titles.items()
        )


@dataclass(frozen=True, slots=True)
class MessageText:
    """One kind of message to a phone or a cabinet."""

    occasion: Occasion
    text: Text

    def filled(self, language: Language, case: CaseValues, given: Given) -> str:
        """The words in one language, dates in figures. Raises DocumentNotRendered as above."""
        fills = self.occasion.fills(case, given)
        return _joined(fills.words(self.text.in_language(language), Words(language, short=True)))


def _block(line: Line, fills: Fills, words: Words) -> Block | None:
    """The line filled, or None where it asks for an optional value that was not given."""
    template = line if isinstance(line, str) else line.words
    if fills.is_left_out(template):
        return None
    filled = fills.words(template, words)
    if isinstance(line, FactLine):
        return Fact(line.label, _joined(filled))
    return filled if isinstance(filled, str) else Items(filled)


def _joined(words: str | tuple[str, ...]) -> str:
    return words if isinstance(words, str) else "; ".join(words)
