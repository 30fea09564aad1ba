"""Files of a draft that have no editor of their own yet, changed as text: works without script."""

from http import HTTPStatus
from pathlib import PurePosixPath
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import DraftId
from app.domain.people import Power
from app.domain.service_drafts import DraftFile, DraftFileChanged
from app.usecases.design_desk import ServiceFileNotFound
from app.usecases.keep_service_drafts import SaveFile
from app.usecases.service_archive import KEPT
from app.web.designer.conflicts import told_conflict
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import NewFileQuery, TextForm, in_form, in_query, is_service_path
from app.web.services import WebServices
from app.web.sessions import me


def text_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/text")
    @demands(Power.DESIGN_SERVICES)
    def new_file(draft_id: UUID) -> ResponseReturnValue:
        path = in_query(NewFileQuery)["path"].strip()
        if not _is_text(path):
            services.design.desk.draft(me(), DraftId(draft_id))
            notice("designer.no_such_kind", kinds=", ".join(sorted(KEPT)))
            return redirect(url_for("designer.draft", draft_id=draft_id), 303)
        return redirect(url_for("designer.text", draft_id=draft_id, path=path), 303)

    @designer.get("/designer/drafts/<uuid:draft_id>/text/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def text(draft_id: UUID, path: str) -> ResponseReturnValue:
        found = _found(services, draft_id, path)
        return _page(services, draft_id, path, _decoded(found), found.revision if found else 0)

    @designer.post("/designer/drafts/<uuid:draft_id>/text/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def save_text(draft_id: UUID, path: str) -> ResponseReturnValue:
        sent = in_form(TextForm)
        found = _found(services, draft_id, path)
        # Browsers send every line's end as two characters, whatever the file has.
        typed = sent["text"].replace("\r\n", "\n")
        if found is not None and b"\r\n" in found.content:
            typed = typed.replace("\n", "\r\n")
        command = SaveFile(DraftId(draft_id), path, typed.encode(), sent["revision"])
        if sent["keep"]:
            made = services.design.drafts.split(me(), command)
            return redirect(url_for("designer.draft", draft_id=made.id), 303)
        try:
            services.design.drafts.save(me(), command)
        except DraftFileChanged as changed:
            told = told_conflict(changed, services)
            page = _page(services, draft_id, path, typed, sent["revision"], told)
            return page, HTTPStatus.CONFLICT
        notice("designer.text_saved")
        return redirect(url_for("designer.text", draft_id=draft_id, path=path), 303)


def _is_text(path: str) -> bool:
    return is_service_path(path) and PurePosixPath(path).suffix in KEPT


def _found(services: WebServices, draft_id: UUID, path: str) -> DraftFile | None:
    """The file, or None where it is to be new."""
    if not _is_text(path):
        abort(HTTPStatus.NOT_FOUND)
    try:
        return services.design.desk.draft_file(me(), DraftId(draft_id), path)
    except ServiceFileNotFound:
        return None


def _decoded(found: DraftFile | None) -> str:
    if found is None:
        return ""
    try:
        return found.content.decode()
    except UnicodeDecodeError:
        # Typed text would not give the same bytes back.
        abort(HTTPStatus.NOT_FOUND)


def _page(
    services: WebServices,
    draft_id: UUID,
    path: str,
    typed: str,
    revision: int,
    conflict: str = "",
) -> str:
    page = services.design.desk.draft(me(), DraftId(draft_id))
    findings = services.design.publisher.findings(me(), DraftId(draft_id)) if revision else ()
    return render_template(
        "designer/text.html",
        page=page,
        draft=page.draft,
        path=path,
        typed=typed,
        revision=revision,
        conflict=conflict,
        findings=[one for one in findings if one.file == path],
    )
