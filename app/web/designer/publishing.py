"""Publishing a draft with its findings in sight, and bringing an earlier version back."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.answer_times import DayUnread, NoSuchDay, typed_date
from app.domain.identity import DraftId, ProcessKey
from app.domain.models import Severity
from app.domain.people import Power
from app.domain.refusals import DomainError
from app.domain.words import long_date
from app.usecases.deploy_service import BeginsByTimer, DeploymentRefused
from app.usecases.publish_service import (
    AlreadyInForce,
    BringBack,
    EffectPast,
    NoteMissing,
    NothingToPublish,
    PublishDraft,
    ReasonMissing,
    ScenariosNotGreen,
)
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import BringBackForm, PublishForm, in_form
from app.web.services import WebServices
from app.web.sessions import me

_MENDABLE = (
    *(NoteMissing, EffectPast, NothingToPublish, ScenariosNotGreen),
    *(DeploymentRefused, BeginsByTimer, DayUnread),
)
_FIELD_OF: dict[type[DomainError], str] = {
    NoteMissing: "note",
    EffectPast: "effect",
    DayUnread: "effect",
    NoSuchDay: "effect",
    ScenariosNotGreen: "unproven",
    BeginsByTimer: "effect",
}


def publish_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/publish")
    @demands(Power.DESIGN_SERVICES)
    def publishing(draft_id: UUID) -> ResponseReturnValue:
        return _page(services, DraftId(draft_id))

    @designer.post("/designer/drafts/<uuid:draft_id>/publish")
    @demands(Power.DESIGN_SERVICES)
    def publish(draft_id: UUID) -> ResponseReturnValue:
        sent = in_form(PublishForm)
        later = sent["when"] == "later"
        try:
            day = typed_date(sent["effect"].strip()) if later else None
            command = PublishDraft(DraftId(draft_id), sent["note"], day, sent["unproven"])
            deployed = services.design.publisher.publish(me(), command)
        except _MENDABLE as refused:
            return _page(services, DraftId(draft_id), refused), HTTPStatus.UNPROCESSABLE_ENTITY
        _tell(deployed.version, day)
        return redirect(
            url_for("designer.service", key=deployed.key, version=deployed.version), 303
        )

    @designer.post("/designer/services/<key>/in-force")
    @demands(Power.DESIGN_SERVICES)
    def bring_back(key: str) -> ResponseReturnValue:
        sent = in_form(BringBackForm)
        command = BringBack(ProcessKey(key), sent["version"], sent["reason"])
        try:
            services.design.publisher.bring_back(me(), command)
        except (ReasonMissing, AlreadyInForce) as refused:
            notice("designer.not_brought_back", reason=refused.title.in_language(g.language))
        else:
            notice("designer.brought_back", n=str(sent["version"]))
        return redirect(url_for("designer.service", key=key, version=sent["version"]), 303)


def _tell(version: int, day: date | None) -> None:
    if day is None:
        notice("designer.published_now", n=str(version))
    else:
        notice("designer.published_from", n=str(version), date=long_date(day, g.language))


def _page(services: WebServices, draft_id: DraftId, refused: DomainError | None = None) -> str:
    page = services.design.desk.draft(me(), draft_id)
    findings = services.design.publisher.findings(me(), draft_id)
    return render_template(
        "designer/publish.html",
        page=page,
        draft=page.draft,
        diagrams={file.path for file in page.files if file.path.endswith(".bpmn")},
        proof=services.design.publisher.proof(me(), draft_id),
        findings=sorted(findings, key=lambda one: one.severity is Severity.WARNING),
        refusing=[one for one in findings if one.severity is not Severity.WARNING],
        refused=refused,
        wrong=_FIELD_OF.get(type(refused), "") if refused else "",
        sent=request.form,
    )
