"""Trying a draft out: the page of a sandbox, and what is done in it beside the tasks."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Power
from app.domain.refusals import DomainError
from app.usecases.try_draft import Sandbox, SandboxNotOpen
from app.web.designer.trying_desk import case_variables, start_variables
from app.web.designer.trying_schemas import TrialQuery
from app.web.designer.trying_steps import begin_step, step_sent, told_steps
from app.web.form_answers import Typed
from app.web.form_deeds import is_form_deed, typed_now
from app.web.form_view import form_view
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import in_query
from app.web.services import WebServices
from app.web.sessions import me


def trial_routes(designer: Blueprint, services: WebServices) -> None:
    trials = services.design.trials

    @designer.get("/designer/drafts/<uuid:draft_id>/try")
    @demands(Power.DESIGN_SERVICES)
    def trial(draft_id: UUID) -> ResponseReturnValue:
        applicant = in_query(TrialQuery)["applicant"]
        try:
            with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
                return _page(services, draft_id, sandbox, applicant=applicant)
        except SandboxNotOpen:
            draft = services.design.desk.draft(me(), DraftId(draft_id)).draft
            return render_template("designer/try_closed.html", draft=draft)

    @designer.post("/designer/drafts/<uuid:draft_id>/try/start")
    @demands(Power.DESIGN_SERVICES)
    def start_in_trial(draft_id: UUID) -> ResponseReturnValue:
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            start = sandbox.start_form()
            answers = typed_now(start.form)
            if is_form_deed():
                return _page(services, draft_id, sandbox, answers=answers)
            try:
                sandbox.take(begin_step(start, answers))
            except FormInvalid as invalid:
                page = _page(
                    services, draft_id, sandbox, answers=answers, problems=invalid.problems
                )
                return page, HTTPStatus.UNPROCESSABLE_ENTITY
            except DomainError as refused:
                _tell(refused)
                return _page(services, draft_id, sandbox, answers=answers), HTTPStatus.CONFLICT
        return _back(draft_id)

    @designer.post("/designer/drafts/<uuid:draft_id>/try/fields")
    @demands(Power.DESIGN_SERVICES)
    def trial_start_fields(draft_id: UUID) -> ResponseReturnValue:
        """The fields of the application that the answers so far show."""
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            form = sandbox.start_form().form
        view = form_view(form, typed_now(form), {})
        return render_template("form_fields.html", form=view, task=None, signing={})

    @designer.post("/designer/drafts/<uuid:draft_id>/try/steps")
    @demands(Power.DESIGN_SERVICES)
    def step_in_trial(draft_id: UUID) -> ResponseReturnValue:
        """Time passes, a system breaks or is mended, somebody outside sends something."""
        step = step_sent()
        with trials.at_hand(me(), DraftId(draft_id)) as sandbox:
            try:
                sandbox.take(step)
            except DomainError as refused:
                _tell(refused)
        return _back(draft_id)


def _back(draft_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("designer.trial", draft_id=draft_id), 303)


def _tell(refused: DomainError) -> None:
    notice("trying.refused", reason=refused.title.in_language(g.language))


def _page(
    services: WebServices,
    draft_id: UUID,
    sandbox: Sandbox,
    *,
    applicant: str = "",
    answers: Typed | None = None,
    problems: tuple[Problem, ...] = (),
) -> str:
    draft = services.design.desk.draft(me(), DraftId(draft_id)).draft
    # All words of time on the page are those of the sandbox.
    g.now = sandbox.now()
    is_fresh = services.design.trials.is_of_these_files(me(), DraftId(draft_id))
    around = {"draft": draft, "steps": told_steps(sandbox, g.language), "is_fresh": is_fresh}
    case = sandbox.case()
    if case is not None:
        return render_template("designer/try.html", **around, **case_variables(sandbox, case))
    start = start_variables(sandbox, applicant=applicant, answers=answers, problems=problems)
    return render_template("designer/try_start.html", sent=request.form, **around, **start)
