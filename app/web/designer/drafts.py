"""Drafts: the page that they are worked on, saving as one works, splitting off, deleting."""

from functools import partial
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from app.domain.identity import DraftId
from app.domain.models import SHARED
from app.domain.people import Power
from app.domain.service_drafts import DraftFileChanged
from app.usecases.draft_choices import DOCUMENTS
from app.usecases.keep_service_drafts import LARGEST_FILE, SaveFile
from app.usecases.names_of_files import names_of_files
from app.usecases.remove_file import is_needed
from app.web import wording
from app.web.catalogue import say
from app.web.designer.answering import as_file
from app.web.designer.conflicts import told_conflict
from app.web.designer.files import FileKind, ListedFile, by_kind
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import CsrfForm, SaveQuery, in_form, in_query, is_service_path
from app.web.services import WebServices
from app.web.sessions import me

EDITORS = {
    FileKind.DIAGRAM: "designer.edit",
    FileKind.FORM: "designer.form",
    FileKind.MESSAGE: "designer.messages",
    FileKind.DECISION: "designer.decision",
}
"""By what a file is for; the rest opens as text."""
MADE = frozenset({FileKind.DECISION, FileKind.DOCUMENT})


def draft_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>")
    @demands(Power.DESIGN_SERVICES)
    def draft(draft_id: UUID) -> ResponseReturnValue:
        page = services.design.desk.draft(me(), DraftId(draft_id))
        contents = {file.path: file.content for file in page.files}
        found = by_kind(contents, names_of_files(contents, services.design.desk.read_yaml))
        # Some can be made even where there are none yet.
        kinds = [kind for kind in FileKind if kind in found or kind in MADE]
        logins = dict.fromkeys((page.draft.begun_by, *(file.saved_by for file in page.files)))
        return render_template(
            "designer/draft.html",
            page=page,
            draft=page.draft,
            files={kind: found.get(kind, []) for kind in kinds},
            opens=partial(_opens, draft_id),
            needed=[path for path in contents if is_needed(path, page)],
            savers=[page.people.get(login, login) for login in logins],
        )

    @designer.get("/designer/drafts/<uuid:draft_id>.zip")
    @demands(Power.DESIGN_SERVICES)
    def draft_archive(draft_id: UUID) -> ResponseReturnValue:
        key, content = services.design.desk.draft_archive(me(), DraftId(draft_id))
        return as_file(content, "application/zip", f"{key}.zip")

    @designer.get("/designer/drafts/<uuid:draft_id>/raw/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def draft_raw(draft_id: UUID, path: str) -> ResponseReturnValue:
        found = services.design.desk.draft_file(me(), DraftId(draft_id), path)
        answer = as_file(found.content, "application/octet-stream", path.rpartition("/")[2])
        answer.headers["X-Revision"] = str(found.revision)
        return answer

    @designer.post("/designer/drafts/<uuid:draft_id>/files/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def save_file(draft_id: UUID, path: str) -> ResponseReturnValue:
        try:
            saved = services.design.drafts.save(me(), _sent(draft_id, path))
        except DraftFileChanged as changed:
            revision = changed.facts.get("revision", 0)
            message = told_conflict(changed, services)
            return {"message": message, "revision": revision}, HTTPStatus.CONFLICT
        at = wording.moment_words(saved.saved_at, g.now, g.language)
        message = wording.bind(say("designer.saved", g.language, at=at))
        return {"revision": saved.revision, "message": message}

    @designer.post("/designer/drafts/<uuid:draft_id>/split/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def split_draft(draft_id: UUID, path: str) -> ResponseReturnValue:
        made = services.design.drafts.split(me(), _sent(draft_id, path))
        return {"address": url_for("designer.draft", draft_id=made.id)}, HTTPStatus.CREATED

    @designer.post("/designer/drafts/<uuid:draft_id>/delete")
    @demands(Power.DESIGN_SERVICES)
    def drop_draft(draft_id: UUID) -> ResponseReturnValue:
        in_form(CsrfForm)
        services.design.drafts.drop(me(), DraftId(draft_id))
        notice("designer.draft_deleted")
        return redirect(url_for("designer.index"), 303)


def _opens(draft_id: UUID, file: ListedFile) -> str:
    """Address at which the file is worked on."""
    if file.kind is FileKind.STANDARD:
        return url_for("designer.standard", draft_id=draft_id)
    if file.path.removeprefix(SHARED) == DOCUMENTS:
        return url_for("designer.documents", draft_id=draft_id, path=file.path)
    endpoint = EDITORS.get(file.kind, "designer.text")
    return url_for(endpoint, draft_id=draft_id, path=file.path)


def _sent(draft_id: UUID, path: str) -> SaveFile:
    """The body is the file itself."""
    request.max_content_length = LARGEST_FILE + 1
    if not is_service_path(path):
        raise ValidationError("Expected a path within the service's folder", "path")
    revision = in_query(SaveQuery)["revision"]
    return SaveFile(DraftId(draft_id), path, request.get_data(cache=False), revision)
