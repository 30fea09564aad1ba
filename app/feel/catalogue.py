"""The sentences of this room in Kazakh and Russian, by their English template."""

from app.feel.sentences.arguments import ARGUMENTS
from app.feel.sentences.operators import OPERATORS
from app.feel.sentences.reading import READING
from app.feel.sentences.times import TIMES_AND_PATTERNS
from app.feel.sentences.words import WORDS

SENTENCES: dict[str, tuple[str, str]] = {
    **READING,
    **OPERATORS,
    **ARGUMENTS,
    **TIMES_AND_PATTERNS,
}


def learn(sentences: dict[str, tuple[str, str]]) -> None:
    """Take the sentences of a room that is built on this one."""
    SENTENCES.update(sentences)


__all__ = ["SENTENCES", "WORDS", "learn"]
