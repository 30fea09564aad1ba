"""Sentences for people: written in English, told in Kazakh and Russian too."""

from collections.abc import Mapping
from typing import Literal

from app.feel.catalogue import SENTENCES, WORDS
from app.feel.types import TypeRef

Language = Literal["kk", "ru", "en"]
LONGEST = 60
"""Characters of a name or a text that a sentence repeats."""


class Word(str):
    """A word of a sentence that is told in the reader's language, such as the name of a type."""

    __slots__ = ()


class Said(str):
    """An English sentence that remembers how it was made."""

    __slots__ = ("facts", "template")
    template: str
    facts: Mapping[str, object]

    def __new__(cls, template: str, facts: Mapping[str, object]) -> "Said":
        if isinstance(template, Said) and not facts:
            return template
        told = template.format_map(_clipped(facts, "en")) if facts else template
        said = super().__new__(cls, told)
        said.template = template
        said.facts = facts
        return said


def told(sentence: str, language: Language) -> str:
    """The sentence in the language; a sentence that was never a template stays as it is."""
    if language == "en":
        return str(sentence)
    place = 0 if language == "kk" else 1
    if isinstance(sentence, Word):
        return WORDS[sentence][place] if sentence in WORDS else str(sentence)
    if not isinstance(sentence, Said):
        return sentence
    template = SENTENCES.get(sentence.template, (sentence.template,) * 2)[place]
    return template.format_map(_clipped(sentence.facts, language)) if sentence.facts else template


def _clipped(facts: Mapping[str, object], language: Language) -> dict[str, str]:
    return {key: _fact(value, language) for key, value in facts.items()}


def _fact(value: object, language: Language) -> str:
    if isinstance(value, Said | Word):
        return told(value, language)
    text = str(value)
    if isinstance(value, TypeRef):
        return told(Word(text), language)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
