"""A deployed version of a service, read into values: diagram, standard, forms, texts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.decisions import read_model
from app.domain.bare_standard import bare_standard
from app.domain.form_schema import parse_form
from app.domain.forms import Form
from app.domain.identity import ProcessKey
from app.domain.models import (
    SHARED,
    ModelFile,
    ModelSource,
    ProcessModel,
    is_diagram,
    is_shared,
)
from app.domain.refusals import Invalid, NotFound
from app.domain.shared_stages import processes_in
from app.domain.standard import ServiceStandard, parse_standard
from app.domain.texts import Text
from app.ports.engine import ProcessEngine
from app.ports.storage import ProcessVersion

START_FORM = "forms/application.form"
"""The form an application is registered with."""

STANDARD = "service.yaml"
STANDARDS_KEPT, FORMS_KEPT = 32, 512

ReadYaml = Callable[[bytes], Mapping[str, object]]


class ServiceNotFound(NotFound):
    code = "ServiceNotFound"
    title = Text("Мұндай қызмет жоқ", "Такой услуги нет", "There is no such service")


class ServiceIncomplete(Invalid):
    """A folder without a diagram or a standard."""

    code = "ServiceIncomplete"
    title = Text("Қызмет қалтасы толық емес", "Папка услуги неполна", "The folder is incomplete")


@dataclass(frozen=True, slots=True)
class ServiceVersion:
    key: ProcessKey
    version: int
    source: ModelSource
    model: ProcessModel
    models: Mapping[ProcessKey, ProcessModel]
    """Every process of the version by its key: the service's own, and the stages it shares."""
    standard: ServiceStandard
    forms: Mapping[str, Form]
    files: Mapping[str, bytes]
    diagrams: Mapping[ProcessKey, bytes]
    """The diagrams by the processes that they define."""
    decisions: Mapping[str, bytes]
    """The files of decision models by the ids of the decisions in them."""

    @property
    def start_form(self) -> Form | None:
        """None where the process starts with variables instead: only in scenarios."""
        return self.forms.get(START_FORM)

    def form(self, path: str) -> Form | None:
        """The service's own form, else the shared one of that name."""
        return self.forms.get(path) or self.forms.get(SHARED + path)


@lru_cache(maxsize=STANDARDS_KEPT)
def read_standard(content: bytes, read_yaml: ReadYaml) -> ServiceStandard:
    """The standard in a `service.yaml`; the same bytes are read once.

    Raises:
        ValueError: no YAML.
        StandardInvalid: as `parse_standard`.
    """
    return parse_standard(read_yaml(content))


@lru_cache(maxsize=FORMS_KEPT)
def _form(content: bytes) -> Form:
    """Versions of a service have most of their forms in common."""
    return parse_form(content)


def read_version(
    version: ProcessVersion,
    files: Sequence[ModelFile],
    *,
    engine: ProcessEngine,
    read_yaml: ReadYaml,
) -> ServiceVersion:
    """Read the files of a deployed version.

    A process without a `service.yaml` gets the bare standard; only scenarios deploy such a one.

    Raises:
        ServiceIncomplete: no diagram among them.
    """
    by_path = {file.path: file.content for file in files}
    diagrams = sorted(filter(is_diagram, by_path), key=lambda path: (is_shared(path), path))
    if not diagrams:
        raise ServiceIncomplete(f"Expected a diagram for {version.key}")
    bpmn, *others = (ModelFile(path, by_path[path]) for path in diagrams)
    models = tuple(file for file in files if file.path.endswith(".dmn"))
    source = ModelSource(
        key=version.key,
        version=version.version,
        content_hash=version.content_hash,
        bpmn=bpmn.content,
        file=bpmn.path,
        decisions=models,
        others=tuple(others),
    )
    model = engine.model(source)
    if STANDARD in by_path:
        standard = read_standard(by_path[STANDARD], read_yaml)
    else:
        standard = bare_standard(version.key, model.name)
    return ServiceVersion(
        key=version.key,
        version=version.version,
        source=source,
        model=model,
        models=engine.models(source),
        standard=standard,
        forms={p: _form(c) for p, c in by_path.items() if p.endswith(".form")},
        files=by_path,
        diagrams={
            ProcessKey(key): file.content
            for file in (*reversed(others), bpmn)
            for key in processes_in(file.content)
        },
        decisions={
            decision: file.content
            for file in models
            for decision in read_model(file.content).decisions
        },
    )
