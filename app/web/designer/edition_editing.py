"""Editions of a draft's service standard as a form: from which day which rules hold."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.editions import EditionStanding
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Power
from app.domain.service_drafts import DraftFileChanged
from app.domain.texts import LANGUAGES, Text
from app.usecases.change_edition import EditionsDraft, EditionTyped, WriteEdition
from app.web.catalogue import say
from app.web.designer.conflicts import told_conflict
from app.web.designer.shapes import EditionForm, MessageQuery, RemoveEditionForm
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me


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
        at = (services, draft_id, found, typed, sent["known"])
        try:
            services.design.editions.write(me(), command)
        except FormInvalid as invalid:
            page = _page(*at, problems=invalid.problems, revision=sent["revision"])
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        except DraftFileChanged as changed:
            return _page(*at, conflict=told_conflict(changed, services)), HTTPStatus.CONFLICT
        notice("designer.edition_saved")
        return redirect(url_for("designer.standard", draft_id=draft_id), 303)

    @designer.post("/designer/drafts/<uuid:draft_id>/standard/editions")
    @demands(Power.DESIGN_SERVICES)
    def remove_edition(draft_id: UUID) -> ResponseReturnValue:
        sent = in_form(RemoveEditionForm)
        _opened(services, draft_id)
        asked = (DraftId(draft_id), sent["revision"], sent["id"])
        try:
            services.design.editions.remove(me(), *asked)
        except FormInvalid as invalid:
            told = invalid.problems[0].message.in_language(g.language)
            notice("designer.entry_kept", why=told)
        except DraftFileChanged as changed:
            notice("designer.entry_kept", why=told_conflict(changed, services))
        return redirect(url_for("designer.standard", draft_id=draft_id), 303)


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
    wrong: dict[str, Text] = {}
    for problem in problems:
        wrong.setdefault(problem.key, problem.message)
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
        wrong=wrong,
        labels=_labels(),
        conflict=conflict,
        revision=found.revision if revision is None else revision,
    )


def _labels() -> Mapping[str, str]:
    names = ("standing", "effective_from", "effective_to", "rules_of")
    found = {name: say(f"designer.edition_{name}", g.language) for name in names}
    found["id"] = say("designer.edition_id", g.language)
    for part in ("act", "notice"):
        for language in LANGUAGES:
            tongue = say(f"designer.in_{language}", g.language)
            found[f"{part}_{language}"] = f"{say(f'designer.edition_{part}', g.language)}, {tongue}"
    return found
