"""A new official document of a draft: its names, occasion and register; its words come after."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Person
from app.domain.registers import Register
from app.domain.texts import LANGUAGES, Text
from app.usecases.change_message import BAD_ID
from app.usecases.copy_service import MISSING, SpliceYaml
from app.usecases.design_desk import DesignDesk, ServiceFileNotFound
from app.usecases.draft_choices import DOCUMENTS
from app.usecases.keep_service_drafts import DraftKeeper, SaveFile
from app.usecases.service_version import ReadYaml

CHANNEL = "counter"
"""Papers are handed over; what goes by itself is a message."""
REGISTERS = (Register.NOTICES, Register.ACTS)
"""Of papers that leave for the applicant, and of those that stay with the case."""
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
ID_TAKEN = Text(
    "бұл файлда мұндай құжат бар",
    "в этом файле уже есть такой документ",
    "this file has a document of that name",
)
NO_YAML = Text(
    "documents.yaml оқылмайды; алдымен оны мәтін түрінде түзетіңіз",
    "файл documents.yaml не читается; сначала исправьте его как текст",
    "documents.yaml cannot be read; please mend it as text first",
)
_FIRST_LINE = {"kk": "Өтініш беруші", "ru": "Заявитель", "en": "Applicant"}


@dataclass(frozen=True, slots=True)
class MakePaper:
    draft: DraftId
    id: str
    title: Text
    """English may be missing: then the paper has no English page."""
    trigger: Text
    norm: str
    register: Register


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMaker:
    desk: DesignDesk
    drafts: DraftKeeper
    splice: SpliceYaml
    read_yaml: ReadYaml

    def make(self, actor: Person, command: MakePaper) -> str:
        """The path of the file that holds it now; every other byte of it stays.

        Raises:
            FormInvalid: by the field: `id`, `title_kk` …
            DraftFileChanged: somebody has saved the file meanwhile.
            DraftNotFound.
        """
        content, revision = self._file(actor, command.draft)
        try:
            known = self.read_yaml(content or b"{}")
        except ValueError:
            raise FormInvalid([Problem("id", NO_YAML)]) from None
        if problems := [*_problems(command, known)]:
            raise FormInvalid(problems)
        made = self.splice(content, {(command.id,): _written(command)})
        self.drafts.save(actor, SaveFile(command.draft, DOCUMENTS, made, revision))
        return DOCUMENTS

    def _file(self, actor: Person, draft: DraftId) -> tuple[bytes, int]:
        try:
            found = self.desk.draft_file(actor, draft, DOCUMENTS)
        except ServiceFileNotFound:
            return b"", 0
        return found.content, found.revision


def _problems(command: MakePaper, known: Mapping[str, object]) -> Iterator[Problem]:
    if not _ID.fullmatch(command.id):
        yield Problem("id", BAD_ID)
    elif command.id in known:
        yield Problem("id", ID_TAKEN)
    for language in LANGUAGES:
        if language != "en" and not getattr(command.title, language):
            yield Problem(f"title_{language}", MISSING)
        if not getattr(command.trigger, language):
            yield Problem(f"trigger_{language}", MISSING)
    if not command.norm:
        yield Problem("norm", MISSING)


def _written(command: MakePaper) -> Mapping[str, object]:
    titles = {one: getattr(command.title, one) for one in LANGUAGES}
    spoken = [language for language in LANGUAGES if titles[language]]
    return {
        "trigger": {one: getattr(command.trigger, one) for one in LANGUAGES},
        "channel": CHANNEL,
        "norm": command.norm,
        "register": command.register.value,
        "title": {language: titles[language] for language in spoken},
        "paragraphs": {language: [{_FIRST_LINE[language]: "{applicant}"}] for language in spoken},
    }
