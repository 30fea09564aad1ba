"""What the files of a draft are for, in the words of those who made them."""

from collections.abc import Iterator, Mapping

from app.domain.models import LAYOUT, SHARED, is_diagram
from app.domain.texts import LANGUAGES, Text
from app.usecases.draft_choices import DOCUMENTS, MESSAGES
from app.usecases.draft_scenarios import is_scenario, title_of
from app.usecases.service_version import STANDARD, ReadYaml
from app.usecases.uses_of_files import names_drawn, tasks_by_form

LAYOUT_NAME = Text(
    "Барлық құжаттың беттелуі", "Вид всех документов на листе", "How every document is laid out"
)


def names_of_files(
    files: Mapping[str, bytes], read_yaml: ReadYaml
) -> Mapping[str, tuple[Text, ...]]:
    """By path; a file that says nothing, or cannot be read, has no names."""
    tasks = tasks_by_form(files)
    return {
        path: tuple(dict.fromkeys(_names(path, content, tasks, read_yaml)))
        for path, content in files.items()
    }


def _names(
    path: str, content: bytes, tasks: Mapping[str, tuple[Text, ...]], read_yaml: ReadYaml
) -> Iterator[Text]:
    own = path.removeprefix(SHARED)
    if is_scenario(path):
        yield title_of(path, content)
    elif is_diagram(path):
        yield from names_drawn(content, "process")
    elif path.endswith(".form"):
        yield from tasks.get(path, ())
    elif path.endswith(".dmn"):
        yield from names_drawn(content, "decision")
    elif own == LAYOUT:
        yield LAYOUT_NAME
    elif own in (DOCUMENTS, MESSAGES):
        part = "title" if own == DOCUMENTS else "trigger"
        for entry in _read(content, read_yaml).values():
            yield from _text(entry.get(part) if isinstance(entry, dict) else None)
    elif own == STANDARD:
        yield from _text(_read(content, read_yaml).get("short_name"))


def _read(content: bytes, read_yaml: ReadYaml) -> Mapping[str, object]:
    try:
        return read_yaml(content)
    except ValueError:
        return {}


def _text(told: object) -> Iterator[Text]:
    found = told if isinstance(told, dict) else {}
    words = Text(*(" ".join(str(found.get(one) or "").split()) for one in LANGUAGES))
    if words.kk:
        yield words
