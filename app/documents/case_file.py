"""The case of a job, as its handler sees it: words filled with the case's facts, papers kept."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from app.documents.placeholders import CaseValues, Filling
from app.documents.registering import CaseRegisters
from app.documents.service_words import (
    DOCUMENTS,
    MESSAGES,
    documents_of,
    messages_of,
    own_or_shared,
)
from app.documents.texts import DocumentText
from app.domain.case import Case
from app.domain.editions import Edition
from app.domain.identity import DocumentId, JobId, OfficeId
from app.domain.models import LAYOUT
from app.domain.people import Offices
from app.domain.registers import RegisterEntry
from app.domain.texts import Language, Text
from app.ports.clock import Clock
from app.ports.outside import (
    DocumentNotRendered,
    Fill,
    MessageChannel,
    OfficialDocument,
    Paragraphs,
)
from app.ports.state_systems import CaseReference, Receipt, SignedPaper
from app.ports.storage import BeginWork, HistoryEvent, SentMessage, StoredDocument
from app.ports.views import Queries
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion
from app.usecases.wanted_job import demand_wanted

SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCaseFile:
    """A `CaseFile` over the storage."""

    begin: BeginWork
    queries: Queries
    rules: Rulebook
    clock: Clock
    new_id: Callable[[], UUID]
    registers: CaseRegisters
    new_code: Callable[[], str]
    """Makes the unguessable code of a document."""
    verify_url: Callable[[str], str]
    """Where the document with this code is verified."""

    def document_text(
        self,
        job: JobId,
        template: str,
        values: Mapping[str, Fill],
        office: OfficeId | None = None,
    ) -> OfficialDocument:
        """As the port says. Ids of grounds and papers, and names of offices, stand for words."""
        ground = self._ground(job)
        texts = documents_of(ground.service.files)
        if template not in texts:
            raise DocumentNotRendered(f"{DOCUMENTS} has no {template}")
        text = texts[template]
        given = {name: ground.words_of(value) for name, value in values.items()}
        # Filled before it is numbered: broken words leave no line in the register.
        bodies = text.filled(ground.facts(), given)
        entry = self._enter(job, text, bodies, office)
        code = self.new_code()
        return OfficialDocument(
            template=template,
            number=entry.label,
            case_number=ground.case.number,
            dated=ground.today,
            office=ground.office if office is None else _office(self.rules.offices(), office),
            signer=self._signer(ground.case),
            edition_notice=ground.edition.notice,
            verify_code=code,
            verify_url=self.verify_url(code),
            bodies=bodies,
        )

    def _enter(
        self,
        job: JobId,
        text: DocumentText,
        bodies: Sequence[Paragraphs],
        office: OfficeId | None,
    ) -> RegisterEntry:
        """The paper's line in its register; its number stands on the paper."""
        title = _title(bodies)
        facts = {"template": text.occasion.id, "title": title.kk, "title_ru": title.ru}
        return self.registers.line(job, text.register, facts, office)

    def layout(self, job: JobId) -> bytes:
        return self._ground(job).file(LAYOUT)

    def message_text(
        self, job: JobId, message: str, language: Language, values: Mapping[str, Fill]
    ) -> str:
        ground = self._ground(job)
        texts = messages_of(ground.service.files)
        if message not in texts:
            raise DocumentNotRendered(f"{MESSAGES} has no {message}")
        given = {name: ground.words_of(value) for name, value in values.items()}
        return texts[message].filled(language, ground.facts(), given)

    def keep_document(self, job: JobId, document: OfficialDocument, pdf: bytes) -> DocumentId:
        with self.begin() as uow:
            instance = demand_wanted(uow, job)
            if (earlier := uow.documents.of_job(job)) is not None:
                return earlier
            now = self.clock.now()
            stored = StoredDocument(
                id=DocumentId(self.new_id()),
                instance_id=instance.id,
                job_id=job,
                template=document.template,
                number=document.number,
                verify_code=document.verify_code,
                title=_title(document.bodies),
                words=orjson.dumps(document),
                pdf=pdf,
                sha256=hashlib.sha256(pdf).hexdigest(),
                made_at=now,
            )
            uow.documents.add(stored)
            facts = {"document": str(stored.id), "template": document.template}
            event = HistoryEvent(now, "document_made", None, SYSTEM, (), facts)
            uow.history.add(instance.id, [event])
            uow.commit()
            return stored.id

    def record_message(
        self,
        job: JobId,
        *,
        message: str,
        channel: MessageChannel,
        to: str,
        text: str,
        receipt: Receipt,
    ) -> None:
        with self.begin() as uow:
            instance = uow.instances.lock(uow.jobs.instance_of(job))
            sent = SentMessage(
                job_id=job,
                instance_id=instance.id,
                message=message,
                channel=channel,
                to=to,
                text=text,
                sent_at=receipt.accepted_at,
                receipt=receipt.id,
            )
            if uow.messages.add(sent):
                facts = {"message": message, "channel": channel}
                event = HistoryEvent(self.clock.now(), "message_sent", None, SYSTEM, (), facts)
                uow.history.add(instance.id, [event])
            uow.commit()

    def reference(self, job: JobId) -> CaseReference:
        ground = self._ground(job)
        case, name = ground.case, ground.service.standard.name
        return CaseReference(
            number=case.number,
            service=case.process_key,
            # A model on trial has no standard that could name it.
            service_name=name if name.kk else Text(case.process_key),
            office=case.office_id,
            office_name=ground.office,
            channel=case.channel,
            applicant_iin=str(case.applicant.iin),
            registered_at=case.registered_at,
            due_on=case.term_due_on,
        )

    def moment(self, job: JobId) -> datetime:
        with self.begin() as uow:
            return uow.jobs.get(job).created_at

    def language(self, job: JobId) -> Language:
        with self.begin() as uow:
            return uow.cases.get(uow.jobs.instance_of(job)).applicant.language

    def signed_paper(self, job: JobId, document: str) -> SignedPaper:
        with self.begin() as uow:
            instance_id = uow.jobs.instance_of(job)
            stored = uow.documents.get(DocumentId(UUID(document))) if _is_uuid(document) else None
            signed = uow.signatures.of_document(stored.id) if stored else ()
            signatures = tuple(one.cms for one in signed)
        if stored is None or stored.instance_id != instance_id:
            raise DocumentNotRendered("the case has no document of this id")
        return SignedPaper(f"{stored.template}.pdf", stored.pdf, stored.sha256, signatures)

    def _ground(self, job: JobId) -> "_Ground":
        with self.begin() as uow:
            instance_id = uow.jobs.instance_of(job)
            case, version = uow.cases.get(instance_id), uow.cases.version_of(instance_id)
        service = self.rules.service(case.process_key, version)
        return _Ground(case, service, self.rules, self.clock)

    def _signer(self, case: Case) -> str:
        """Who decided last: the person the document is made for the signature of."""
        view = self.queries.case(case.number)
        done = [task for task in view.tasks if task.ended_by is not None]
        if not done:
            return ""
        last = sorted(done, key=lambda task: task.ended_at or task.created_at)[-1]
        return view.people.get(last.ended_by, "") if last.ended_by else ""


