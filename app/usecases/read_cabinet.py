"""What a citizen sees in their cabinet: cases of theirs alone, and nothing of the work behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from app.domain.audit import AuditEntry
from app.domain.case import Case, CaseNotFound
from app.domain.citizens import Citizen, Part
from app.domain.identity import CaseNumber, DocumentId, ElementId, UploadId
from app.domain.models import Element
from app.domain.people import Office, Role
from app.domain.signatures import SignatureId
from app.domain.standard import Edition, ServiceStandard
from app.domain.terms import Deadline
from app.feel import Value
from app.ports.clock import Clock
from app.ports.complaint_views import NO_LINKS, CaseLinks
from app.ports.paper_storage import StoredSignature
from app.ports.storage import BeginWork, StoredDocument, UnitOfWork, Upload
from app.ports.views import CaseView, DocumentRow, Queries
from app.usecases.advancing import audited
from app.usecases.answer_in_cabinet import Awaited
from app.usecases.called_processes import elements_of
from app.usecases.look_inside import LookInside
from app.usecases.read_desk import PaperNotFound
from app.usecases.rulebook import Rulebook
from app.usecases.stages import Stage, stages_of
from app.usecases.surroundings import deadline_of

MOST_CASES = 50
MOST_OPENINGS = 200
BETWEEN_OFFICES = frozenset({"handover-act", "return-act"})
"""Templates of papers by which offices hand papers to each other: none is about the person."""


@dataclass(frozen=True, slots=True)
class CabinetCase:
    """A case as the person it is about may see it."""

    view: CaseView
    part: Part
    standard: ServiceStandard
    edition: Edition
    deadline: Deadline
    stages: tuple[Stage, ...]
    elements: Mapping[ElementId, Element]
    office: Office
    awaits: frozenset[Awaited]
    """Names of the messages by which the citizen may answer now."""
    papers: tuple[DocumentRow, ...] = ()
    """On the page of the case: those that are finished, with their signatures."""
    inside: Mapping[str, Value] | None = None
    """On the page of the case: what its stages know that are not over."""
    links: CaseLinks = NO_LINKS
    """On the page of the case: complaints about it, or what it is a complaint about."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who opened the case."""

    at: datetime
    page: str
    """`case`, `task:<element>`, `document`, `upload`, `complaint`, `cabinet`."""
    part: Part | None
    """Where it was a citizen; None: somebody at work."""
    role: Role | None = None
    office: Office | None = None
    """As the person works now; None where they do no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cabinet:
    """The queries of the cabinet's pages; every one of them refuses what is not the citizen's.

    A case of somebody else is answered like one that is not there.
    """

    begin: BeginWork
    queries: Queries
    rules: Rulebook
    clock: Clock
    look: LookInside

    def cases(self, citizen: Citizen) -> Sequence[CabinetCase]:
        """The citizen's cases, the newest first."""
        found = []
        for number in self.queries.citizen_cases(citizen.iin, MOST_CASES):
            view = self.queries.case(number)
            part = citizen.part_in(view.case)
            if part is not None:
                found.append(self._case(view, part))
        return found

    def case(self, citizen: Citizen, number: CaseNumber) -> CabinetCase:
        """A case of the citizen. Opening it is recorded.

        Raises:
            CaseNotFound: no such case, or one that is no concern of theirs.
        """
        view = self.queries.case(number)
        part = self._part(citizen, view.case)
        self._record(view.case, part, "cabinet")
        version = self.rules.service(view.case.process_key, view.version)
        awaited = self.look.awaiting_signature(view, version)
        return replace(
            self._case(view, part),
            papers=tuple(
                paper
                for paper in view.documents
                if paper.id not in awaited and paper.template not in BETWEEN_OFFICES
            ),
            inside=self.look.open_stages(view, version),
            links=self.queries.case_links(view.case.instance_id),
        )

    def readers(self, citizen: Citizen, number: CaseNumber) -> Sequence[Reader]:
        """Who opened the case, the newest first. Raises as `case`."""
        view = self.queries.case(number)
        self._part(citizen, view.case)
        offices = self.rules.offices()
        found = []
        for row in self.queries.case_openings(view.case.instance_id, MOST_OPENINGS):
            part = next((part for part in get_args(Part) if part == row.person), None)
            person = None if part else self.queries.person(row.person)
            grant = person.grants[0] if person is not None and person.grants else None
            reader = Reader(row.at, row.page, part)
            if grant is not None:
                reader = replace(reader, role=grant.role, office=offices.get(grant.office_id))
            found.append(reader)
        return found

    def document(
        self, citizen: Citizen, document_id: DocumentId
    ) -> tuple[StoredDocument, CaseView]:
        """A finished paper of a case of theirs. Opening it is recorded.

        Raises:
            PaperNotFound: no such paper, a case of somebody else, or a paper not signed yet.
        """
        with self.begin() as uow:
            document = uow.documents.get(document_id)
            if document is None or document.template in BETWEEN_OFFICES:
                raise PaperNotFound(f"Expected a document {document_id}")
            case, part = self._own(uow, citizen, document)
        view = self.queries.case(case.number)
        version = self.rules.service(case.process_key, view.version)
        if document_id in self.look.awaiting_signature(view, version):
            raise PaperNotFound(f"Expected document {document_id} to be finished")
        self._record(case, part, "document")
        return document, view

    def signature(
        self, citizen: Citizen, document_id: DocumentId, signature_id: SignatureId
    ) -> StoredSignature:
        """A signature of such a paper, as it came. Raises as `document`."""
        self.document(citizen, document_id)
        with self.begin() as uow:
            signed = uow.signatures.of_document(document_id)
        found = next((one for one in signed if one.id == signature_id), None)
        if found is None:
            raise PaperNotFound(f"Expected a signature {signature_id} of {document_id}")
        return found

    def upload(self, citizen: Citizen, upload_id: UploadId) -> Upload:
        """A file that was put to a case of theirs. Opening it is recorded. Raises as `document`."""
        with self.begin() as uow:
            upload = uow.uploads.get(upload_id)
            if upload is None:
                raise PaperNotFound(f"Expected an uploaded file {upload_id}")
            case, part = self._own(uow, citizen, upload)
        self._record(case, part, "upload")
        return upload

    def _part(self, citizen: Citizen, case: Case) -> Part:
        part = citizen.part_in(case)
        if part is None:
            raise CaseNotFound(f"Expected {case.number} to be a case of the citizen")
        return part

    def _own(
        self, uow: UnitOfWork, citizen: Citizen, paper: StoredDocument | Upload
    ) -> tuple[Case, Part]:
        case = uow.cases.get(paper.instance_id)
        part = citizen.part_in(case)
        if part is None:
            raise PaperNotFound(f"Expected {paper.id} to belong to a case of the citizen")
        return case, part

    def _record(self, case: Case, part: Part, page: str) -> None:
        """As the openings by staff are, in a command of its own after the reading."""
        with self.begin() as uow:
            instance = uow.instances.lock(case.instance_id)
            entry = AuditEntry(self.clock.now(), part, "case-opened", {"page": page})
            audited(uow, instance, entry)
            uow.commit()

    def _case(self, view: CaseView, part: Part) -> CabinetCase:
        case = view.case
        version = self.rules.service(case.process_key, view.version)
        edition = version.standard.edition(case.edition)
        elements = elements_of(version, self.rules)
        waits = self.queries.awaited_messages(case.instance_id)
        return CabinetCase(
            view=view,
            part=part,
            standard=version.standard,
            edition=edition,
            deadline=deadline_of(case, case.term, edition, self.rules.calendar(case.office_id)),
            stages=stages_of(elements, view),
            elements=elements,
            office=self.rules.offices().get(case.office_id),
            awaits=frozenset(told for told in get_args(Awaited) if told in waits),
        )
