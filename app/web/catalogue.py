"""The words of the pages in three languages, from `texts/*.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from app.domain.texts import LANGUAGES, Language, Text
from app.domain.words import russian_form
from app.safe_yaml import Loader

TEXTS = Path(__file__).with_name("texts")


class TextMissing(LookupError):
    """A page asked for words that no catalogue holds: a mistake of ours, found by a test."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message; each language holds one form, or the forms that follow a figure `n`."""

    forms: Mapping[Language, tuple[str, ...]]

    def said(self, language: Language, values: Mapping[str, object]) -> str:
        return self._form(language, values.get("n")).format(**values)

    def _form(self, language: Language, n: object) -> str:
        forms = self.forms[language]
        if len(forms) == 1 or not isinstance(n, int):
            return forms[0]
        if language == "ru":
            return russian_form(n, *forms)
        return forms[0] if n == 1 else forms[1]


@cache
def catalogue() -> Mapping[str, Entry]:
    """All messages by `file.key`.

    Raises:
        ValueError: a message misses a language, or has forms the language does not know.
    """
    entries: dict[str, Entry] = {}
    for path in sorted(TEXTS.glob("*.yaml")):
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506  # a safe one
        for key, raw in found.items():
            entries[f"{path.stem}.{key}"] = _entry(f"{path.stem}.{key}", raw)
    return MappingProxyType(entries)


def say(key: str, language: Language, **values: object) -> str:
    """The message in the language. Raises TextMissing."""
    entry = catalogue().get(key)
    if entry is None:
        raise TextMissing(key)
    return entry.said(language, values)


def said_in_all(key: str, **values: object) -> Text:
    """The message in all three languages. Raises TextMissing."""
    return Text(*(say(key, language, **values) for language in LANGUAGES))


_FORMS: Mapping[str, tuple[int, ...]] = {"kk": (1,), "ru": (1, 3), "en": (1, 2)}


def _entry(key: str, raw: Mapping[str, str | Sequence[str]]) -> Entry:
    if set(raw) != set(LANGUAGES):
        raise ValueError(f"Expected {key} in kk, ru and en, found {sorted(raw)}")
    forms = {
        language: (words,) if isinstance(words := raw[language], str) else tuple(words)
        for language in LANGUAGES
    }
    for language, found in forms.items():
        if len(found) not in _FORMS[language] or not all(found):
            raise ValueError(f"Expected {_FORMS[language]} forms of {key} in {language}")
    return Entry(MappingProxyType(forms))
