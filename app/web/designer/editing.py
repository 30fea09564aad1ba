"""The diagram editor's page."""

from uuid import UUID

from flask import Blueprint, abort, make_response, render_template
from flask.typing import ResponseReturnValue

from app.domain.identity import DraftId
from app.domain.models import is_diagram
from app.domain.people import Power
from app.usecases.draft_choices import choices_of
from app.web.designer.editor_config import editor_config
from app.web.headers import EDITOR_POLICY
from app.web.permissions import demands
from app.web.services import WebServices
from app.web.sessions import me


def edit_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/edit/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def edit(draft_id: UUID, path: str) -> ResponseReturnValue:
        page = services.design.desk.draft(me(), DraftId(draft_id))
        if not is_diagram(path) or path not in {file.path for file in page.files}:
            abort(404)
        choices = choices_of(page, services.design.desk.read_yaml)
        config = editor_config(page, path, services.design.topics, choices)
        body = render_template(
            "designer/editor.html", page=page, draft=page.draft, path=path, config=config
        )
        answer = make_response(body)
        # The editor sets styles of its own; nowhere else may a page do so.
        answer.headers["Content-Security-Policy"] = EDITOR_POLICY
        return answer
