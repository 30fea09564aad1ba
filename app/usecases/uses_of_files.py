"""Who in a draft uses a file of it, as far as its diagrams and words can be read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from app.domain.models import LAYOUT, SHARED, is_diagram, is_shared
from app.domain.shared_stages import decisions_in, processes_in
from app.domain.texts import LANGUAGES, NO_TEXT, Text
from app.safe_xml import UnreadableModel, line_of, read_xml
from app.usecases.draft_choices import DOCUMENTS, MESSAGES
from app.usecases.service_version import ReadYaml

WORDS_OF: Mapping[str, str] = {"message": MESSAGES, "template": DOCUMENTS}
"""By the input of a handler, the file whose entry it names."""
_BY_PLATFORM: Mapping[str, Text] = {
    "forms/application.form": Text(
        "Өтінішті қабылдау: өтініш осы формамен тіркеледі",
        "Приём заявления: по этой форме его регистрируют",
        "Taking an application: it is registered by this form",
    ),
    "forms/complaint.form": Text(
        "Шағымды қабылдау: шағым осы формамен тіркеледі",
        "Приём жалобы: по этой форме её регистрируют",
        "Taking a complaint: it is registered by this form",
    ),
    "forms/own-complaint.form": Text(
        "Жеке кабинеттегі шағым осы формамен беріледі",
        "Жалоба из личного кабинета подаётся по этой форме",
        "A complaint from the personal cabinet is made by this form",
    ),
}
_NAMED = (
    *("userTask", "serviceTask", "receiveTask", "businessRuleTask", "manualTask", "scriptTask"),
    *("startEvent", "intermediateCatchEvent", "boundaryEvent", "endEvent", "eventBasedGateway"),
    *("callActivity", "subProcess"),
)
"""Elements that a scenario speaks of."""
_COMPUTED = ("=", "$", "#")
REMEMBERED = 100
"""Files whose words stay known: each scenario of a service deploys the same ones anew."""


@dataclass(frozen=True, slots=True)
class Use:
    """An element of a diagram, or an entry of a file, that needs the file."""

    path: str
    """Empty where the platform itself opens the file."""
    element: str
    name: Text


@dataclass(frozen=True, slots=True)
class NamedWords:
    """A task that names a message or a document."""

    path: str
    element: str
    name: Text
    line: int
    kind: str
    """`message` or `template`."""
    words: str


def uses_of(path: str, files: Mapping[str, bytes], read_yaml: ReadYaml) -> tuple[Use, ...]:
    """Everything in the draft that would miss the file."""
    own = path.removeprefix(SHARED)
    if is_diagram(path):
        return tuple(_calling(set(processes_in(files[path])), files))
    if path.endswith(".dmn"):
        return tuple(_asking(set(decisions_in(files[path])), files))
    if path.endswith(".form"):
        by_platform = [Use("", "", _BY_PLATFORM[path])] if path in _BY_PLATFORM else []
        return (*by_platform, *_filling_in(path, files))
    if own in WORDS_OF.values():
        return tuple(_saying(path, files, read_yaml))
    if own == LAYOUT:
        return tuple(_laid_out(path, files, read_yaml))
    return ()


def named_words(files: Mapping[str, bytes]) -> Iterator[NamedWords]:
    """Tasks whose handler is given a message or a document by its id, not by an expression."""
    for path, content in sorted(files.items()):
        if is_diagram(path):
            yield from _named_in(path, content)


@lru_cache(REMEMBERED)
def _named_in(path: str, content: bytes) -> tuple[NamedWords, ...]:
    found = []
    for _, task in _elements({path: content}, ("serviceTask", "sendTask")):
        for given in task.iter("{*}inputParameter"):
            kind, told = str(given.get("name", "")), (given.text or "").strip()
            if kind in WORDS_OF and told and not told.startswith(_COMPUTED):
                element, name = str(task.get("id", "")), _name_of(task)
                found.append(NamedWords(path, element, name, line_of(given), kind, told))
    return tuple(found)


def words_known(kind: str, files: Mapping[str, bytes], read_yaml: ReadYaml) -> set[str] | None:
    """Ids of the messages or documents there are; None where a file of them cannot be read."""
    found: set[str] = set()
    for path in (SHARED + WORDS_OF[kind], WORDS_OF[kind]):
        try:
            found |= _entries(files.get(path) or b"{}", read_yaml)
        except ValueError:
            return None
    return found


@lru_cache(REMEMBERED)
def _entries(content: bytes, read_yaml: ReadYaml) -> frozenset[str]:
    """Ids of the entries of a file of words. Raises ValueError."""
    return frozenset(map(str, read_yaml(content)))


def names_drawn(content: bytes, kind: str) -> Iterator[Text]:
    """Of the processes or decisions of a file; none where it cannot be read."""
    try:
        root = read_xml(content)
    except UnreadableModel:
        return
    for element in root.iter(f"{{*}}{kind}"):
        name = _name_of(element)
        if name.kk:
            yield name


def name_of_element(content: bytes, element: str) -> Text:
    """Of one that is drawn in the file; its id where it has no name."""
    try:
        root = read_xml(content)
    except UnreadableModel:
        return Text(element)
    found = (one for one in root.iter("{*}*") if one.get("id") == element)
    name = next((_name_of(one) for one in found), NO_TEXT)
    return name if name.kk else Text(element)


def element_names(files: Mapping[str, bytes]) -> Mapping[str, Text]:
    """Of every named element that is drawn in the files, by id; the service's own come first."""
    found: dict[str, Text] = {}
    for path, element in _elements(files, _NAMED):
        name, is_own = _name_of(element), not is_shared(path)
        if name.kk and (is_own or str(element.get("id")) not in found):
            found[str(element.get("id"))] = name
    return found


