"""A case file in memory: keeps what handlers give it, once per job."""

from collections.abc import Mapping
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from app.domain.identity import DocumentId, JobId
from app.domain.texts import Language, Text
from app.ports.outside import (
    DocumentNotRendered,
    Fill,
    OfficialDocument,
    Paragraphs,
    SmsReceipt,
)


class CaseFolder:
    def __init__(self) -> None:
        self.documents: dict[JobId, tuple[OfficialDocument, bytes]] = {}
        self.messages: dict[JobId, tuple[str, str, str, SmsReceipt]] = {}

    def document_text(
        self, job: JobId, template: str, values: Mapping[str, Fill]
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
        self, job: JobId, *, message: str, to: str, text: str, receipt: SmsReceipt
    ) -> None:
        self.messages.setdefault(job, (message, to, text, receipt))


class Typewriter:
    """A renderer whose pages are plain text."""

    def render(self, document: OfficialDocument, layout: bytes) -> bytes:
        words = " ".join(str(block) for body in document.bodies for block in body.paragraphs)
        return layout + b": " + words.encode()
