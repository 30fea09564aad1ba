"""What a diagram of a draft may name: messages, papers, terms, as far as they can be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.form_drafting import FormDraft
from app.domain.form_schema import FormUnreadable
from app.domain.models import SHARED, is_diagram, is_shared
from app.domain.texts import LANGUAGES, Text
from app.safe_xml import UnreadableModel, read_xml
from app.usecases.design_desk import DraftPage
from app.usecases.service_version import STANDARD, ReadYaml

MESSAGES, DOCUMENTS = "messages.yaml", "documents.yaml"
_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
AT_REGISTRATION = 'deadline("{id}")'
FROM_NOW = 'deadline("{id}", now())'
"""A term of another event counts from the moment that the model gives."""


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class ReadyStage:
    """A shared process that a call activity may take along, by its contract."""

    key: str
    name: Text
    norm: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftChoices:
    messages: tuple[Choice, ...]
    documents: tuple[Choice, ...]
    terms: tuple[Choice, ...]
    """By the FEEL expression that gives the term's day."""
    variables: tuple[Choice, ...]
    """What forms write, by name."""
    stages: tuple[ReadyStage, ...]


def choices_of(page: DraftPage, read_yaml: ReadYaml) -> DraftChoices:
    files = {file.path: file.content for file in page.files}

    def read(path: str) -> Mapping[str, object]:
        try:
            return read_yaml(files.get(path, b"{}"))
        except ValueError:
            return {}

    return DraftChoices(
        messages=_named({**read(SHARED + MESSAGES), **read(MESSAGES)}, "trigger"),
        documents=_named({**read(SHARED + DOCUMENTS), **read(DOCUMENTS)}, "title"),
        terms=tuple(_terms(read(STANDARD))),
        variables=tuple(_variables(files)),
        stages=tuple(_stages(files)),
    )


def _named(found: Mapping[str, object], words: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(name), _text(value.get(words)))
        for name, value in sorted(found.items())
        if isinstance(value, dict)
    )


def _terms(standard: Mapping[str, object]) -> Iterator[Choice]:
    editions = standard.get("editions")
    seen: set[str] = set()
    for edition in editions if isinstance(editions, list) else []:
        if not isinstance(edition, dict) or not isinstance(edition.get("terms"), dict):
            continue
        at_once = edition.get("at_registration") or []
        for name, term in edition["terms"].items():
            if not isinstance(term, dict) or name in seen:
                continue
            seen.add(name)
            event = term.get("counts_from")
            is_later = event is not None and event not in at_once
            yield Choice(
                (FROM_NOW if is_later else AT_REGISTRATION).format(id=name), _text(term.get("name"))
            )


def _stages(files: Mapping[str, bytes]) -> Iterator[ReadyStage]:
    for path, content in sorted(files.items()):
        if not (is_shared(path) and is_diagram(path)):
            continue
        try:
            root = read_xml(content)
        except UnreadableModel:
            continue
        for process in root.iterfind(f"{_BPMN}process"):
            found = process.iterfind(f"{_BPMN}extensionElements/{_CAMUNDA}properties/*")
            told = {one.get("name"): one.get("value") or "" for one in found}
            key = process.get("id")
            if key and "contract.in" in told:
                names = (process.get("name") or key, told.get("name.ru"), told.get("name.en"))
                yield ReadyStage(
                    key=key,
                    name=Text(*(name or "" for name in names)),
                    norm=told.get("norm", ""),
                    takes=_listed(told["contract.in"]),
                    gives=_listed(told.get("contract.out", "")),
                )


def _listed(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _variables(files: Mapping[str, bytes]) -> Iterator[Choice]:
    seen: set[str] = set()
    for path, content in sorted(files.items()):
        if not path.endswith(".form"):
            continue
        try:
            names = FormDraft(content).keys()
        except FormUnreadable:
            continue
        for name in sorted(names - seen):
            seen.add(name)
            yield Choice(name, Text(path))


def _text(told: object) -> Text:
    found = told if isinstance(told, dict) else {}
    return Text(*(str(found.get(language) or "") for language in LANGUAGES))
