"""Findings of a service's words: documents.yaml and messages.yaml, checked at deployment."""

from collections.abc import Callable, Mapping, Sequence

from app.documents.service_words import DOCUMENTS, MESSAGES
from app.documents.text_files import TextsBroken, parse_documents, parse_messages
from app.domain.models import SHARED, Finding, ModelFile
from app.domain.texts import Text

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
            findings += [_finding(file, problem) for problem in broken.problems]
    return tuple(findings)


def _finding(file: ModelFile, problem: str) -> Finding:
    told = Text(
        f"Мәтіндер файлын түзету керек: {problem}",
        f"Файл текстов нужно исправить: {problem}",
        f"The file of texts needs mending: {problem}",
    )
    return Finding(file.path, "texts", told)
