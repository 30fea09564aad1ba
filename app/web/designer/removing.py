"""A file of a draft is taken out, after the page has told who uses it: works without script."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import DraftId
from app.domain.models import is_diagram
from app.domain.people import Power
from app.domain.service_drafts import DraftFileChanged
from app.usecases.remove_file import is_needed
from app.usecases.uses_of_files import Use
from app.web.designer.conflicts import told_conflict
from app.web.designer.files import kind_of
from app.web.designer.shapes import RemoveFileForm
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import in_form
from app.web.services import WebServices
from app.web.sessions import me


def removal_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/remove/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def removing(draft_id: UUID, path: str) -> ResponseReturnValue:
        return _page(services, DraftId(draft_id), path)

    @designer.post("/designer/drafts/<uuid:draft_id>/remove/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def remove(draft_id: UUID, path: str) -> ResponseReturnValue:
        sent = in_form(RemoveFileForm)
        try:
            services.design.remover.remove(me(), DraftId(draft_id), path, sent["revision"])
        except DraftFileChanged as changed:
            told = told_conflict(changed, services)
            return _page(services, DraftId(draft_id), path, told), HTTPStatus.CONFLICT
        notice("designer.file_removed", name=path)
        return redirect(url_for("designer.draft", draft_id=draft_id), 303)


def _page(services: WebServices, draft_id: DraftId, path: str, conflict: str = "") -> str:
    page = services.design.desk.draft(me(), draft_id)
    file = services.design.desk.draft_file(me(), draft_id, path)
    uses = services.design.remover.uses(me(), draft_id, path)
    return render_template(
        "designer/removing.html",
        page=page,
        draft=page.draft,
        path=path,
        kind=kind_of(path),
        revision=file.revision,
        uses=[(use, _address(draft_id, use)) for use in uses],
        is_needed=is_needed(path, page),
        conflict=conflict,
    )


def _address(draft_id: DraftId, use: Use) -> str:
    """Where the use is looked at; empty where the platform itself opens the file."""
    if not use.path:
        return ""
    if is_diagram(use.path):
        return url_for("designer.edit", draft_id=draft_id, path=use.path, _anchor=use.element)
    return url_for("designer.document", draft_id=draft_id, path=use.path, id=use.element)
