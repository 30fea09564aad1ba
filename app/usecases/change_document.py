"""Change the words of an official document of a draft, and see it as the PDF it would be."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.models import LAYOUT, SHARED
from app.domain.people import Person
from app.domain.texts import LANGUAGES, NO_TEXT, Language, Text
from app.usecases.copy_service import SpliceYaml
from app.usecases.design_desk import DesignDesk
from app.usecases.keep_service_drafts import DraftKeeper, SaveFile
from app.usecases.service_version import ReadYaml

BESIDE = " | "
"""Stands between a label and the words beside it."""
_SCENARIO_DEPTH = 12
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class PaperTyped:
    """A document as its page shows it: one line for each paragraph."""

    id: str
    title: Text = NO_TEXT
    lines: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    """Placeholders that the task has to fill."""
    optional: tuple[str, ...] = ()
    """A line that asks for one of these without a value is left out."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Placeholder to the ids it takes; changed as text alone."""
    trigger: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class WritePaper:
    draft: DraftId
    path: str
    revision: int
    typed: PaperTyped


@dataclass(frozen=True, slots=True)
class PaperFile:
    content: bytes
    revision: int
    entries: tuple[PaperTyped, ...]

    def named(self, name: str) -> PaperTyped | None:
        return next((one for one in self.entries if one.id == name), None)


@dataclass(frozen=True, slots=True)
class PaperSample:
    """What is pressed: a file of texts, the document of it, values by placeholder, the layout."""

    content: bytes
    id: str
    values: Mapping[str, str]
    layout: bytes
    layout_path: str = LAYOUT


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChanger:
    desk: DesignDesk
    drafts: DraftKeeper
    splice: SpliceYaml
    read_yaml: ReadYaml
    check: Callable[[PaperTyped], Sequence[Problem]]
    press: Callable[[PaperSample], bytes]
    invent: Callable[[str, Mapping[str, Sequence[str]]], str]
    """A value of a name, one of its choices where it has some."""
    case_values: Mapping[str, str]
    """What every case gives, by placeholder, as it is typed."""

    def open(self, actor: Person, draft: DraftId, path: str) -> PaperFile:
        """Raises DraftNotFound, ServiceFileNotFound; ValueError where the file is no YAML."""
        found = self.desk.draft_file(actor, draft, path)
        read = self.read_yaml(found.content or b"{}")
        papers = tuple(_typed(name, one) for name, one in read.items() if isinstance(one, dict))
        return PaperFile(found.content, found.revision, papers)

    def write(self, actor: Person, command: WritePaper) -> None:
        """Write the document; every other byte of the file stays.

        Raises:
            FormInvalid: by field: `title_kk`, `lines_ru` with the number of the line, `needed`.
            DraftFileChanged: somebody else has saved the file; nothing was written.
            DraftNotFound, ServiceFileNotFound; ValueError where the file is no YAML.
        """
        content = self._content(actor, command)
        save = SaveFile(command.draft, command.path, content, command.revision)
        self.drafts.save(actor, save)

    def pressed(self, actor: Person, command: WritePaper, values: Mapping[str, str]) -> bytes:
        """The PDF of what is typed, saved or not, with these values.

        Raises:
            FormInvalid: as `write`; DocumentNotRendered: a value or the layout is unfit.
        """
        content = self._content(actor, command)
        files = {file.path: file.content for file in self.desk.draft(actor, command.draft).files}
        path = LAYOUT if LAYOUT in files else SHARED + LAYOUT
        layout = files.get(path, b"")
        return self.press(PaperSample(content, command.typed.id, values, layout, path))

    def sample_of(self, actor: Person, draft: DraftId, typed: PaperTyped) -> Mapping[str, str]:
        """A value for each name that is asked for: of the first scenario that has one, or made up.

        Raises DraftNotFound.
        """
        told: dict[str, str] = {}
        for file in self.desk.draft(actor, draft).files:
            if file.path.startswith("scenarios/"):
                for name, value in self._said(file.content):
                    told.setdefault(name, value)
        found = {"applicant": self.case_values["applicant"]}
        for name in (*typed.needed, *typed.optional):
            choices = typed.choices.get(name)
            is_fit = name in told and (choices is None or told[name] in choices)
            found[name] = told[name] if is_fit else self.invent(name, typed.choices)
        return found

    def _said(self, content: bytes) -> Iterator[tuple[str, str]]:
        try:
            yield from _told(self.read_yaml(content), 0)
        except ValueError:
            return

    def _content(self, actor: Person, command: WritePaper) -> bytes:
        file, typed = self.open(actor, command.draft, command.path), command.typed
        if problems := [*self.check(typed)]:
            raise FormInvalid(problems)
        was = file.named(typed.id) or PaperTyped(typed.id)
        return self.splice(file.content, dict(_changes(typed, was)))


def _typed(name: str, told: Mapping[str, object]) -> PaperTyped:
    paragraphs = told.get("paragraphs")
    lines = {
        language: tuple(_line(one) for one in found)
        for language in LANGUAGES
        if isinstance(paragraphs, dict) and isinstance(found := paragraphs.get(language), list)
    }
    choices = told.get("choices")
    return PaperTyped(
        id=name,
        title=_text(told.get("title")),
        lines=lines,
        needed=_names(told.get("values")),
        optional=_names(told.get("optional")),
        choices={
            str(key): tuple(map(str, ids))
            for key, ids in (choices.items() if isinstance(choices, dict) else ())
            if isinstance(ids, dict)
        },
        trigger=_text(told.get("trigger")),
    )


def _line(told: object) -> str:
    if isinstance(told, dict) and len(told) == 1:
        ((label, words),) = told.items()
        return _flat(f"{label}{BESIDE}{words}")
    return _flat(str(told))


def _flat(words: str) -> str:
    return " ".join(words.split())


def _names(told: object) -> tuple[str, ...]:
    return tuple(map(str, told)) if isinstance(told, list) else ()


def _text(told: object) -> Text:
    found = told if isinstance(told, dict) else {}
    return Text(*(_flat(str(found.get(language) or "")) for language in LANGUAGES))


def _changes(now: PaperTyped, was: PaperTyped) -> Iterator[tuple[Place, object]]:
    for language in LANGUAGES:
        title = getattr(now.title, language)
        if title != getattr(was.title, language):
            yield (now.id, "title", language), title or None
        lines, before = now.lines.get(language, ()), was.lines.get(language, ())
        if len(lines) == len(before):
            for number, (line, old) in enumerate(zip(lines, before, strict=True)):
                if line != old:
                    yield (now.id, "paragraphs", language, number), _written(line)
        else:
            written = [_written(line) for line in lines]
            yield (now.id, "paragraphs", language), written or None
    for key, names, before_them in (
        ("values", now.needed, was.needed), ("optional", now.optional, was.optional),
    ):  # fmt: skip
        if sorted(names) != sorted(before_them):
            yield (now.id, key), list(names) or None


def _written(line: str) -> object:
    label, mark, words = line.partition(BESIDE)
    return {label: words} if mark else line


def _told(read: object, depth: int) -> Iterator[tuple[str, str]]:
    """Names with what scenarios say of them, however deep."""
    if depth > _SCENARIO_DEPTH:
        return
    if isinstance(read, dict):
        for name, value in read.items():
            if isinstance(value, dict | list):
                yield from _told(value, depth + 1)
            elif value is not None:
                # An expectation names a part of a variable: `measures.period_until`.
                yield str(name).rpartition(".")[2], str(value)
    elif isinstance(read, list):
        for one in read:
            yield from _told(one, depth + 1)
