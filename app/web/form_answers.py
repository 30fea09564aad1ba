"""What a person has typed into a form of ours, read from the request by the form's fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from werkzeug.datastructures import MultiDict

from app.domain.forms import Form, SentAnswers
from app.feel import Value

PREFIX = "answers."
FILE_PREFIX = "file_name."
FILES_KEY = "#files"
"""Where a draft keeps names and sizes of its files; no field can have this key."""
TABLE_PREFIX = "table."
TABLES_KEY = "#tables"
"""Where a draft keeps how its tables are sorted and which page of each is shown."""


@dataclass(frozen=True, slots=True)
class FileName:
    name: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Raw answers, and the names of the files they refer to by id."""

    answers: Mapping[str, object]
    files: Mapping[str, FileName]
    tables: Mapping[str, str] = field(default_factory=dict)
    """How each table is looked at, by its id: `price desc 2`."""
    focus: str = ""
    """Path or id of what a press of a button of the form leads to."""

    def as_draft(self) -> dict[str, Value]:
        """As a draft keeps it."""
        kept: dict[str, Value] = {key: _plain(value) for key, value in self.answers.items()}
        if self.files:
            kept[FILES_KEY] = {
                i: {"name": file.name, "size": str(file.size)} for i, file in self.files.items()
            }
        if self.tables:
            kept[TABLES_KEY] = dict(self.tables)
        return kept

    def with_file(self, key: str, file_id: UUID | str, file: FileName) -> "Typed":
        before = self.answers.get(key)
        ids = [*before, str(file_id)] if isinstance(before, list) else [str(file_id)]
        files = {**self.files, str(file_id): file}
        return replace(self, answers={**self.answers, key: ids}, files=files)

    def without_file(self, file_id: str) -> "Typed":
        answers = {
            key: [item for item in value if item != file_id] if isinstance(value, list) else value
            for key, value in self.answers.items()
        }
        files = {i: file for i, file in self.files.items() if i != file_id}
        return replace(self, answers=answers, files=files)


NOTHING = Typed({}, {})
"""Nothing was typed yet: what a form begins with stands in its fields."""


def typed(form: Form, body: MultiDict[str, str]) -> Typed:
    """The answers in the body; a name that is no field stays, so that the form refuses it."""
    tables = {
        name.removeprefix(TABLE_PREFIX): body[name][:300]
        for name in body
        if name.startswith(TABLE_PREFIX)
    }
    return Typed(form.told(sent_answers(body)), _file_names(body), tables)


def sent_answers(body: MultiDict[str, str]) -> SentAnswers:
    """The answers in the body, for whoever knows their form."""
    return SentAnswers(
        {
            name.removeprefix(PREFIX): texts
            for name, texts in body.lists()
            if name.startswith(PREFIX)
        }
    )


def drafted(answers: Mapping[str, Value]) -> Typed:
    """A draft as it was typed."""
    files = answers.get(FILES_KEY)
    names = {
        str(i): FileName(str(file["name"]), int(str(file["size"])))
        for i, file in (files.items() if isinstance(files, Mapping) else ())
        if isinstance(file, Mapping)
    }
    looks = answers.get(TABLES_KEY)
    tables = {str(i): str(look) for i, look in looks.items()} if isinstance(looks, Mapping) else {}
    kept = {key: value for key, value in answers.items() if key not in (FILES_KEY, TABLES_KEY)}
    return Typed(kept, names, tables)


def _file_names(body: MultiDict[str, str]) -> dict[str, FileName]:
    found = {}
    for name in body:
        if name.startswith(FILE_PREFIX):
            size, _, told = body[name].partition(" ")
            is_size = size.isascii() and size.isdigit() and len(size) < 12
            found[name.removeprefix(FILE_PREFIX)] = FileName(
                told[:200], int(size) if is_size else 0
            )
    return found


def _plain(value: object) -> Value:
    if isinstance(value, list):
        return [str(item) for item in value]
    return value if isinstance(value, bool) else str(value)
