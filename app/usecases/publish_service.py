"""Publish a draft as the next version, and bring an earlier version back for new cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Protocol

from app.domain.audit import AuditEntry
from app.domain.calendar import office_zone
from app.domain.identity import DraftId, ProcessKey
from app.domain.models import Finding, ModelFile
from app.domain.people import Person
from app.domain.refusals import Conflict, Invalid
from app.domain.service_drafts import DraftNotFound
from app.domain.texts import Text
from app.domain.versions_in_force import InForce, version_at
from app.domain.work import StartTimer
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.deploy_service import MODELS, Deployed, Publication
from app.usecases.design_desk import demand_designer
from app.usecases.draft_scenarios import Proof
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceNotFound
from app.usecases.start_by_timer import start_timers_of

LONGEST_NOTE = 2000


class DeployFiles(Protocol):
    def __call__(
        self, files: Sequence[ModelFile], *, actor: str, publication: Publication
    ) -> Deployed: ...


class NoteMissing(Invalid):
    code = "NoteMissing"
    title = Text(
        "Не өзгергенін бір-екі сөйлеммен жазыңыз",
        "Напишите одним-двумя предложениями, что изменилось",
        "Please say in a sentence or two what has changed",
    )


class ReasonMissing(Invalid):
    code = "ReasonMissing"
    title = Text(
        "Бұрынғы нұсқаны қайтару себебін жазыңыз",
        "Напишите, почему возвращается прежняя версия",
        "Please say why the earlier version is brought back",
    )


class ScenariosNotGreen(Invalid):
    """Scenarios fail or have not been run on these files, and nobody says why that may be."""

    code = "ScenariosNotGreen"
    title = Text(
        "Сценарийлердің бәрі орындалған жоқ: оларды іске қосыңыз"
        " немесе солай жариялау себебін жазыңыз",
        "Не все сценарии выполнены: запустите их или напишите, почему версия публикуется так",
        "Not all scenarios hold: please run them, or say why the version is published all the same",
    )


class EffectPast(Invalid):
    code = "EffectPast"
    title = Text(
        "Күшіне ену күні өтіп кеткен: бүгінгі немесе кейінгі күнді көрсетіңіз",
        "Дата вступления в силу уже прошла: укажите сегодняшнюю или более позднюю",
        "The effective date is over: please give today or a later date",
    )


class NothingToPublish(Conflict):
    code = "NothingToPublish"
    title = Text(
        "Қараламада жаңа ештеңе жоқ: ол жарияланған нұсқамен бірдей",
        "В черновике нет ничего нового: он совпадает с опубликованной версией",
        "The draft holds nothing new: it is the same as the published version",
    )


class AlreadyInForce(Conflict):
    code = "AlreadyInForce"
    title = Text(
        "Бұл нұсқа онсыз да күшінде",
        "Эта версия и так действует",
        "This version is in force already",
    )


@dataclass(frozen=True, slots=True)
class PublishDraft:
    draft: DraftId
    note: str
    takes_effect: date | None
    """The first day on which new cases take it; None for at once."""
    unproven: str = ""
    """Why it is published although scenarios fail or have not been run."""


@dataclass(frozen=True, slots=True)
class BringBack:
    key: ProcessKey
    version: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    begin: BeginWork
    rules: Rulebook
    clock: Clock
    deploy: DeployFiles
    check: Callable[[Sequence[ModelFile]], Sequence[Finding]]
    engine: ProcessEngine
    proof_of: Callable[[Sequence[ModelFile]], Proof]

    def proof(self, actor: Person, draft_id: DraftId) -> Proof:
        """What the scenarios say of the draft as it is now. Raises DraftNotFound."""
        demand_designer(actor, self.rules)
        return self.proof_of(self._files(draft_id))

    def findings(self, actor: Person, draft_id: DraftId) -> Sequence[Finding]:
        """What stands against the draft, and what is only told. Raises DraftNotFound."""
        demand_designer(actor, self.rules)
        return self.check(self._files(draft_id))

    def publish(self, actor: Person, command: PublishDraft) -> Deployed:
        """Deploy the draft's files and delete the draft.

        Cases that are open keep their version.

        Raises:
            DraftNotFound, NoteMissing, EffectPast, NothingToPublish: as they say.
            ScenariosNotGreen: not all scenarios hold on these very files, and no reason is given.
            DeploymentRefused: with every finding; nothing was published.
        """
        demand_designer(actor, self.rules)
        if not command.note.strip():
            raise NoteMissing
        files = self._files(command.draft)
        publication = Publication(
            note=command.note.strip()[:LONGEST_NOTE],
            takes_effect=self._moment(command.takes_effect),
            is_designed=True,
            unproven=self._unproven(files, command.unproven),
        )
        deployed = self.deploy(files, actor=actor.id, publication=publication)
        if not deployed.is_new:
            raise NothingToPublish(f"Expected a change against version {deployed.version}")
        with self.begin() as uow:
            uow.service_drafts.drop(command.draft)
            uow.commit()
        return deployed

    def bring_back(self, actor: Person, command: BringBack) -> None:
        """New cases take this version from now on.

        Raises ServiceNotFound, ReasonMissing, AlreadyInForce.
        """
        demand_designer(actor, self.rules)
        if not command.reason.strip():
            raise ReasonMissing
        with self.begin() as uow:
            if not uow.processes.files(command.key, command.version):
                raise ServiceNotFound(f"Expected version {command.version} of {command.key}")
            now, reason = self.clock.now(), command.reason.strip()[:LONGEST_NOTE]
            facts = {
                "process": str(command.key),
                "version": str(command.version),
                "reason": reason,
            }
            # First: its lock lets one decision at a time be counted and made.
            entry = AuditEntry(now, actor.id, "version-brought-back", facts)
            uow.audit.append_to(MODELS, entry)
            if version_at(uow.processes.in_force(command.key), now) == command.version:
                raise AlreadyInForce(f"Version {command.version} of {command.key}")
            decision = InForce(command.version, now, now, actor.id, reason)
            uow.processes.put_in_force(command.key, decision)
            uow.start_timers.replace(command.key, self._timers(command, now, uow))
            uow.commit()
        self.rules.forget()

    def _timers(self, command: BringBack, now: datetime, uow: UnitOfWork) -> Sequence[StartTimer]:
        """Those that begin cases of the version that comes back, counted from now."""
        service = self.rules.service(command.key, command.version, uow)
        version = replace(uow.processes.get(command.key, command.version), deployed_at=now)
        return start_timers_of(service, version, uow=uow, engine=self.engine, rules=self.rules)

    def _files(self, draft_id: DraftId) -> Sequence[ModelFile]:
        with self.begin() as uow:
            if uow.service_drafts.get(draft_id) is None:
                raise DraftNotFound(f"Expected a draft {draft_id}")
            found = uow.service_drafts.files(draft_id)
        return [ModelFile(file.path, file.content) for file in found]

    def _unproven(self, files: Sequence[ModelFile], reason: str) -> str:
        """The reason with the scenarios it is for, as the audit keeps it."""
        proof = self.proof_of(files)
        if proof.holds:
            return ""
        if not reason.strip():
            raise ScenariosNotGreen(f"{len(proof.red)} fail, {len(proof.not_run)} were not run")
        parts = [reason.strip()[:LONGEST_NOTE]]
        parts += [f"{len(proof.red)} fail: {', '.join(proof.red)}"] if proof.red else []
        parts += [f"{len(proof.not_run)} not run"] if proof.not_run else []
        return "; ".join(parts)

    def _moment(self, day: date | None) -> datetime | None:
        """The beginning of the day in the offices' time."""
        if day is None:
            return None
        today = self.clock.now().astimezone(office_zone()).date()
        if day < today:
            raise EffectPast(f"Expected {today} or later, found {day}")
        return datetime.combine(day, time(), office_zone())
