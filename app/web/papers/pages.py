"""Official documents as a plain page and as PDF, and files that people sent."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.domain.identity import DocumentId, UploadId
from app.domain.people import Power
from app.domain.signatures import SignatureId
from app.web.papers.files import SIGNATURE_TYPE, file_answer
from app.web.papers.paper import read_paper
from app.web.permissions import demands
from app.web.services import WebServices
from app.web.sessions import me


def paper_pages(services: WebServices) -> Blueprint:
    papers = Blueprint("papers", __name__)

    @papers.get("/documents/<uuid:document_id>")
    @demands(Power.SEE_CASE)
    def document(document_id: UUID) -> ResponseReturnValue:
        stored, case = services.document(me(), DocumentId(document_id))
        paper = read_paper(stored.words)
        row = next(one for one in case.documents if one.id == stored.id)
        return render_template(
            "document.html",
            stored=stored,
            paper=paper,
            case=case.case,
            document=row,
            papers=services.paper_states(case),
            complaint=services.case_links(case.case.instance_id).contested_acts.get(stored.id),
        )

    @papers.get("/documents/<uuid:document_id>.pdf")
    @demands(Power.SEE_CASE)
    def pdf(document_id: UUID) -> ResponseReturnValue:
        stored, case = services.document(me(), DocumentId(document_id))
        return file_answer(stored.pdf, "application/pdf", f"{case.case.number}.pdf", "inline")

    @papers.get("/documents/<uuid:document_id>/<uuid:signature_id>.p7s")
    @demands(Power.SEE_CASE)
    def signature(document_id: UUID, signature_id: UUID) -> ResponseReturnValue:
        found = services.signature(me(), DocumentId(document_id), SignatureId(signature_id))
        return file_answer(found.cms, SIGNATURE_TYPE, f"{signature_id}.p7s", "attachment")

    @papers.get("/uploads/<uuid:upload_id>")
    @demands(Power.SEE_CASE)
    def upload(upload_id: UUID) -> ResponseReturnValue:
        sent = services.upload(me(), UploadId(upload_id))
        return file_answer(sent.content, sent.media_type, sent.file_name, "attachment")

    return papers
