"""The form editor: fields in a list, one field with its texts, the form as staff will see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from uuid import UUID

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.field_drafting import (
    CHECKS,
    COLUMNS,
    KINDS,
    UNKEYED,
    UNLABELLED,
    WITH_OPTIONS,
    FieldTyped,
    typed_of,
)
from app.domain.field_properties import properties_of
from app.domain.form_drafting import FormDraft, Place, Placed
from app.domain.form_schema import FormUnreadable, parse_form
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import DraftId
from app.domain.people import Power
from app.domain.service_drafts import DraftFileChanged
from app.usecases.change_form import FormFile, MoveField, WriteField, origin_of
from app.web.catalogue import say
from app.web.designer.conflicts import told_conflict
from app.web.designer.field_form import (
    MOST_OPTIONS,
    FieldSent,
    field_sent,
    place_of,
    place_text,
    shown,
    with_options,
)
from app.web.designer.problems_by_field import by_field
from app.web.designer.shapes import FieldQuery, FormQuery, MoveForm
from app.web.form_answers import NOTHING, Typed
from app.web.form_deeds import typed_now
from app.web.form_view import FormView, form_view
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import CsrfForm, beside_answers, in_form, in_query, is_service_path
from app.web.services import WebServices
from app.web.sessions import me

_PARTS = ("value", "label_kk")


@dataclass(frozen=True, slots=True)
class Row:
    """A component in the list of the form."""

    place: str
    depth: int
    typed: FieldTyped
    name: str
    is_group: bool


def form_routes(designer: Blueprint, services: WebServices) -> None:
    _list_routes(designer, services)
    _field_routes(designer, services)


def _list_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/forms/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def form(draft_id: UUID, path: str) -> ResponseReturnValue:
        return _form_page(services, draft_id, path)

    @designer.post("/designer/drafts/<uuid:draft_id>/forms/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def move_field(draft_id: UUID, path: str) -> ResponseReturnValue:
        sent = in_form(MoveForm)
        move, _, told = sent["move"].partition(" ")
        file = _file(draft_id, path, sent["revision"])
        try:
            place = services.design.forms.move(me(), MoveField(file, place_of(told) or (), move))
        except DraftFileChanged as changed:
            conflict = told_conflict(changed, services)
            page = make_response(_form_page(services, draft_id, path, conflict))
            page.status_code = HTTPStatus.CONFLICT
            return page
        at = {} if move == "remove" else {"moved": place_text(place), "by": move}
        return redirect(url_for("designer.form", draft_id=draft_id, path=path, **at), 303)

    @designer.post("/designer/drafts/<uuid:draft_id>/preview/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def try_form(draft_id: UUID, path: str) -> ResponseReturnValue:
        beside_answers(CsrfForm)
        _demand_form(path)
        draft, _ = services.design.forms.open(me(), DraftId(draft_id), path)
        found = parse_form(draft.content())
        answers = typed_now(found)
        if "HX-Request" in request.headers:
            view = form_view(found, answers, {})
            return render_template("form_fields.html", form=view, signing={}, may_sign=False)
        return _form_page(services, draft_id, path, answers=answers)


def _field_routes(designer: Blueprint, services: WebServices) -> None:
    @designer.get("/designer/drafts/<uuid:draft_id>/fields/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def field(draft_id: UUID, path: str) -> ResponseReturnValue:
        _demand_form(path)
        asked = in_query(FieldQuery)
        place = place_of(asked["place"])
        form, revision = services.design.forms.open(me(), DraftId(draft_id), path)
        there = form.at(place) if place is not None else None
        if place is not None and there is None:
            abort(HTTPStatus.NOT_FOUND)
        opened = FieldSent(
            typed=typed_of(there) if there is not None else FieldTyped(asked["kind"]),
            revision=revision,
            place=place,
            after=place_of(asked["after"]),
            origin=origin_of(there) if there is not None else "",
            do="",
        )
        return _field_page(services, draft_id, path, opened)

    @designer.post("/designer/drafts/<uuid:draft_id>/fields/<path:path>")
    @demands(Power.DESIGN_SERVICES)
    def write_field(draft_id: UUID, path: str) -> ResponseReturnValue:
        sent = field_sent()
        file = _file(draft_id, path, sent.revision)
        if sent.do != "save":
            return _field_page(services, draft_id, path, sent)
        command = WriteField(file, sent.typed, sent.place, sent.after, sent.origin)
        try:
            services.design.forms.write(me(), command)
        except FormInvalid as invalid:
            page = _field_page(services, draft_id, path, sent, invalid.problems)
            return page, HTTPStatus.UNPROCESSABLE_ENTITY
        except DraftFileChanged as changed:
            told = told_conflict(changed, services)
            page = _field_page(services, draft_id, path, sent, conflict=told)
            return page, HTTPStatus.CONFLICT
        notice("designer.field_saved")
        return redirect(url_for("designer.form", draft_id=draft_id, path=path), 303)


def _demand_form(path: str) -> None:
    if not is_service_path(path) or PurePosixPath(path).suffix != ".form":
        abort(HTTPStatus.NOT_FOUND)


def _file(draft_id: UUID, path: str, revision: int) -> FormFile:
    _demand_form(path)
    return FormFile(DraftId(draft_id), path, revision)


def _form_page(
    services: WebServices,
    draft_id: UUID,
    path: str,
    conflict: str = "",
    answers: Typed = NOTHING,
) -> ResponseReturnValue:
    _demand_form(path)
    page = services.design.desk.draft(me(), DraftId(draft_id))
    try:
        form, revision = services.design.forms.open(me(), DraftId(draft_id), path)
    except FormUnreadable:
        notice("designer.form_unreadable")
        return redirect(url_for("designer.text", draft_id=draft_id, path=path), 303)
    moved = in_query(FormQuery) if request.method == "GET" else {"moved": "", "by": ""}
    findings = services.design.publisher.findings(me(), DraftId(draft_id)) if revision else ()
    return render_template(
        "designer/form.html",
        page=page,
        draft=page.draft,
        path=path,
        revision=revision,
        rows=[*_rows(form)],
        kinds=KINDS,
        moved=moved,
        conflict=conflict,
        form=_preview(form, answers),
        findings=[one for one in findings if one.file == path],
    )


def _rows(form: FormDraft) -> Iterator[Row]:
    for one in form.components():
        found = typed_of(one.component)
        name = found.label.in_language(g.language) or found.key
        depth = len(one.place) - 1
        yield Row(place_text(one.place), depth, found, name, one.is_group)


def _preview(form: FormDraft, answers: Typed) -> FormView | None:
    """None where it cannot be shown: the list of findings says why."""
    try:
        return form_view(parse_form(form.content()), answers, {})
    except FormUnreadable:
        return None


def _field_page(
    services: WebServices,
    draft_id: UUID,
    path: str,
    sent: FieldSent,
    problems: Sequence[Problem] = (),
    conflict: str = "",
) -> str:
    page = services.design.desk.draft(me(), DraftId(draft_id))
    form, revision = services.design.forms.open(me(), DraftId(draft_id), path)
    now = with_options(sent.typed, sent.do)
    return render_template(
        "designer/field.html",
        page=page,
        draft=page.draft,
        path=path,
        sent=sent,
        kinds=KINDS,
        with_options=WITH_OPTIONS | {COLUMNS},
        unlabelled=UNLABELLED,
        unkeyed=UNKEYED - {"group"},
        checks=[(check, say(f"designer.check_{check or 'none'}", g.language)) for check in CHECKS],
        labels=_labels(sent.typed.kind),
        properties=[*properties_of(now.kind)],
        typed=now,
        led_to=_led_to(sent.do, len(now.options)),
        values=shown(now),
        wrong=by_field(problems),
        conflict=conflict,
        revision=revision if conflict else sent.revision,
        place=place_text(sent.place),
        after=place_text(sent.after),
        others=_others(form, sent.place),
    )


def _led_to(do: str, count: int) -> int | None:
    """Which of the answers a deed has added or moved; the next one where it took one away."""
    deed, _, told = do.partition(" ")
    place = int(told) if told.isdecimal() else 0
    led: Mapping[str, int] = {
        "add": count, "up": max(place - 1, 0), "down": min(place + 1, count), "remove": place
    }  # fmt: skip
    return led.get(deed)


def _others(form: FormDraft, place: Place | None) -> Mapping[str, str]:
    """What conditions may name: keys of the other fields, and their labels."""

    def is_named(one: Placed) -> bool:
        return bool(one.component.get("key")) and one.place != place

    return {
        str(one.component["key"]): typed_of(one.component).label.in_language(g.language)
        for one in form.components()
        if is_named(one)
    }


def _labels(kind: str) -> Mapping[str, str]:
    """What the fields of the page are called in the list of what is wrong."""
    named = {"key": "field_key", "label_kk": "field_label", "document": "signed_document"}
    named |= {name: name for name in ("hide", "longest", "lowest", "highest")}
    found = {name: say(f"designer.{key}", g.language) for name, key in named.items()}
    found |= {
        f"more_{one.name}": say(f"designer.more_{one.name}", g.language)
        for one in properties_of(kind)
    }
    answer = say("designer.columns" if kind == "table" else "designer.answers", g.language)
    options = {f"option_{k}_{part}": answer for k in range(MOST_OPTIONS) for part in _PARTS}
    return found | options
