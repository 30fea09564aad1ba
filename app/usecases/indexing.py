"""Variables by which tasks are found: what a folder declares of them, and what is wrong with it."""

from collections.abc import Mapping, Sequence

from app.domain.called_elements import CalledElements
from app.domain.identity import InstanceId
from app.domain.indexed import IndexedVariable, changed_values
from app.domain.models import Finding, ModelFile, ProcessModel, Severity
from app.domain.standard import ServiceStandard, StandardInvalid
from app.domain.texts import Text
from app.feel import Value
from app.ports.storage import UnitOfWork
from app.usecases.service_version import STANDARD, ReadYaml, read_standard

UNKNOWN = (
    "«{id}» индексі «{variable}» айнымалысын атайды, ал оны сызбалардағы ешбір элемент жазбайды, "
    "сондықтан бұл сүзгі ештеңе таппас еді. Айнымалының жолын түзетіңіз",
    "Индекс «{id}» называет переменную «{variable}», которую ни один элемент схем не записывает: "
    "такой отбор ничего бы не нашёл. Исправьте путь переменной",
    "The index “{id}” names the variable “{variable}”, which no element of the diagrams writes, so "
    "that the filter would find nothing. Mend the variable's address",
)
SENSITIVE = (
    "«{id}» индексі «{variable}» айнымалысын атайды, ол адамның дербес немесе денсаулық деректерін "
    "қамтуы мүмкін. Мұндай деректер индекстелмейді: басқа айнымалыны атаңыз",
    "Индекс «{id}» называет переменную «{variable}», которая может содержать персональные данные "
    "или сведения о здоровье. Такие данные не индексируются: назовите другую переменную",
    "The index “{id}” names the variable “{variable}”, which may hold data of people or of their "
    "health. Such data are not indexed: name another variable",
)
"""In the order of LANGUAGES."""


def indexed_in(files: Sequence[ModelFile], read_yaml: ReadYaml) -> tuple[IndexedVariable, ...]:
    """What the standard among the files declares; nothing where none can be read."""
    for file in files:
        if file.path == STANDARD:
            try:
                return read_standard(file.content, read_yaml).indexed
            except (StandardInvalid, ValueError):
                return ()
    return ()


def index_findings(
    file: ModelFile, standard: ServiceStandard, models: Sequence[ProcessModel]
) -> list[Finding]:
    """Declarations that name what is not there, or what must not be indexed."""
    found = [
        _finding(file, "index-of-sensitive-variable", SENSITIVE, one)
        for one in standard.indexed
        if one.is_sensitive
    ]
    main = next((model for model in models if model.key == standard.process_key), None)
    if main is None:
        return found
    elements = CalledElements(main, {model.key: model for model in models}.get)
    unknown = [one for one in standard.indexed if not _is_written(one, elements)]
    # A trial may run a stray model under the standard of a service.
    level = Severity.SERVICE
    rule = "index-of-unknown-variable"
    return found + [_finding(file, rule, UNKNOWN, one, level) for one in unknown]


def _is_written(declared: IndexedVariable, elements: CalledElements) -> bool:
    model = elements.model_at(declared.name)
    if model is None:
        return False
    return model.written is None or declared.name.rpartition("/")[2] in model.written


def _finding(
    file: ModelFile,
    rule: str,
    words: tuple[str, str, str],
    declared: IndexedVariable,
    severity: Severity = Severity.ERROR,
) -> Finding:
    told = Text(*(one.format(id=declared.id, variable=declared.variable) for one in words))
    return Finding(file.path, rule, told, severity=severity)


def keep_variables(
    uow: UnitOfWork,
    instance_id: InstanceId,
    declared: Sequence[IndexedVariable],
    changed: Mapping[str, Value],
) -> None:
    """Write changed variables down, with those by which tasks are found."""
    if not changed:
        return
    uow.variables.put(instance_id, changed)
    values = changed_values(declared, changed)
    if values:
        uow.indexed.put(instance_id, values)
