"""Begin, save, copy and delete drafts of services; nobody's work is ever written over unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from app.domain.audit import AuditEntry
from app.domain.identity import DraftId, ProcessKey
from app.domain.models import ModelFile
from app.domain.people import Person
from app.domain.refusals import Invalid
from app.domain.service_drafts import DraftFile, DraftFileChanged, DraftNotFound, ServiceDraft
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.deploy_service import MODELS
from app.usecases.design_desk import demand_designer
from app.usecases.rulebook import Rulebook
from app.usecases.service_archive import NO_SERVICE, ArchiveRefused, unpack
from app.usecases.service_version import STANDARD, ReadYaml

LARGEST_FILE = 8_000_000
"""Bytes; as much as a model may have to be read at all."""


class DraftFileTooLarge(Invalid):
    code = "DraftFileTooLarge"
    title = Text(
        "Файл тым үлкен: 8 МБ-тан аспауы керек",
        "Файл слишком велик: не более 8 МБ",
        "The file is too large: at most 8 MB",
    )


@dataclass(frozen=True, slots=True)
class SaveFile:
    draft: DraftId
    path: str
    content: bytes
    revision: int
    """The one that was read: 0 for a file that is new."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    draft: ServiceDraft
    left_out: tuple[str, ...]
    """Names of files that belong to no service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftKeeper:
    begin: BeginWork
    rules: Rulebook
    clock: Clock
    new_id: Callable[[], UUID]
    read_yaml: ReadYaml

    def begin_draft(self, actor: Person, key: ProcessKey, version: int, title: str) -> ServiceDraft:
        """A draft with the files of a version. Raises ServiceNotFound."""
        demand_designer(actor, self.rules)
        files = self.rules.service(key, version).files
        with self.begin() as uow:
            draft = self._added(
                uow, actor, key, version, title, [ModelFile(p, c) for p, c in files.items()]
            )
            uow.commit()
        return draft

    def take_in(self, actor: Person, content: bytes, title: str) -> TakenIn:
        """A draft out of a zip. Raises ArchiveRefused."""
        demand_designer(actor, self.rules)
        unpacked = unpack(content)
        key = self._key_of(unpacked.files)
        with self.begin() as uow:
            latest = uow.processes.latest(key)
            base = latest.version if latest else 0
            draft = self._added(uow, actor, key, base, title, unpacked.files)
            facts = {"process": str(key), "draft": str(draft.id)}
            entry = AuditEntry(self.clock.now(), actor.id, "service-taken-in", facts)
            uow.audit.append_to(MODELS, entry)
            uow.commit()
        return TakenIn(draft, unpacked.left_out)

    def save(self, actor: Person, command: SaveFile) -> DraftFile:
        """Write one file where it is still as it was read.

        Raises:
            DraftNotFound: as it says.
            DraftFileTooLarge: as it says.
            DraftFileChanged: another save came first, and nothing was written; its facts tell
                `by` whom, `at` which moment, and which `revision` is there now.
        """
        demand_designer(actor, self.rules)
        if len(command.content) > LARGEST_FILE:
            raise DraftFileTooLarge(f"{len(command.content)} bytes")
        saved = DraftFile(
            command.path, command.content, command.revision + 1, self.clock.now(), actor.id
        )
        with self.begin() as uow:
            _found(uow, command.draft)
            if not uow.service_drafts.save(command.draft, saved):
                raise _changed(uow, command)
            uow.commit()
        return saved

    def split(self, actor: Person, command: SaveFile) -> ServiceDraft:
        """What could not be saved, as a draft of its own beside the one it was read from.

        Raises DraftNotFound, DraftFileTooLarge.
        """
        demand_designer(actor, self.rules)
        if len(command.content) > LARGEST_FILE:
            raise DraftFileTooLarge(f"{len(command.content)} bytes")
        with self.begin() as uow:
            first = _found(uow, command.draft)
            files = {file.path: file.content for file in uow.service_drafts.files(first.id)}
            files[command.path] = command.content
            whole = [ModelFile(path, content) for path, content in files.items()]
            draft = self._added(uow, actor, first.key, first.base_version, first.title, whole)
            uow.commit()
        return draft

    def remove(self, actor: Person, draft_id: DraftId, path: str, revision: int) -> None:
        """Take a file out of a draft where it is still as it was read.

        Raises DraftNotFound, DraftFileChanged.
        """
        demand_designer(actor, self.rules)
        with self.begin() as uow:
            _found(uow, draft_id)
            if not uow.service_drafts.remove(draft_id, path, revision):
                raise _changed(uow, SaveFile(draft_id, path, b"", revision))
            uow.commit()

    def drop(self, actor: Person, draft_id: DraftId) -> ServiceDraft:
        """Delete a draft. Raises DraftNotFound."""
        demand_designer(actor, self.rules)
        with self.begin() as uow:
            draft = _found(uow, draft_id)
            uow.service_drafts.drop(draft_id)
            facts = {"process": str(draft.key), "draft": str(draft_id)}
            entry = AuditEntry(self.clock.now(), actor.id, "draft-deleted", facts)
            uow.audit.append_to(MODELS, entry)
            uow.commit()
        return draft

    def _added(
        self,
        uow: UnitOfWork,
        actor: Person,
        key: ProcessKey,
        version: int,
        title: str,
        files: list[ModelFile] | tuple[ModelFile, ...],
    ) -> ServiceDraft:
        draft = ServiceDraft(
            DraftId(self.new_id()), key, title, version, actor.id, self.clock.now()
        )
        uow.service_drafts.add(draft, files)
        return draft

    def _key_of(self, files: tuple[ModelFile, ...]) -> ProcessKey:
        standard = next(file for file in files if file.path == STANDARD)
        try:
            key = self.read_yaml(standard.content).get("process")
        except ValueError as error:
            raise ArchiveRefused(NO_SERVICE, STANDARD) from error
        if not isinstance(key, str) or not key or len(key) > 200 or "/" in key:
            raise ArchiveRefused(NO_SERVICE, STANDARD)
        return ProcessKey(key)


def _found(uow: UnitOfWork, draft_id: DraftId) -> ServiceDraft:
    draft = uow.service_drafts.get(draft_id)
    if draft is None:
        raise DraftNotFound(f"Expected a draft {draft_id}")
    return draft


def _changed(uow: UnitOfWork, command: SaveFile) -> DraftFileChanged:
    there = uow.service_drafts.file(command.draft, command.path)
    if there is None:
        return DraftFileChanged(f"Expected revision {command.revision}, found no file")
    return DraftFileChanged(
        f"Expected revision {command.revision} of {command.path}, found {there.revision}",
        revision=there.revision,
        by=there.saved_by,
        at=there.saved_at,
    )
