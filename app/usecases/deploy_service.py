"""Deploy a service's folder as a new version, or refuse it with every finding at once."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from app.domain.audit import AuditEntry
from app.domain.called_elements import CalledElements
from app.domain.identity import ProcessKey
from app.domain.mistakes import FileUnreadable
from app.domain.models import Finding, ModelFile, ProcessModel, Severity
from app.domain.people import OfficeNotFound, ScheduleUnknown
from app.domain.refusals import Conflict, DatesNotCounted, Invalid
from app.domain.standard import ServiceStandard, StandardInvalid
from app.domain.texts import Text
from app.domain.versions_in_force import InForce
from app.domain.work import StartTimer
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, TopicContract
from app.ports.storage import BeginWork, ProcessVersion, UnitOfWork
from app.usecases.indexing import index_findings, indexed_in
from app.usecases.missing_words import missing_words
from app.usecases.mistake_findings import mistake_findings
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import STANDARD, ReadYaml, read_standard, read_version
from app.usecases.start_by_timer import start_timers_of

CheckTexts = Callable[[Sequence[ModelFile]], Sequence[Finding]]
"""Findings of the files that hold words: documents and messages."""
NO_STANDARD = Text(
    "Қалтада service.yaml жоқ: қызметтің мерзімдері мен негіздері белгісіз. Стандартты қосыңыз",
    "В папке нет service.yaml: сроки и основания услуги неизвестны. Добавьте стандарт",
    "The folder has no service.yaml: terms and grounds are unknown. Add the service standard",
)
MET_BY_NOTHING = (
    "«{term}» мерзімін орындайтын «{address}» элементі қызметтің сызбаларында жоқ, сондықтан "
    "мерзім орындалды деп танылмайды. met_by ішінде сызбада бар элементтің жолын көрсетіңіз",
    "Элемента «{address}», которым исполняется срок «{term}», нет на схемах услуги: срок никогда "
    "не был бы исполнен. Укажите в met_by путь существующего элемента",
    "The element “{address}” that meets the term “{term}” is not in the service's diagrams, so the "
    "term would never be met. Name the address of an element that is there in met_by",
)
"""In the order of LANGUAGES."""
START_NOT_READY = (
    "Үдерісті бастайтын оқиға дайын емес: {why}. Таймер өрнегін немесе «office» қасиетін түзетіңіз",
    "Начальное событие процесса не готово: {why}. Исправьте выражение таймера или «office»",
    "What begins the process is not ready: {why}. Mend the timer's expression or “office”",
)
"""In the order of LANGUAGES."""
MODELS = "models"
"""The audit chain of deployments."""


class DeploymentRefused(Invalid):
    """The folder has findings that refuse it; nothing was deployed."""

    code = "DeploymentRefused"
    title = Text(
        "Үдеріс орнатылмады: сызбада кемшілік бар",
        "Процесс не установлен: на схеме есть замечания",
        "The process was not deployed: there are findings",
    )

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)


class PublishedAbove(Conflict):
    """The newest version was published in the designer: no folder replaces it unasked."""

    code = "PublishedAbove"
    title = Text(
        "Дизайнерде жарияланған нұсқа тұр: оны қалта ауыстырмайды",
        "Опубликована версия из дизайнера: папка её не заменяет",
        "A version published in the designer stands above: the folder does not replace it",
    )


class BeginsByTimer(Conflict):
    """A clock begins its cases: the timers are those of one version at a time."""

    code = "BeginsByTimer"
    title = Text(
        "Бұл үдеріс істерін таймер бастайды: жаңа нұсқасы тек бірден күшіне енеді",
        "Дела этого процесса начинает таймер: новая версия вступает в силу только сразу",
        "A timer begins cases of this process: a new version takes effect at once only",
    )


@dataclass(frozen=True, slots=True)
class Publication:
    """How a version comes to be, beside its files."""

    note: str = ""
    takes_effect: datetime | None = None
    """From when new cases take it; None for at once."""
    is_designed: bool = False
    """Published in the designer, not out of a folder."""
    is_over: bool = False
    """Out of a folder, and yet over what was published in the designer."""
    unproven: str = ""
    """Why it is published although not all of its scenarios hold; empty where they do."""


FROM_FOLDER = Publication()


@dataclass(frozen=True, slots=True)
class Deployed:
    key: ProcessKey
    version: int
    is_new: bool
    """False where the newest version already has these very files."""


def content_hash(files: Sequence[ModelFile]) -> str:
    """SHA-256 over paths and contents, in order of path."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda f: f.path):
        for part in (file.path.encode(), file.content):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def check_service(
    files: Sequence[ModelFile],
    *,
    engine: ProcessEngine,
    topics: Mapping[str, TopicContract],
    read_yaml: ReadYaml,
    check_texts: CheckTexts,
) -> tuple[Finding, ...]:
    """Every finding of the folder: diagrams, forms, standard, words of documents and messages."""
    found = engine.check(files, topics=topics)
    return (*found.findings, *_other_findings(files, found.models, read_yaml, check_texts))


