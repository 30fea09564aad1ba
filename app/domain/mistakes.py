"""A mistake in a file that a person wrote: where it stands and what to do, in three languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.texts import LANGUAGES, Text

Words = tuple[str, str, str]
"""A sentence with its places, in the order of LANGUAGES."""


@dataclass(frozen=True, slots=True)
class Mistake:
    path: str
    """Such as `editions[0].name.ru`; empty where the file as a whole is meant."""
    told: Text
    line: int = 0
    """From 1; 0 where the path alone tells the place."""

    def said(self) -> Text:
        """With the path before it."""
        lead = f"{self.path}: " if self.path else ""
        return Text(*(lead + self.told.in_language(language) for language in LANGUAGES))

    def __str__(self) -> str:
        line = f"line {self.line}: " if self.line else ""
        return line + self.said().en


class FileUnreadable(ValueError):
    """A file out of which nothing could be read."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake


def filled(words: Words, **values: Text | str | int) -> Text:
    """The sentence with its places filled, a text in the language of each."""
    return Text(
        *(
            sentence.format(
                **{
                    name: value.in_language(language) if isinstance(value, Text) else value
                    for name, value in values.items()
                }
            )
            for language, sentence in zip(LANGUAGES, words, strict=True)
        )
    )


def joined(told: Sequence[Text]) -> Text:
    """Several sentences in one."""
    return Text(*("; ".join(one.in_language(language) for one in told) for language in LANGUAGES))
