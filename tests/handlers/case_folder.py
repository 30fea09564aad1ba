"""A case file in memory: keeps what handlers give it, once per job."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from app.domain.identity import DocumentId, JobId, OfficeId
from app.domain.texts import Language, Text
from app.ports.outside import (
    DocumentNotRendered,
    Fill,
    MessageChannel,
    OfficialDocument,
    Paragraphs,
)
from app.ports.state_systems import CaseReference, Receipt, SignedPaper

REACHED_AT = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
"""When the case reached its job."""


class CaseFolder:
    def __init__(self) -> None:
        self.documents: dict[JobId, tuple[OfficialDocument, bytes]] = {}
        self.messages: dict[JobId, tuple[str, str, str, Receipt, MessageChannel]] = {}
        self.applicant = "580412400174"

    def document_text(
        self,
        job: JobId,
        template: str,
        values: Mapping[str, Fill],
        office: OfficeId | None = None,
    ) -> OfficialDocument:
        if template != "reasoned-refusal":
            raise DocumentNotRendered(template)
        return OfficialDocument(
            template=template,
            number="Х-15/2026",
            case_number="ЖК-2026-000041",
            dated=date(2026, 12, 8),
            office=Text("Жұмыспен қамту бөлімі"),
            signer="Нұрланов Б.",
            edition_notice=Text(""),
            verify_code="7K2M-9QXT-HD4R-W0ZC-5VBN-81GP",
            verify_url="https://qadam.example/verify/7K2M-9QXT-HD4R-W0ZC-5VBN-81GP",
            bodies=[Paragraphs("kk", "Бас тарту", [str(values["reason"])])],
        )

    def layout(self, job: JobId) -> bytes:
        return b"layout"

    def message_text(
        self, job: JobId, message: str, language: Language, values: Mapping[str, Fill]
    ) -> str:
        return f"{message}/{language}/{','.join(map(str, values.values()))}"

    def keep_document(self, job: JobId, document: OfficialDocument, pdf: bytes) -> DocumentId:
        self.documents.setdefault(job, (document, pdf))
        return DocumentId(uuid5(NAMESPACE_URL, str(job)))

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
        self.messages.setdefault(job, (message, to, text, receipt, channel))

    def reference(self, job: JobId) -> CaseReference:
        return CaseReference(
            number="ЖК-2026-000041",
            service="personal-assistant",
            service_name=Text("Жеке көмекші", "Индивидуальный помощник", "Personal assistant"),
            office="almaty-bostandyk",
            office_name=Text("Бостандық бөлімі", "Отдел Бостандык", "Bostandyk department"),
            channel="egov_portal",
            applicant_iin=self.applicant,
            registered_at=REACHED_AT - timedelta(days=3),
            due_on=date(2026, 12, 8),
        )

    def moment(self, job: JobId) -> datetime:
        return REACHED_AT

    def language(self, job: JobId) -> Language:
        return "ru"

    def signed_paper(self, job: JobId, document: str) -> SignedPaper:
        if document != "result":
            raise DocumentNotRendered("the case has no document of this id")
        return SignedPaper("notice.pdf", b"%PDF", hashlib.sha256(b"%PDF").hexdigest(), (b"cms",))


class Typewriter:
    """A renderer whose pages are plain text."""

    def render(self, document: OfficialDocument, layout: bytes) -> bytes:
        words = " ".join(str(block) for body in document.bodies for block in body.paragraphs)
        return layout + b": " + words.encode()
