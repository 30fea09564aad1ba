"""Decision tables of a draft: new ones, and copies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.decisions.made_files import copied, new_table
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Person
from app.domain.shared_stages import decisions_in
from app.domain.texts import LANGUAGES, Text
from app.usecases.copy_service import MISSING
from app.usecases.design_desk import DesignDesk, DraftPage
from app.usecases.keep_service_drafts import DraftKeeper, SaveFile

_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
BAD_KEY = Text(
    "кіші латын әріптерімен, сандармен және астыңғы сызықпен жазыңыз, мысалы home_visit",
    "запишите строчными латинскими буквами, цифрами и подчёркиванием, например home_visit",
    "please write small Latin letters, digits and underscores, such as home_visit",
)
KEY_TAKEN = Text(
    "қызметте мұндай шешім немесе файл бар",
    "в услуге уже есть такое решение или файл",
    "the service has such a decision or file already",
)


@dataclass(frozen=True, slots=True)
class MakeDecision:
    draft: DraftId
    key: str
    """Id of the decision; the file is named by it."""
    name: Text
    copy_of: tuple[str, str] = ("", "")
    """Path and decision, or nothing for an empty table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionKeeper:
    desk: DesignDesk
    drafts: DraftKeeper

    def make(self, actor: Person, command: MakeDecision) -> str:
        """The path of the new file.

        Raises:
            FormInvalid: by the field: `key`, `name_kk` …
            DraftFileChanged: somebody has made the same file meanwhile.
            DraftNotFound, ServiceFileNotFound, UnreadableModel.
        """
        page = self.desk.draft(actor, command.draft)
        path = f"decisions/{command.key.replace('_', '-')}.dmn"
        if problems := [*_problems(command, page, path)]:
            raise FormInvalid(problems)
        names: dict[str, str] = {
            language: getattr(command.name, language) for language in LANGUAGES
        }
        source, decision = command.copy_of
        if source:
            found = self.desk.draft_file(actor, command.draft, source)
            content = copied(found.content, decision, command.key, names)
        else:
            content = new_table(command.key, names)
        self.drafts.save(actor, SaveFile(command.draft, path, content, 0))
        return path


def _problems(command: MakeDecision, page: DraftPage, path: str) -> Iterator[Problem]:
    models = [file.content for file in page.files if file.path.endswith(".dmn")]
    taken = {key for content in models for key in decisions_in(content)}
    if not _KEY.fullmatch(command.key):
        yield Problem("key", BAD_KEY)
    elif command.key in taken or path in {file.path for file in page.files}:
        yield Problem("key", KEY_TAKEN)
    for language in LANGUAGES:
        if not getattr(command.name, language):
            yield Problem(f"name_{language}", MISSING)
