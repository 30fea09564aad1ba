"""A new document of a draft, and the words for the values that one takes: works without script."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.models import SHARED
from app.domain.people import Power
from app.domain.registers import REGISTER_NAMES, Register
from app.domain.service_drafts import DraftFileChanged
from app.domain.texts import LANGUAGES, Text
from app.usecases.change_choices import ChoiceList, ChoiceTyped, WriteChoices
from app.usecases.draft_choices import DOCUMENTS
from app.usecases.make_document import REGISTERS, MakePaper
from app.web.catalogue import say
from app.web.designer.conflicts import told_conflict
from app.web.designer.problems_by_field import by_field, labels_of
from app.web.designer.shapes import ChoicesForm, ChoicesQuery, MakePaperForm
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import beside_answers, in_form, in_query
from app.web.services import WebServices
from app.web.sessions import me

MOST_CHOICES, LONGEST = 100, 500


def document_making_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/new-document")
    @demands(Power.DESIGN_SERVICES)
    def new_document(draft_id: UUID) -> ResponseReturnValue:
        return _new(services, DraftId(draft_id), {})

    @designer.post("/designer/drafts/<uuid:draft_id>/new-document")
    @demands(Power.DESIGN_SERVICES)
    def make_document(draft_id: UUID) -> ResponseReturnValue:
        sent = in_form(MakePaperForm)
        command = MakePaper(
            draft=DraftId(draft_id),
            id=sent["id"].strip(),
            title=_words(sent, "title"),
            trigger=_words(sent, "trigger"),
            norm=sent["norm"].strip(),
            register=Register(sent["register"]),
        )
        try:
            path = services.design.papers.make(me(), command)
        except FormInvalid as invalid:
            page = _new(services, DraftId(draft_id), sent, invalid.problems)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        except DraftFileChanged as changed:
            told = told_conflict(changed, services)
            return _new(services, DraftId(draft_id), sent, conflict=told), HTTPStatus.CONFLICT
        notice("designer.document_made")
        at = url_for("designer.document", draft_id=draft_id, path=path, id=command.id)
        return redirect(at, 303)

    @designer.get("/designer/drafts/<uuid:draft_id>/choices/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def choices(draft_id: UUID, path: str) -> ResponseReturnValue:
        asked = in_query(ChoicesQuery)
        found = _opened(services, draft_id, path, asked)
        return _list(services, DraftId(draft_id), path, asked, found, found.rows)

    @designer.post("/designer/drafts/<uuid:draft_id>/choices/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def write_choices(draft_id: UUID, path: str) -> ResponseReturnValue:
        sent = beside_answers(ChoicesForm)
        found = _opened(services, draft_id, path, sent)
        rows = _with_deed(_rows(), sent["do"])
        at = (services, DraftId(draft_id), path, sent, found, rows)
        if sent["do"] != "save":
            return _list(*at, revision=sent["revision"])
        where = (DraftId(draft_id), path, sent["revision"], sent["id"], sent["value"])
        try:
            services.design.choices.write(me(), WriteChoices(*where, rows))
        except FormInvalid as invalid:
            page = _list(*at, problems=invalid.problems, revision=sent["revision"])
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        except DraftFileChanged as changed:
            return _list(*at, conflict=told_conflict(changed, services)), HTTPStatus.CONFLICT
        notice("designer.choices_saved")
        back = url_for("designer.document", draft_id=draft_id, path=path, id=sent["id"])
        return redirect(back, 303)


def _words(sent: Mapping[str, str], part: str) -> Text:
    return Text(*(" ".join(sent[f"{part}_{language}"].split()) for language in LANGUAGES))


def _new(
    services: WebServices,
    draft_id: DraftId,
    sent: Mapping[str, str],
    problems: Sequence[Problem] = (),
    conflict: str = "",
) -> str:
    page = services.design.desk.draft(me(), draft_id)
    return render_template(
        "designer/document_new.html",
        page=page,
        draft=page.draft,
        values=sent,
        wrong=by_field(problems),
        conflict=conflict,
        registers=[(one.value, REGISTER_NAMES[one].in_language(g.language)) for one in REGISTERS],
        labels=labels_of(
            {"id": "document_id", "norm": "word_norm"},
            {"title": "paper_title", "trigger": "paper_trigger"},
        ),
    )


def _opened(
    services: WebServices, draft_id: UUID, path: str, asked: Mapping[str, str]
) -> ChoiceList:
    if path.removeprefix(SHARED) != DOCUMENTS:
        abort(HTTPStatus.NOT_FOUND)
    where = (DraftId(draft_id), path, asked["id"], asked["value"])
    try:
        found = services.design.choices.open(me(), *where)
    except ValueError:
        found = None
    return found or abort(HTTPStatus.NOT_FOUND)


def _rows() -> tuple[ChoiceTyped, ...]:
    """As they are typed; a line that is empty through and through is none."""

    def told(name: str, number: int) -> str:
        return " ".join(request.form.get(f"{name}_{number}", "").split())[:LONGEST]

    numbers = [k for k in range(MOST_CHOICES) if f"id_{k}" in request.form]
    return tuple(
        ChoiceTyped(told("id", k), Text(*(told(language, k) for language in LANGUAGES)))
        for k in numbers
    )


def _with_deed(rows: tuple[ChoiceTyped, ...], do: str) -> tuple[ChoiceTyped, ...]:
    deed, _, number = do.partition(" ")
    if deed == "add" and len(rows) < MOST_CHOICES:
        return (*rows, ChoiceTyped("", Text("")))
    if deed == "remove":
        return tuple(row for k, row in enumerate(rows) if k != int(number))
    return rows


def _list(
    services: WebServices,
    draft_id: DraftId,
    path: str,
    asked: Mapping[str, str],
    found: ChoiceList,
    rows: Sequence[ChoiceTyped],
    *,
    problems: Sequence[Problem] = (),
    conflict: str = "",
    revision: int | None = None,
) -> str:
    page = services.design.desk.draft(me(), draft_id)
    labels: dict[str, str] = {}
    for number in range(len(rows)):
        line = say("designer.choice_number", g.language, number=number + 1)
        labels[f"id_{number}"] = f"{line}, {say('designer.choice_id', g.language)}"
        for language in LANGUAGES:
            labels[f"{language}_{number}"] = f"{line}, {say(f'designer.in_{language}', g.language)}"
    return render_template(
        "designer/choices.html",
        page=page,
        draft=page.draft,
        path=path,
        paper=asked["id"],
        value=asked["value"],
        title=found.title,
        rows=rows,
        wrong=by_field(problems),
        labels=labels,
        conflict=conflict,
        revision=found.revision if revision is None else revision,
    )