def tasks_by_form(files: Mapping[str, bytes]) -> Mapping[str, tuple[Text, ...]]:
    """Names of the tasks that each form is filled in at, and what the platform opens it for."""
    forms = [path for path in files if path.endswith(".form")]
    found: dict[str, list[Text]] = {path: [] for path in forms}
    for at, task in _elements(files, ("userTask",)):
        for path in forms:
            if _fills_in(task, at, path):
                found[path].append(_name_of(task))
    return {
        path: tuple(name for name in (_BY_PLATFORM.get(path, NO_TEXT), *names) if name.kk)
        for path, names in found.items()
    }


def _calling(held: set[str], files: Mapping[str, bytes]) -> Iterator[Use]:
    for path, call in _elements(files, ("callActivity",)):
        if str(call.get("calledElement", "")).strip() in held:
            yield _use(path, call)


def _asking(held: set[str], files: Mapping[str, bytes]) -> Iterator[Use]:
    for path, task in _elements(files, ("businessRuleTask",)):
        if _said(task, "decisionRef") in held:
            yield _use(path, task)


def _filling_in(form: str, files: Mapping[str, bytes]) -> Iterator[Use]:
    for path, task in _elements(files, ("userTask",)):
        if _fills_in(task, path, form):
            yield _use(path, task)


def _fills_in(task: etree._Element, path: str, form: str) -> bool:
    """Whether the task of the diagram at the path has the form."""
    key = _said(task, "formKey").removeprefix("camunda-forms:deployment:")
    named = key or _said(task, "formRef")
    if named and "/" not in named:
        named = f"forms/{named.removesuffix('.form')}.form"
    # A shared stage names a shared form as if it were its own.
    return bool(named) and (named == form or (is_shared(path) and SHARED + named == form))


def _saying(path: str, files: Mapping[str, bytes], read_yaml: ReadYaml) -> Iterator[Use]:
    try:
        held = _entries(files[path] or b"{}", read_yaml)
    except ValueError:
        return
    for one in named_words(files):
        if WORDS_OF[one.kind] == path.removeprefix(SHARED) and one.words in held:
            yield Use(one.path, one.element, one.name)


def _laid_out(layout: str, files: Mapping[str, bytes], read_yaml: ReadYaml) -> Iterator[Use]:
    """Every document is laid out by the service's own layout, else by the shared one."""
    if is_shared(layout) and LAYOUT in files:
        return
    for path in (DOCUMENTS, SHARED + DOCUMENTS):
        try:
            found = read_yaml(files.get(path) or b"{}")
        except ValueError:
            continue
        for name, told in found.items():
            title = told.get("title") if isinstance(told, dict) else None
            words = title if isinstance(title, dict) else {}
            yield Use(path, str(name), Text(*(str(words.get(one) or "") for one in LANGUAGES)))


def _elements(
    files: Mapping[str, bytes], kinds: Iterable[str]
) -> Iterator[tuple[str, etree._Element]]:
    for path, content in sorted(files.items()):
        if not is_diagram(path):
            continue
        try:
            root = read_xml(content)
        except UnreadableModel:
            continue
        for kind in kinds:
            for element in root.iter(f"{{*}}{kind}"):
                yield path, element


def _use(path: str, element: etree._Element) -> Use:
    return Use(path, str(element.get("id", "")), _name_of(element))


def _said(element: etree._Element, name: str) -> str:
    """An attribute of the dialect, whichever of its namespaces it stands in."""
    for key, value in element.attrib.items():
        if str(key).endswith(f"}}{name}"):
            return str(value).strip()
    return ""


def _name_of(element: etree._Element) -> Text:
    own = element.iterfind("{*}extensionElements/{*}properties/{*}property")
    told = {str(one.get("name")): str(one.get("value", "")) for one in own}
    kazakh = str(element.get("name", ""))
    return Text(kazakh, told.get("name.ru", ""), told.get("name.en", "")) if kazakh else NO_TEXT
