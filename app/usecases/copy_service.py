"""Copy a whole service under another key: a draft of a service that is not there yet."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.domain.audit import AuditEntry
from app.domain.drawing_copy import renamed_drawing
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId, ProcessKey
from app.domain.models import ModelFile, is_diagram, is_shared
from app.domain.people import Person
from app.domain.service_drafts import ServiceDraft
from app.domain.texts import LANGUAGES, Language, Text
from app.ports.clock import Clock
from app.ports.design_views import DesignOverview, DesignQueries
from app.ports.storage import BeginWork
from app.usecases.deploy_service import MODELS
from app.usecases.design_desk import demand_designer
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import STANDARD, ReadYaml, ServiceVersion

SpliceYaml = Callable[[bytes, Mapping[tuple[str | int, ...], object]], bytes]
"""Changes values of a YAML file and nothing else of it. Raises ValueError."""
SCENARIOS = "scenarios/"
_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_KEY = 60
BAD_KEY = Text(
    "Кілтті кіші латын әріптерімен, цифрлармен және дефиспен жазыңыз, мысалы home-visit",
    "Запишите ключ строчными латинскими буквами, цифрами и дефисами, например home-visit",
    "Please write the key in small Latin letters, digits and hyphens, such as home-visit",
)
KEY_TAKEN = Text(
    "Мұндай кілті бар үдеріс бар. Басқасын таңдаңыз",
    "Процесс с таким ключом уже есть. Выберите другой",
    "There is a process with this key. Please choose another",
)
PREFIX_TAKEN = Text(
    "Бұл әріптерді «{name}» қызметінің істері алған. Басқасын таңдаңыз",
    "Эти буквы уже у дел услуги «{name}». Выберите другие",
    "Cases of “{name}” have these letters. Please choose others",
)
MISSING = Text("толтырыңыз", "заполните", "please fill this in")


@dataclass(frozen=True, slots=True)
class CopyService:
    key: ProcessKey
    version: int
    new_key: str
    code: str
    """Of the service in reports and registers."""
    number_prefix: str
    """Begins the numbers of its cases."""
    short_name: Text
    name: Text
    """Its full name; the short one where it is empty."""
    language: Language = "kk"
    """Of whoever copies: the draft is named in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCopier:
    begin: BeginWork
    queries: DesignQueries
    rules: Rulebook
    clock: Clock
    new_id: Callable[[], UUID]
    splice: SpliceYaml
    read_yaml: ReadYaml

    def copy(self, actor: Person, command: CopyService) -> ServiceDraft:
        """A draft with all files of the version, its scenarios and forms included.

        A second press of the button finds the key taken.

        Raises:
            ServiceNotFound: no such version.
            FormInvalid: with what is missing or taken, by field.
            DrawingNotCopied: a drawing in an encoding that nobody knows.
        """
        demand_designer(actor, self.rules)
        service = self.rules.service(command.key, command.version)
        overview = self.queries.designs()
        if problems := [*self._problems(command, service, overview)]:
            raise FormInvalid(problems)
        key = ProcessKey(command.new_key)
        title = command.short_name.in_language(command.language)
        draft = ServiceDraft(DraftId(self.new_id()), key, title, 0, actor.id, self.clock.now())
        with self.begin() as uow:
            uow.service_drafts.add(draft, self._files(command, service))
            facts = {"process": str(command.key), "version": str(command.version), "as": str(key)}
            entry = AuditEntry(self.clock.now(), actor.id, "service-copied", facts)
            uow.audit.append_to(MODELS, entry)
            uow.commit()
        return draft

    def _problems(
        self, command: CopyService, service: ServiceVersion, overview: DesignOverview
    ) -> Iterator[Problem]:
        if not _KEY.fullmatch(command.new_key) or len(command.new_key) > LONGEST_KEY:
            yield Problem("new_key", BAD_KEY)
        taken = {str(version.key) for version in overview.versions}
        taken |= {str(line.draft.key) for line in overview.drafts} | {*map(str, service.models)}
        if command.new_key in taken:
            yield Problem("new_key", KEY_TAKEN)
        for field in ("code", "number_prefix"):
            if not getattr(command, field):
                yield Problem(field, MISSING)
        for language in LANGUAGES:
            if not getattr(command.short_name, language):
                yield Problem(f"short_{language}", MISSING)
        for name in self._holders(command.number_prefix, overview):
            yield Problem(
                "number_prefix",
                Text(
                    *(
                        PREFIX_TAKEN.in_language(a).format(name=name.in_language(a))
                        for a in LANGUAGES
                    )
                ),
            )

    def _holders(self, prefix: str, overview: DesignOverview) -> Iterator[Text]:
        """The services whose cases have numbers that begin so."""
        newest = {version.key: version for version in reversed(overview.versions)}
        for key, version in sorted(newest.items()):
            standard = self.rules.service(key, version.version).standard
            if prefix and standard.number_prefix == prefix:
                yield standard.short_name

    def _files(self, command: CopyService, service: ServiceVersion) -> Sequence[ModelFile]:
        return [self._copied(path, content, command) for path, content in service.files.items()]

    def _copied(self, path: str, content: bytes, command: CopyService) -> ModelFile:
        old, new = str(command.key), command.new_key
        if is_diagram(path):
            content = renamed_drawing(content, old, new, command.short_name)
            if not is_shared(path) and path.startswith(f"{old}."):
                path = new + path.removeprefix(old)
        elif path == STANDARD:
            content = self.splice(content, _in_standard(command))
        elif path.startswith(SCENARIOS) and self._is_of(old, content):
            content = self.splice(content, {("process",): new})
        return ModelFile(path, content)

    def _is_of(self, key: str, scenario: bytes) -> bool:
        """Scenarios may tell of other services; one that cannot be read is left as it is."""
        try:
            return self.read_yaml(scenario).get("process") == key
        except ValueError:
            return False


def _in_standard(command: CopyService) -> Mapping[tuple[str | int, ...], object]:
    full = command.name
    changes: dict[tuple[str | int, ...], object] = {
        ("process",): command.new_key,
        ("code",): command.code,
        ("number_prefix",): command.number_prefix,
    }
    for language in LANGUAGES:
        short = str(getattr(command.short_name, language))
        changes[("short_name", language)] = short
        for names in ("name", "official_name"):
            changes[(names, language)] = str(getattr(full, language)) or short
    return changes
