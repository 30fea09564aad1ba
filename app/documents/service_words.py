"""The words of a service's papers and messages: its own, and beside them those of shared stages."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from app.documents.text_files import parse_documents, parse_messages
from app.documents.texts import DocumentText, MessageText
from app.domain.models import SHARED

DOCUMENTS, MESSAGES = "documents.yaml", "messages.yaml"
TERM_VALUES = frozenset({"due", "term_until", "new_due", "answer_until"})
"""Placeholders that hold the last day of the service."""
T = TypeVar("T")


def documents_of(files: Mapping[str, bytes]) -> Mapping[str, DocumentText]:
    """Every paper by its id; the service's own stands over the shared one of that id."""
    return _laid_over(files, DOCUMENTS, parse_documents)


def messages_of(files: Mapping[str, bytes]) -> Mapping[str, MessageText]:
    """Every message by its id, in the same way."""
    return _laid_over(files, MESSAGES, parse_messages)


def texts_of_the_term(files: Mapping[str, bytes]) -> frozenset[str]:
    """Ids of the messages and papers that tell an applicant the last day of the service."""
    occasions = [text.occasion for text in documents_of(files).values()]
    occasions += [text.occasion for text in messages_of(files).values()]
    return frozenset(
        one.id for one in occasions if not TERM_VALUES.isdisjoint(one.values | one.optional)
    )


def own_or_shared(files: Mapping[str, bytes], path: str) -> bytes | None:
    """The service's own file, else the shared one of that name."""
    return files.get(path, files.get(SHARED + path))


def _laid_over(
    files: Mapping[str, bytes], path: str, parse: Callable[[bytes], Mapping[str, T]]
) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for name in (SHARED + path, path):
        if name in files:
            found |= parse(files[name])
    return found
