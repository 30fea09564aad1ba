"""Words for the ids that a value of a document takes, in three languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Person
from app.domain.texts import LANGUAGES, Text
from app.usecases.copy_service import MISSING, SpliceYaml
from app.usecases.design_desk import DesignDesk
from app.usecases.keep_service_drafts import DraftKeeper, SaveFile
from app.usecases.service_version import ReadYaml

Place = tuple[str | int, ...]
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
BAD_ID = Text(
    "латын әріптерімен, сандармен, «_» және «-» белгілерімен жазыңыз, мысалы in_person",
    "запишите латинскими буквами, цифрами, «_» и «-», например in_person",
    "please write Latin letters, digits, “_” and “-”, such as in_person",
)
TWICE = Text("мұндай мән жоғарыда бар", "такое значение уже есть выше", "this value stands above")


@dataclass(frozen=True, slots=True)
class ChoiceTyped:
    id: str
    words: Text


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """What a value of a document may be, and how the paper says it."""

    revision: int
    title: Text
    """Of the document."""
    rows: tuple[ChoiceTyped, ...]


@dataclass(frozen=True, slots=True)
class WriteChoices:
    draft: DraftId
    path: str
    revision: int
    paper: str
    value: str
    rows: tuple[ChoiceTyped, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceChanger:
    desk: DesignDesk
    drafts: DraftKeeper
    splice: SpliceYaml
    read_yaml: ReadYaml

    def open(
        self, actor: Person, draft: DraftId, path: str, paper: str, value: str
    ) -> ChoiceList | None:
        """None where the document asks for no such value.

        Raises DraftNotFound, ServiceFileNotFound; ValueError where the file is no YAML.
        """
        found = self.desk.draft_file(actor, draft, path)
        told = _mapping(self.read_yaml(found.content or b"{}").get(paper))
        asked = [*_listed(told.get("values")), *_listed(told.get("optional"))]
        if value not in asked:
            return None
        choices = _mapping(_mapping(told.get("choices")).get(value))
        rows = tuple(ChoiceTyped(str(name), _text(words)) for name, words in choices.items())
        return ChoiceList(found.revision, _text(told.get("title")), rows)

    def write(self, actor: Person, command: WriteChoices) -> None:
        """Write the words; every other byte of the file stays. No rows: any text is taken.

        Raises:
            FormInvalid: by the field: `id_0`, `kk_0` …
            DraftFileChanged: somebody else has saved the file; nothing was written.
            DraftNotFound, ServiceFileNotFound; ValueError where the file is no YAML.
        """
        if problems := [*_problems(command.rows)]:
            raise FormInvalid(problems)
        content = self.desk.draft_file(actor, command.draft, command.path).content
        told = _mapping(self.read_yaml(content or b"{}").get(command.paper))
        changes = dict(_changes(command, _mapping(told.get("choices"))))
        save = SaveFile(
            command.draft, command.path, self.splice(content, changes), command.revision
        )
        self.drafts.save(actor, save)


def _problems(rows: tuple[ChoiceTyped, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if not _ID.fullmatch(row.id):
            yield Problem(f"id_{number}", BAD_ID)
        elif row.id in seen:
            yield Problem(f"id_{number}", TWICE)
        seen.add(row.id)
        for language in LANGUAGES:
            if not getattr(row.words, language):
                yield Problem(f"{language}_{number}", MISSING)


def _changes(
    command: WriteChoices, choices: Mapping[str, object]
) -> Iterator[tuple[Place, object]]:
    home: Place = (command.paper, "choices")
    was = _mapping(choices.get(command.value))
    if not command.rows:
        if command.value in choices:
            yield (home if len(choices) == 1 else (*home, command.value)), None
    elif [row.id for row in command.rows] != [*map(str, was)]:
        words = {row.id: _words(row.words) for row in command.rows}
        yield (*home, command.value), words
    else:
        for row in command.rows:
            before = _text(was[row.id])
            for language in LANGUAGES:
                if getattr(row.words, language) != getattr(before, language):
                    yield (*home, command.value, row.id, language), getattr(row.words, language)


def _words(text: Text) -> dict[str, str]:
    return {language: getattr(text, language) for language in LANGUAGES}


def _mapping(told: object) -> Mapping[str, object]:
    return told if isinstance(told, dict) else {}


def _listed(told: object) -> list[str]:
    return [str(one) for one in told] if isinstance(told, list) else []


def _text(told: object) -> Text:
    found = _mapping(told)
    return Text(*(" ".join(str(found.get(language) or "").split()) for language in LANGUAGES))
