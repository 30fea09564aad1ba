"""Findings of a service's words: documents.yaml and messages.yaml, checked at deployment."""

from collections.abc import Callable, Mapping, Sequence

from app.documents.service_words import DOCUMENTS, MESSAGES
from app.documents.text_files import TextsBroken, parse_documents, parse_messages
from app.domain.models import SHARED, Finding, ModelFile
from app.usecases.mistake_findings import mistake_findings

_PARSERS: Mapping[str, Callable[[bytes], object]] = {
    DOCUMENTS: parse_documents,
    MESSAGES: parse_messages,
}


def check_texts(files: Sequence[ModelFile]) -> tuple[Finding, ...]:
    """One finding per problem."""
    findings: list[Finding] = []
    for file in files:
        parse = _PARSERS.get(file.path.removeprefix(SHARED))
        if parse is None:
            continue
        try:
            parse(file.content)
        except TextsBroken as broken:
            findings += mistake_findings(file, "texts", broken.mistakes)
    return tuple(findings)
