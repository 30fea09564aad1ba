"""Finds tasks that name a message or a document that is in no file of the service."""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.models import Finding, ModelFile, Severity
from app.domain.texts import Text
from app.usecases.service_version import ReadYaml
from app.usecases.uses_of_files import named_words, words_known

RULE = "words-missing"
MISSING_WORDS: Mapping[str, tuple[str, str, str]] = {
    "message": (
        "«{words}» хабарламасы қызметте жоқ, тапсырма жіберетін мәтінсіз тоқтар еді. Хабарламаны қосыңыз немесе басқасын таңдаңыз.",  # noqa: E501
        "Сообщения «{words}» в услуге нет, задаче нечего было бы отправить. Добавьте его или выберите другое.",  # noqa: E501
        "The service has no message “{words}”, so the task would have nothing to send. Add it, or choose another.",  # noqa: E501
    ),
    "template": (
        "«{words}» құжаты қызметте жоқ, тапсырма оны жасай алмас еді. Құжатты қосыңыз немесе басқасын таңдаңыз.",  # noqa: E501
        "Документа «{words}» в услуге нет, задача не смогла бы его составить. Добавьте его или выберите другой.",  # noqa: E501
        "The service has no document “{words}”, so the task could not draw it up. Add it, or choose another.",  # noqa: E501
    ),
}
"""In the order of LANGUAGES."""


def missing_words(files: Sequence[ModelFile], read_yaml: ReadYaml) -> Iterator[Finding]:
    """Of a whole service; a file of words that cannot be read is told elsewhere."""
    contents = {file.path: file.content for file in files}
    known = {kind: words_known(kind, contents, read_yaml) for kind in MISSING_WORDS}
    for one in named_words(contents):
        there = known[one.kind]
        if there is not None and one.words not in there:
            yield Finding(
                one.path,
                RULE,
                Text(*(told.format(words=one.words[:100]) for told in MISSING_WORDS[one.kind])),
                element=one.element,
                element_name=one.name,
                line=one.line,
                severity=Severity.SERVICE,
            )
