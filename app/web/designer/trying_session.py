"""A sandbox begins, goes a step back, is written down as a scenario, and ends."""

from datetime import UTC, datetime, time
from uuid import UUID

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.calendar import office_zone
from app.domain.identity import DraftId
from app.domain.people import Power
from app.usecases.deploy_service import DeploymentRefused
from app.usecases.keep_service_drafts import SaveFile
from app.usecases.try_draft import SandboxesBusy
from app.web.designer.trying_schemas import RecordForm
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import CsrfForm, in_form
from app.web.services import WebServices
from app.web.sessions import me
from app.web.wording import local


def trial_session_routes(designer: Blueprint, services: WebServices) -> None:
    trials = services.design.trials

    @designer.post("/designer/drafts/<uuid:draft_id>/try")
    @demands(Power.DESIGN_SERVICES)
    def begin_trial(draft_id: UUID) -> ResponseReturnValue:
        """Open a sandbox, whose clock stands at ten in the morning of today."""
        in_form(CsrfForm)
        ten = datetime.combine(local(g.now).date(), time(10), office_zone()).astimezone(UTC)
        try:
            trials.begin(me(), DraftId(draft_id), ten)
        except DeploymentRefused:
            notice("trying.does_not_run")
            return redirect(url_for("designer.publishing", draft_id=draft_id), 303)
        except SandboxesBusy as busy:
            notice("trying.refused", reason=busy.title.in_language(g.language))
        return _back(draft_id)

    @designer.post("/designer/drafts/<uuid:draft_id>/try/undo")
    @demands(Power.DESIGN_SERVICES)
    def undo_in_trial(draft_id: UUID) -> ResponseReturnValue:
        in_form(CsrfForm)
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            sandbox.undo()
        return _back(draft_id)

    @designer.post("/designer/drafts/<uuid:draft_id>/try/end")
    @demands(Power.DESIGN_SERVICES)
    def end_trial(draft_id: UUID) -> ResponseReturnValue:
        in_form(CsrfForm)
        services.design.desk.draft(me(), DraftId(draft_id))
        trials.end(me(), DraftId(draft_id))
        return redirect(url_for("designer.draft", draft_id=draft_id), 303)

    @designer.post("/designer/drafts/<uuid:draft_id>/try/record")
    @demands(Power.DESIGN_SERVICES)
    def record_trial(draft_id: UUID) -> ResponseReturnValue:
        sent = in_form(RecordForm)
        path = f"scenarios/{sent['name']}.yaml"
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            title = sent["title"].strip() or sent["name"]
            written = sandbox.written(title, with_expectations=bool(sent["expecting"]))
        there = services.design.desk.draft(me(), DraftId(draft_id)).files
        if any(file.path == path for file in there):
            notice("trying.name_taken", name=path)
            return _back(draft_id)
        services.design.drafts.save(me(), SaveFile(DraftId(draft_id), path, written.encode(), 0))
        notice("trying.recorded", name=path)
        return redirect(url_for("designer.scenario", draft_id=draft_id, path=path), 303)


def _back(draft_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("designer.trial", draft_id=draft_id), 303)
