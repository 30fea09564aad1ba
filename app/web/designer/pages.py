"""The designer: services and their versions, drafts, archives."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import ProcessKey
from app.domain.people import Power
from app.usecases.service_archive import LARGEST_ARCHIVE, ArchiveRefused
from app.web.designer.answering import as_file
from app.web.designer.comparing import compare_routes
from app.web.designer.copying import copy_routes
from app.web.designer.deciding import decision_routes
from app.web.designer.decision_files import decision_file_routes
from app.web.designer.document_editing import document_routes
from app.web.designer.document_making import document_making_routes
from app.web.designer.drafts import draft_routes
from app.web.designer.editing import edit_routes
from app.web.designer.edition_editing import edition_routes
from app.web.designer.files import by_kind, kind_of, names_in
from app.web.designer.form_editing import form_routes
from app.web.designer.linting import lint_routes
from app.web.designer.message_editing import message_routes
from app.web.designer.publishing import publish_routes
from app.web.designer.removing import removal_routes
from app.web.designer.scenarios import scenario_routes
from app.web.designer.standard_editing import standard_routes
from app.web.designer.table_editing import table_routes
from app.web.designer.texting import text_routes
from app.web.designer.trying import trial_routes
from app.web.designer.trying_papers import trial_paper_routes
from app.web.designer.trying_session import trial_session_routes
from app.web.designer.trying_tasks import trial_task_routes
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import BeginDraftForm, TakeInForm, VersionQuery, in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me


def designer_pages(services: WebServices) -> Blueprint:
    designer = Blueprint("designer", __name__)
    _list_routes(designer, services)
    _version_routes(designer, services)
    copy_routes(designer, services)
    draft_routes(designer, services)
    edit_routes(designer, services)
    form_routes(designer, services)
    message_routes(designer, services)
    document_routes(designer, services)
    document_making_routes(designer, services)
    standard_routes(designer, services)
    edition_routes(designer, services)
    decision_routes(designer, services)
    decision_file_routes(designer, services)
    table_routes(designer, services)
    text_routes(designer, services)
    removal_routes(designer, services)
    scenario_routes(designer, services)
    trial_routes(designer, services)
    trial_session_routes(designer, services)
    trial_paper_routes(designer, services)
    trial_task_routes(designer, services)
    publish_routes(designer, services)
    compare_routes(designer, services)
    lint_routes(designer, services)
    return designer


def _list_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer")
    @demands(Power.DESIGN_SERVICES)
    def index() -> ResponseReturnValue:
        return _index(services)

    @designer.post("/designer/archives")
    @demands(Power.DESIGN_SERVICES)
    def take_in() -> ResponseReturnValue:
        title = in_form(TakeInForm)["title"].strip()
        sent = request.files.get("archive")
        # A byte more than is taken is enough to know that it is too much.
        content = sent.stream.read(LARGEST_ARCHIVE + 1) if sent is not None else b""
        try:
            taken = services.design.drafts.take_in(me(), content, title)
        except ArchiveRefused as refused:
            return _index(services, refused), 422
        if taken.left_out:
            notice("designer.taken_in_without", names=", ".join(taken.left_out[:5]))
        else:
            notice("designer.taken_in")
        return redirect(url_for("designer.draft", draft_id=taken.draft.id), 303)


def _index(services: WebServices, refused: ArchiveRefused | None = None) -> str:
    return render_template(
        "designer/services.html",
        lines=services.design.desk.services(me()),
        refused=None if refused is None else refused.reason,
    )


def _version_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/services/<key>")
    @demands(Power.DESIGN_SERVICES)
    def service(key: str) -> ResponseReturnValue:
        version = in_query(VersionQuery)["version"]
        page = services.design.desk.service(me(), ProcessKey(key), version)
        return render_template(
            "designer/service.html",
            page=page,
            service=page.service,
            files=by_kind(page.service.files, dict(names_in(page.service))),
        )

    @designer.get("/designer/services/<key>/<int:version>.zip")
    @demands(Power.DESIGN_SERVICES)
    def archive(key: str, version: int) -> ResponseReturnValue:
        content = services.design.desk.archive(me(), ProcessKey(key), version)
        return as_file(content, "application/zip", f"{key}-{version}.zip")

    @designer.get("/designer/services/<key>/<int:version>/files/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def file(key: str, version: int, path: str) -> ResponseReturnValue:
        content = services.design.desk.file(me(), ProcessKey(key), version, path)
        page = services.design.desk.service(me(), ProcessKey(key), version)
        return render_template(
            "designer/file.html",
            page=page,
            service=page.service,
            path=path,
            kind=kind_of(path),
            text=content.decode(errors="replace"),
        )

    @designer.get("/designer/services/<key>/<int:version>/raw/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def raw(key: str, version: int, path: str) -> ResponseReturnValue:
        content = services.design.desk.file(me(), ProcessKey(key), version, path)
        return as_file(content, "application/octet-stream", path.rpartition("/")[2])

    @designer.post("/designer/services/<key>/drafts")
    @demands(Power.DESIGN_SERVICES)
    def begin_draft(key: str) -> ResponseReturnValue:
        sent = in_form(BeginDraftForm)
        draft = services.design.drafts.begin_draft(
            me(), ProcessKey(key), sent["version"], sent["title"].strip()
        )
        return redirect(url_for("designer.draft", draft_id=draft.id), 303)
