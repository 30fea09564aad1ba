"""What designers read: services, their versions and drafts, the files of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.domain.identity import DraftId, PersonId, ProcessKey
from app.domain.models import ModelFile, is_diagram, is_shared
from app.domain.people import NotPermitted, Person, Power, offices_where
from app.domain.refusals import NotFound
from app.domain.service_drafts import DraftFile, DraftNotFound, ServiceDraft
from app.domain.shared_stages import processes_in
from app.domain.texts import LANGUAGES, Text
from app.domain.versions_in_force import InForce, ahead_of, version_at
from app.ports.clock import Clock
from app.ports.design_views import DesignOverview, DesignQueries, DraftLine
from app.ports.storage import ProcessVersion
from app.usecases.rulebook import Rulebook
from app.usecases.service_archive import pack
from app.usecases.service_version import STANDARD, ReadYaml, ServiceNotFound, ServiceVersion

Names = Mapping[str, str]
"""Full names of the people of a page, by login; what is no login has none."""


class ServiceFileNotFound(NotFound):
    code = "ServiceFileNotFound"
    title = Text("Қызметте мұндай файл жоқ", "В услуге нет такого файла", "No such file here")


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service in the list: deployed, or only a draft so far."""

    key: ProcessKey
    name: Text
    published: ProcessVersion | None
    """The version that new cases take; the newest where none is in force yet."""
    running: int
    """Open cases, of whatever version."""
    drafts: tuple[DraftLine, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    version: ProcessVersion
    running: int


@dataclass(frozen=True, slots=True)
class ServicePage:
    """A version of a service, with its history and its drafts."""

    service: ServiceVersion
    version: ProcessVersion
    newest: int
    in_force: int | None
    """The version that new cases take now."""
    decisions: tuple[InForce, ...]
    """Which version new cases took from when, the newest decision first."""
    ahead: tuple[InForce, ...]
    """What will take over later."""
    history: tuple[VersionLine, ...]
    drafts: tuple[DraftLine, ...]
    people: Names


@dataclass(frozen=True, slots=True)
class DraftPage:
    draft: ServiceDraft
    name: Text
    """Of the service, as its standard in the draft says; the key where that cannot be read."""
    files: tuple[DraftFile, ...]
    newest: int
    """The newest version that is published; 0 where none is."""
    running: int
    """Open cases of the service, of whatever version."""
    people: Names

    @property
    def diagram(self) -> DraftFile | None:
        """The service's own diagram: of several, the one that draws its process."""
        own = [f for f in self.files if is_diagram(f.path) and not is_shared(f.path)]
        named = (f for f in own if str(self.draft.key) in processes_in(f.content))
        return next(named, next(iter(own), None))


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignDesk:
    """Every reading demands the power to design services, in whichever office."""

    queries: DesignQueries
    find_person: Callable[[PersonId], Person | None]
    rules: Rulebook
    clock: Clock
    read_yaml: ReadYaml

    def services(self, actor: Person) -> tuple[ServiceLine, ...]:
        demand_designer(actor, self.rules)
        overview = self.queries.designs()
        published = {version.key: version for version in reversed(overview.versions)}
        for version in overview.versions:
            if version.version == self._in_force(version.key, overview):
                published[version.key] = version
        keys = sorted({*published, *(line.draft.key for line in overview.drafts)})
        return tuple(self._line(key, published.get(key), overview) for key in keys)

    def service(self, actor: Person, key: ProcessKey, version: int | None = None) -> ServicePage:
        """A version, the one in force where none is named. Raises ServiceNotFound."""
        demand_designer(actor, self.rules)
        overview = self.queries.designs()
        versions = [one for one in overview.versions if one.key == key]
        in_force = self._in_force(key, overview)
        wanted = version or in_force
        chosen = next((v for v in versions if wanted in (None, v.version)), None)
        if chosen is None:
            raise ServiceNotFound(f"Expected version {version or 'any'} of {key}")
        drafts = tuple(line for line in overview.drafts if line.draft.key == key)
        history = tuple(VersionLine(v, overview.running.get((key, v.version), 0)) for v in versions)
        decisions = tuple(overview.in_force.get(key, ()))
        logins = {v.deployed_by for v in versions} | {line.saved_by for line in drafts}
        logins |= {one.decided_by for one in decisions}
        return ServicePage(
            service=self.rules.service(key, chosen.version),
            version=chosen,
            newest=versions[0].version,
            in_force=in_force,
            decisions=tuple(reversed(decisions)),
            ahead=ahead_of(decisions, self.clock.now()),
            history=history,
            drafts=drafts,
            people=self._names(logins),
        )

    def file(self, actor: Person, key: ProcessKey, version: int, path: str) -> bytes:
        """Raises ServiceNotFound, ServiceFileNotFound."""
        demand_designer(actor, self.rules)
        found = self.rules.service(key, version).files.get(path)
        if found is None:
            raise ServiceFileNotFound(f"Expected {path} in version {version} of {key}")
        return found

    def archive(self, actor: Person, key: ProcessKey, version: int) -> bytes:
        """The version as a zip. Raises ServiceNotFound."""
        demand_designer(actor, self.rules)
        files = self.rules.service(key, version).files
        return pack(key, [ModelFile(path, content) for path, content in files.items()])

    def draft(self, actor: Person, draft_id: DraftId) -> DraftPage:
        """Raises DraftNotFound."""
        draft, files = self._found(actor, draft_id)
        logins = {draft.begun_by, *(file.saved_by for file in files)}
        overview = self.queries.designs()
        newest = (v.version for v in overview.versions if v.key == draft.key)
        running = _open_cases(draft.key, overview)
        name = self._name_in(draft, files)
        return DraftPage(draft, name, files, next(newest, 0), running, self._names(logins))

    def draft_file(self, actor: Person, draft_id: DraftId, path: str) -> DraftFile:
        """Raises DraftNotFound, ServiceFileNotFound."""
        _, files = self._found(actor, draft_id)
        for file in files:
            if file.path == path:
                return file
        raise ServiceFileNotFound(f"Expected {path} in the draft {draft_id}")

    def draft_archive(self, actor: Person, draft_id: DraftId) -> tuple[ProcessKey, bytes]:
        """Raises DraftNotFound."""
        draft, found = self._found(actor, draft_id)
        files = [ModelFile(file.path, file.content) for file in found]
        return draft.key, pack(draft.key, files)

    def _found(
        self, actor: Person, draft_id: DraftId
    ) -> tuple[ServiceDraft, tuple[DraftFile, ...]]:
        demand_designer(actor, self.rules)
        found = self.queries.service_draft(draft_id)
        if found is None:
            raise DraftNotFound(f"Expected a draft {draft_id}")
        return found

    def _line(
        self, key: ProcessKey, published: ProcessVersion | None, overview: DesignOverview
    ) -> ServiceLine:
        running = _open_cases(key, overview)
        drafts = tuple(line for line in overview.drafts if line.draft.key == key)
        if published is not None:
            name = self.rules.service(key, published.version).standard.short_name
        else:
            name = self._name_of_new(drafts[0].draft) if drafts else Text(str(key))
        return ServiceLine(key, name, published, running, drafts)

    def _name_of_new(self, draft: ServiceDraft) -> Text:
        found = self.queries.service_draft(draft.id)
        return self._name_in(*found) if found else Text(str(draft.key))

    def _name_in(self, draft: ServiceDraft, files: Iterable[DraftFile]) -> Text:
        standard = next((file.content for file in files if file.path == STANDARD), b"")
        try:
            found = self.read_yaml(standard).get("short_name")
        except ValueError:
            found = None
        told = found if isinstance(found, dict) else {}
        names = (str(told.get(language) or "") for language in LANGUAGES)
        name = Text(*names)
        return name if name.kk else Text(str(draft.key))

    def _in_force(self, key: ProcessKey, overview: DesignOverview) -> int | None:
        return version_at(overview.in_force.get(key, ()), self.clock.now())

    def _names(self, logins: Iterable[str]) -> Names:
        found = {login: self.find_person(PersonId(login)) for login in sorted(logins)}
        return {login: person.full_name for login, person in found.items() if person is not None}


def _open_cases(key: ProcessKey, overview: DesignOverview) -> int:
    return sum(n for (process, _), n in overview.running.items() if process == key)


def demand_designer(actor: Person, rules: Rulebook) -> None:
    """Raise NotPermitted unless the person designs services in some office."""
    if not offices_where(actor, Power.DESIGN_SERVICES, rules.offices()):
        raise NotPermitted(f"Expected {actor.id} to hold {Power.DESIGN_SERVICES} in some office")
