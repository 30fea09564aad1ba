"""The cabinet: my applications, one of them, its papers, and who opened it."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from app.domain.identity import CaseNumber, DocumentId, UploadId
from app.domain.people import ROLE_NAMES
from app.domain.signatures import SignatureId
from app.domain.texts import Language
from app.usecases.read_cabinet import CabinetCase, Reader
from app.web import wording
from app.web.cabinet.applying import application_routes
from app.web.cabinet.case_page import case_answer
from app.web.cabinet.deeds import deed_routes
from app.web.cabinet.entrance import entrance_routes
from app.web.cabinet.key_entrance import key_routes
from app.web.cabinet.session import citizen
from app.web.cabinet.standing import Standing, standing_of
from app.web.catalogue import say
from app.web.papers.files import SIGNATURE_TYPE, file_answer
from app.web.papers.paper import read_paper
from app.web.permissions import citizens_own
from app.web.services import WebServices


@dataclass(frozen=True, slots=True)
class Row:
    """A case of the list."""

    case: CabinetCase
    standing: Standing


@dataclass(frozen=True, slots=True)
class ReaderLine:
    at: str
    who: str
    why: str


def cabinet_pages(services: WebServices, limiter: Limiter) -> Blueprint:
    """Behind a sign-in of its own: see `session`."""
    pages = Blueprint("cabinet", __name__, url_prefix="/cabinet")
    entrance_routes(pages, services, limiter)
    key_routes(pages, services, limiter)
    deed_routes(pages, services)
    application_routes(pages, services, limiter)
    desk = services.cabinet.desk

    @pages.get("")
    @citizens_own
    def show() -> ResponseReturnValue:
        rows = [Row(one, standing_of(one, services, g.language)) for one in desk.cases(citizen())]
        # What waits for an answer stands first; else as they came.
        rows.sort(key=lambda row: ("is-asking", "is-going", "is-over").index(row.standing.look))
        return render_template("cabinet/cases.html", rows=rows)

    @pages.get("/cases/<number>")
    @citizens_own
    def case(number: str) -> ResponseReturnValue:
        return case_answer(services, CaseNumber(number))

    @pages.get("/cases/<number>/readers")
    @citizens_own
    def readers(number: str) -> ResponseReturnValue:
        found = desk.case(citizen(), CaseNumber(number))
        told = (
            _reader_line(found, reader, g.language)
            for reader in desk.readers(citizen(), CaseNumber(number))
        )
        # Whoever looks again within the minute adds nothing to what is said.
        lines = [line for line, _ in groupby(told)]
        return render_template("cabinet/readers.html", case=found.view.case, readers=lines)

    @pages.get("/documents/<uuid:document_id>")
    @citizens_own
    def document(document_id: UUID) -> ResponseReturnValue:
        stored, view = desk.document(citizen(), DocumentId(document_id))
        row = next(one for one in view.documents if one.id == stored.id)
        paper = read_paper(stored.words)
        return render_template(
            "cabinet/document.html",
            stored=stored,
            paper=paper,
            case=view.case,
            document=row,
            complaint=services.case_links(view.case.instance_id).contested_acts.get(stored.id),
        )

    @pages.get("/documents/<uuid:document_id>.pdf")
    @citizens_own
    def pdf(document_id: UUID) -> ResponseReturnValue:
        stored, view = desk.document(citizen(), DocumentId(document_id))
        return file_answer(stored.pdf, "application/pdf", f"{view.case.number}.pdf", "attachment")

    @pages.get("/documents/<uuid:document_id>/<uuid:signature_id>.p7s")
    @citizens_own
    def signature(document_id: UUID, signature_id: UUID) -> ResponseReturnValue:
        found = desk.signature(citizen(), DocumentId(document_id), SignatureId(signature_id))
        return file_answer(found.cms, SIGNATURE_TYPE, f"{signature_id}.p7s", "attachment")

    @pages.get("/uploads/<uuid:upload_id>")
    @citizens_own
    def upload(upload_id: UUID) -> ResponseReturnValue:
        found = desk.upload(citizen(), UploadId(upload_id))
        return file_answer(found.content, found.media_type, found.file_name, "attachment")

    return pages


def _reader_line(found: CabinetCase, reader: Reader, language: Language) -> ReaderLine:
    at = wording.moment_words(reader.at, g.now, language)
    why = _why(found, reader.page, language)
    return ReaderLine(at[:1].upper() + at[1:], _who(found, reader, language), why)


def _who(found: CabinetCase, reader: Reader, language: Language) -> str:
    if reader.part is not None:
        key = "you" if reader.part == found.part else reader.part
        return say(f"cabinet.reader_{key}", language)
    if reader.role is None or reader.office is None:
        return say("cabinet.reader_gone", language)
    role = ROLE_NAMES[reader.role].in_language(language)
    return f"{role}, {reader.office.name.in_language(language)}"


def _why(found: CabinetCase, page: str, language: Language) -> str:
    kind, _, element_id = page.partition(":")
    element = next((e for key, e in found.elements.items() if key == element_id), None)
    if kind == "task" and element is not None:
        return say("cabinet.why_task", language, task=element.name.in_language(language))
    known = {"case", "document", "upload", "complaint", "cabinet"}
    return say(f"cabinet.why_{kind if kind in known else 'case'}", language)
