"""A decision table of a draft, asked with sample data: nothing is kept."""

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.decisions import UnknownDecision
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Power
from app.safe_xml import UnreadableModel
from app.usecases.try_decision import Askable, DecisionTried
from app.web.designer.files import FileKind, kind_of
from app.web.designer.shapes import DecisionForm, DecisionQuery
from app.web.permissions import demands
from app.web.schemas import in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me


def decision_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/decide/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def decision(draft_id: UUID, path: str) -> ResponseReturnValue:
        wanted = in_query(DecisionQuery)["decision"]
        offered = _offered(services, draft_id, path)
        chosen = next((one for one in offered if one.id == wanted), offered[0] if offered else None)
        sample = chosen.sample if chosen is not None else ""
        return _page(services, draft_id, path, offered, wanted, sample)

    @designer.post("/designer/drafts/<uuid:draft_id>/decide/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def decide(draft_id: UUID, path: str) -> ResponseReturnValue:
        sent = in_form(DecisionForm)
        offered = _offered(services, draft_id, path)
        asked = (sent["decision"], sent["sample"])
        try:
            tried = services.design.decisions.ask(me(), DraftId(draft_id), path, *asked)
        except UnknownDecision:
            abort(HTTPStatus.NOT_FOUND)
        except FormInvalid as invalid:
            page = _page(services, draft_id, path, offered, *asked, problems=invalid.problems)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(services, draft_id, path, offered, *asked, tried=tried)


def _offered(services: WebServices, draft_id: UUID, path: str) -> tuple[Askable, ...]:
    """Decisions of the file; none where it cannot be read: what is wrong stands above its text."""
    if kind_of(path) is not FileKind.DECISION:
        abort(HTTPStatus.NOT_FOUND)
    try:
        return services.design.decisions.askable(me(), DraftId(draft_id), path)
    except UnreadableModel:
        return ()


def _page(
    services: WebServices,
    draft_id: UUID,
    path: str,
    offered: Sequence[Askable],
    decision: str,
    sample: str,
    *,
    problems: Sequence[Problem] = (),
    tried: DecisionTried | None = None,
) -> str:
    page = services.design.desk.draft(me(), DraftId(draft_id))
    return render_template(
        "designer/decision.html",
        page=page,
        draft=page.draft,
        path=path,
        offered=offered,
        decision=decision,
        sample=sample,
        problems=problems,
        tried=tried,
    )
