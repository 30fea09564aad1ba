"""A text that people read, in Kazakh, Russian and English."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["kk", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in three languages; a missing one falls back to Kazakh."""

    kk: str
    ru: str = ""
    en: str = ""

    def in_language(self, language: Language) -> str:
        found: str = getattr(self, language)
        return found or self.kk


NO_TEXT = Text("")