def deploy_service(
    files: Sequence[ModelFile],
    *,
    actor: str,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    topics: Mapping[str, TopicContract],
    read_yaml: ReadYaml,
    check_texts: CheckTexts,
    clock: Clock,
    is_trial: bool = False,
    publication: Publication = FROM_FOLDER,
) -> Deployed:
    """Deploy the files as the next version of their process.

    A trial (a scenario's own database) takes a model without a service standard, too, and with
    findings that only a service is refused for; of files without a standard every process is
    deployed.
    Idempotent: files that are the newest version of a process are known by their hash.

    Raises:
        DeploymentRefused: with all findings that refuse it; nothing was deployed.
        PublishedAbove: the files come out of a folder, and the designer published after it.
    """
    digest = content_hash(files)
    # Before the check: every start passes here, and reading diagrams is its longest part.
    with begin() as uow:
        unchanged = _newest_with(digest, uow)
    if unchanged is not None:
        return unchanged
    deployment = engine.check(files, topics=topics)
    others = _other_findings(files, deployment.models, read_yaml, check_texts)
    findings = (*deployment.findings, *others)
    is_service = any(file.path == STANDARD for file in files)
    if not is_trial and not is_service:
        findings = (*findings, Finding(STANDARD, "service-standard", NO_STANDARD))
    refusing = {Severity.ERROR} if is_trial else {Severity.ERROR, Severity.SERVICE}
    if refused := [finding for finding in findings if finding.severity in refusing]:
        raise DeploymentRefused(refused)
    models = deployment.models[:1] if is_service else deployment.models
    with begin() as uow:
        # Again: another process may have deployed the same files meanwhile.
        count = partial(_timers, files, uow=uow, engine=engine, rules=rules, read_yaml=read_yaml)
        deployed = [
            _next_version(model, digest, files, actor, clock, uow, count, publication, read_yaml)
            for model in models
        ]
        uow.commit()
    rules.forget()
    return deployed[0]


def _next_version(
    model: ProcessModel,
    digest: str,
    files: Sequence[ModelFile],
    actor: str,
    clock: Clock,
    uow: UnitOfWork,
    timers: Callable[[ProcessVersion], Sequence[StartTimer]],
    publication: Publication,
    read_yaml: ReadYaml,
) -> Deployed:
    key = model.key
    latest = uow.processes.latest(key)
    if latest is not None and latest.content_hash == digest:
        return Deployed(key, latest.version, is_new=False)
    if latest is not None and latest.is_designed and not _replaces(publication):
        raise PublishedAbove(f"Expected {key} {latest.version} out of a folder")
    number = latest.version + 1 if latest else 1
    now = clock.now()
    is_designed = publication.is_designed
    version = ProcessVersion(key, number, digest, now, actor, publication.note, is_designed)
    from_at = max(publication.takes_effect or now, now)
    # Counted first: the rules are kept in memory, and must not read there what is rolled back.
    armed = timers(version)
    if from_at > now and (armed or uow.start_timers.of(key)):
        raise BeginsByTimer(f"Expected {key} {number} to take effect at once")
    uow.processes.add(version, files)
    uow.processes.put_in_force(key, InForce(number, from_at, now, actor))
    uow.start_timers.replace(key, armed)
    indexed = indexed_in(files, read_yaml)
    if latest is not None and indexed != indexed_in(
        uow.processes.files(key, latest.version), read_yaml
    ):
        # Cases that are open are found by them, too, whatever their version declares.
        uow.indexed.fill(key, indexed)
    facts = {"process": str(key), "version": str(number), "sha256": digest}
    if is_designed:
        facts |= {"note": publication.note, "from": from_at.isoformat()}
    if publication.unproven:
        facts |= {"unproven": publication.unproven}
    uow.audit.append_to(MODELS, AuditEntry(now, actor, "process-deployed", facts))
    return Deployed(key, number, is_new=True)


