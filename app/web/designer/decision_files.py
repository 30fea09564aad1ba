"""Decision tables of a draft are made and copied: works without script."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid
from app.domain.identity import DraftId
from app.domain.people import Power
from app.domain.texts import LANGUAGES, Text
from app.safe_xml import UnreadableModel
from app.usecases.keep_decisions import MakeDecision
from app.web.catalogue import say
from app.web.designer.shapes import MakeDecisionForm, MakeDecisionQuery
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me


def decision_file_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/decisions/new")
    @demands(Power.DESIGN_SERVICES)
    def new_decision(draft_id: UUID) -> ResponseReturnValue:
        asked = in_query(MakeDecisionQuery)
        return _form(services, DraftId(draft_id), asked, {})

    @designer.post("/designer/drafts/<uuid:draft_id>/decisions/new")
    @demands(Power.DESIGN_SERVICES)
    def make_decision(draft_id: UUID) -> ResponseReturnValue:
        sent = in_form(MakeDecisionForm)
        name = Text(*(" ".join(sent[f"name_{language}"].split()) for language in LANGUAGES))
        command = MakeDecision(
            DraftId(draft_id), sent["key"].strip(), name, (sent["path"], sent["decision"])
        )
        try:
            path = services.design.tables.make(me(), command)
        except FormInvalid as invalid:
            wrong = {problem.key: problem.message for problem in invalid.problems}
            page = _form(services, DraftId(draft_id), sent, wrong)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        except UnreadableModel:
            notice("designer.decision_unreadable")
            return redirect(url_for("designer.draft", draft_id=draft_id), 303)
        notice("designer.decision_made")
        return redirect(url_for("designer.decision", draft_id=draft_id, path=path), 303)


def _form(
    services: WebServices, draft_id: DraftId, sent: dict[str, str], wrong: dict[str, Text]
) -> str:
    page = services.design.desk.draft(me(), draft_id)
    if sent["path"]:
        services.design.desk.draft_file(me(), draft_id, sent["path"])
    labels = {"key": say("designer.decision_key", g.language)}
    for language in LANGUAGES:
        told = say(f"designer.in_{language}", g.language)
        labels[f"name_{language}"] = f"{say('designer.entry_name', g.language)}, {told}"
    return render_template(
        "designer/decision_new.html",
        page=page,
        draft=page.draft,
        values=sent,
        wrong=wrong,
        labels=labels,
    )