class _Ground:
    """What the words of one case are filled from."""

    def __init__(self, case: Case, service: ServiceVersion, rules: Rulebook, clock: Clock) -> None:
        self.case = case
        self.service = service
        self.edition: Edition = service.standard.edition(case.edition)
        self._calendar = rules.calendar(case.office_id)
        self._offices = rules.offices()
        self.office = _office(self._offices, case.office_id)
        self.today = self._calendar.local_date(clock.now())

    def file(self, path: str) -> bytes:
        found = own_or_shared(self.service.files, path)
        if found is None:
            raise DocumentNotRendered(f"the service has no {path}")
        return found

    def facts(self) -> CaseValues:
        return {
            "number": self.case.number,
            "registered_on": self._calendar.local_date(self.case.registered_at),
            "dated": self.today,
            "applicant": self.case.applicant.full_name,
            "service": self.service.standard.name,
            "short_service": self.service.standard.short_name,
            "office": self.office,
        }

    def words_of(self, value: Fill) -> Filling:
        if isinstance(value, tuple):
            return tuple(self._named(entry) for entry in value)
        return self._named(value) if isinstance(value, str) else value

    def _named(self, value: str) -> Text | str:
        """Ids of grounds and papers, and names of offices, stand for their words."""
        edition = self.edition
        named: dict[str, Text] = {office.name.kk: office.name for office in self._offices.all()}
        for ground in (*edition.refusal_grounds, *edition.acceptance_refusal_grounds):
            named[ground.id] = ground.name
        for paper in edition.documents:
            named[paper.id] = paper.name
        return named.get(value, value)


def signed_by_hand(files: Mapping[str, bytes]) -> frozenset[str]:
    """The templates of a service's papers that have lines to be signed by hand."""
    texts = documents_of(files)
    return frozenset(template for template, text in texts.items() if text.hands)


def _office(offices: Offices, office: OfficeId) -> Text:
    return offices.get(office).name


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _title(bodies: Sequence[Paragraphs]) -> Text:
    titles = {body.language: body.title for body in bodies}
    return Text(titles.get("kk", ""), titles.get("ru", ""), titles.get("en", ""))