def _timers(
    files: Sequence[ModelFile],
    version: ProcessVersion,
    *,
    uow: UnitOfWork,
    engine: ProcessEngine,
    rules: Rulebook,
    read_yaml: ReadYaml,
) -> Sequence[StartTimer]:
    """The timers that begin cases. Raises DeploymentRefused where they cannot be counted."""
    service = read_version(version, files, engine=engine, read_yaml=read_yaml)
    try:
        return start_timers_of(service, version, uow=uow, engine=engine, rules=rules)
    except (DatesNotCounted, OfficeNotFound, ScheduleUnknown) as error:
        words = (part.format(why=error) for part in START_NOT_READY)
        raise DeploymentRefused(
            [Finding(service.source.file, "start-not-ready", Text(*words))]
        ) from error


def _replaces(publication: Publication) -> bool:
    return publication.is_designed or publication.is_over


def _newest_with(digest: str, uow: UnitOfWork) -> Deployed | None:
    """The process whose newest version has these very files."""
    for key in uow.processes.keys():  # noqa: SIM118  # a repository, no mapping
        latest = uow.processes.latest(key)
        if latest is not None and latest.content_hash == digest:
            return Deployed(key, latest.version, is_new=False)
    return None


def _other_findings(
    files: Sequence[ModelFile],
    models: Sequence[ProcessModel],
    read_yaml: ReadYaml,
    check_texts: CheckTexts,
) -> list[Finding]:
    """What is wrong beside the diagrams and forms; no models where the diagrams have errors."""
    findings = [*check_texts(files)]
    for file in files:
        if file.path == STANDARD:
            findings += _standard_findings(file, models, read_yaml)
            findings += missing_words(files, read_yaml)
    return findings


def _standard_findings(
    file: ModelFile, models: Sequence[ProcessModel], read_yaml: ReadYaml
) -> list[Finding]:
    try:
        standard = read_standard(file.content, read_yaml)
    except StandardInvalid as invalid:
        return mistake_findings(file, "service-standard", invalid.mistakes)
    except FileUnreadable as unreadable:
        return mistake_findings(file, "service-standard", [unreadable.mistake])
    return [*_met_by_nothing(file, standard, models), *index_findings(file, standard, models)]


def _met_by_nothing(
    file: ModelFile, standard: ServiceStandard, models: Sequence[ProcessModel]
) -> list[Finding]:
    """Terms whose elements are neither in the service nor in the stages it takes along.

    A process deployed elsewhere may change under the case, so nothing can be promised of it.
    """
    main = next((model for model in models if model.key == standard.process_key), None)
    if main is None:
        return []
    elements = CalledElements(main, {model.key: model for model in models}.get)
    channels = ("", *(channel.id for channel in standard.channels))
    named = {
        (edition.case_term, address)
        for edition in standard.editions
        for channel in channels
        for address in edition.met_by(channel)
    }
    return [
        Finding(
            file.path,
            "term-met-by-nothing",
            Text(*(words.format(term=term, address=address) for words in MET_BY_NOTHING)),
        )
        for term, address in sorted(named)
        if address not in elements
    ]
