"""The files of a service as designers think of them: by what each is for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.models import SHARED, is_diagram, is_shared
from app.domain.texts import Text
from app.usecases.service_version import ServiceVersion


class FileKind(StrEnum):
    DIAGRAM = "diagram"
    FORM = "form"
    DECISION = "decision"
    DOCUMENT = "document"
    MESSAGE = "message"
    STANDARD = "standard"
    SCENARIO = "scenario"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ListedFile:
    path: str
    kind: FileKind
    is_shared: bool
    """Whether other services use it, too."""
    names: tuple[Text, ...]
    """Of the processes it draws, the tasks it is the form of, or whatever else it holds."""


def kind_of(path: str) -> FileKind:
    own = path.removeprefix(SHARED)
    folder, _, name = own.rpartition("/")
    if folder.split("/")[0] == "scenarios":
        return FileKind.SCENARIO
    if is_diagram(own):
        return FileKind.DIAGRAM
    if own == "service.yaml":
        return FileKind.STANDARD
    if own == "messages.yaml":
        return FileKind.MESSAGE
    if own == "documents.yaml":
        return FileKind.DOCUMENT
    by_ending = {"form": FileKind.FORM, "dmn": FileKind.DECISION, "typ": FileKind.DOCUMENT}
    return by_ending.get(name.rpartition(".")[2], FileKind.OTHER)


def by_kind(
    paths: Iterable[str], names: Mapping[str, tuple[Text, ...]]
) -> dict[FileKind, list[ListedFile]]:
    """The files of each kind that there are, the service's own before the shared ones."""
    found: dict[FileKind, list[ListedFile]] = {}
    for path in sorted(paths, key=lambda path: (is_shared(path), path)):
        kind = kind_of(path)
        listed = ListedFile(path, kind, is_shared(path), names.get(path, ()))
        found.setdefault(kind, []).append(listed)
    return {kind: found[kind] for kind in FileKind if kind in found}


def names_in(service: ServiceVersion) -> Iterator[tuple[str, tuple[Text, ...]]]:
    """By path: the processes of a diagram, the tasks of a form."""
    for path, content in service.files.items():
        if is_diagram(path):
            drawn = [key for key, diagram in service.diagrams.items() if diagram == content]
            yield path, tuple(service.models[k].name for k in drawn if k in service.models)
        elif path.endswith(".form"):
            yield path, _tasks_with(service, path)


def _tasks_with(service: ServiceVersion, path: str) -> tuple[Text, ...]:
    """Names of the tasks that the form belongs to; a stage finds shared forms by their own name."""
    named = (
        element.name
        for model in service.models.values()
        for element in model.elements.values()
        if element.form and element.form in (path, path.removeprefix(SHARED))
    )
    return tuple(dict.fromkeys(named))
