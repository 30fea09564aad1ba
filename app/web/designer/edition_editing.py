"""Editions of a draft's service standard as a form: from which day which rules hold."""

from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.editions import EditionStanding
from app.domain.forms import Problem
from app.domain.identity import DraftId
from app.domain.people import Power
from app.domain.texts import LANGUAGES, Text
from app.usecases.change_edition import EditionsDraft, EditionTyped, WriteEdition
from app.web.catalogue import say
from app.web.designer.problems_by_field import by_field, labels_of
from app.web.designer.shapes import EditionForm, MessageQuery, RemoveEditionForm
from app.web.designer.standard_saving import removed, written
from app.web.permissions import demands
from app.web.schemas import in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me

LABELS = {
    "id": "edition_id",
    "standing": "edition_standing",
    "effective_from": "edition_effective_from",
    "effective_to": "edition_effective_to",
    "rules_of": "edition_rules_of",
}
"""Of the fields that are told once, as keys of the catalogue."""


def edition_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/standard/edition")
    @demands(Power.DESIGN_SERVICES)
    def edition(draft_id: UUID) -> ResponseReturnValue:
        name = in_query(MessageQuery)["id"]
        found = _opened(services, draft_id)
        typed = found.named(name) if name else EditionTyped("")
        if typed is None:
            abort(HTTPStatus.NOT_FOUND)
        return _page(services, draft_id, found, typed, name)

    @designer.post("/designer/drafts/<uuid:draft_id>/standard/edition")
    @demands(Power.DESIGN_SERVICES)
    def write_edition(draft_id: UUID) -> ResponseReturnValue:
        sent = in_form(EditionForm)
        found, typed = _opened(services, draft_id), _typed(sent)
        command = WriteEdition(DraftId(draft_id), sent["revision"], sent["known"], typed)
        write = partial(services.design.editions.write, me(), command)
        at = (services, draft_id, found, typed, sent["known"])
        page = partial(_page, *at, revision=sent["revision"])
        back = url_for("designer.standard", draft_id=draft_id)
        return written(services, write, page, "designer.edition_saved", back)

    @designer.post("/designer/drafts/<uuid:draft_id>/standard/editions")
    @demands(Power.DESIGN_SERVICES)
    def remove_edition(draft_id: UUID) -> ResponseReturnValue:
        sent = in_form(RemoveEditionForm)
        _opened(services, draft_id)
        asked = (DraftId(draft_id), sent["revision"], sent["id"])
        remove = partial(services.design.editions.remove, me(), *asked)
        return removed(services, remove, url_for("designer.standard", draft_id=draft_id))


def _opened(services: WebServices, draft_id: UUID) -> EditionsDraft:
    try:
        return services.design.editions.open(me(), DraftId(draft_id))
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)


def _typed(sent: Mapping[str, str]) -> EditionTyped:
    def words(name: str) -> Text:
        return Text(*(" ".join(sent[f"{name}_{language}"].split()) for language in LANGUAGES))

    return EditionTyped(
        id=sent["known"] or sent["id"].strip(),
        standing=sent["standing"],
        effective_from=sent["effective_from"].strip(),
        effective_to=sent["effective_to"].strip(),
        act=words("act"),
        notice=words("notice"),
        rules_of=sent["rules_of"],
    )


def _page(
    services: WebServices,
    draft_id: UUID,
    found: EditionsDraft,
    typed: EditionTyped,
    known: str,
    *,
    problems: Sequence[Problem] = (),
    conflict: str = "",
    revision: int | None = None,
) -> str:
    page = services.design.desk.draft(me(), DraftId(draft_id))
    values: dict[str, str] = {}
    for name, text in (("act", typed.act), ("notice", typed.notice)):
        values |= {f"{name}_{language}": getattr(text, language) for language in LANGUAGES}
    own = [("", "–"), *((one.id, one.id) for one in found.editions if not one.rules_of)]
    standings = [
        (one.value, say(f"designer.standing_{one}", g.language)) for one in EditionStanding
    ]
    return render_template(
        "designer/edition.html",
        page=page,
        draft=page.draft,
        typed=typed,
        known=known,
        values=values,
        standings=standings,
        others=own,
        wrong=by_field(problems),
        labels=labels_of(LABELS, {"act": "edition_act", "notice": "edition_notice"}),
        conflict=conflict,
        # What overtook is what the next press would be saved on.
        revision=found.revision if conflict or revision is None else revision,
    )
