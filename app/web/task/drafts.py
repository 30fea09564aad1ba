"""Keeping what is typed: by the page itself while one types, or by a button without script."""

from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import UserTaskId
from app.domain.people import Power
from app.usecases.read_desk import TaskDesk
from app.web.catalogue import say
from app.web.form_answers import Typed
from app.web.form_deeds import is_form_deed
from app.web.form_view import form_view, id_of
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.problems import wants_json
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task.conflict import (
    TAKE_OVER,
    Conflict,
    conflict_of,
    kept_now,
    seen_before,
    seen_now,
    taken_over,
)
from app.web.task.desk import around_form, task_page
from app.web.task.draft_words import draft_words
from app.web.task.typing_in import typed_in


def draft_routes(task: Blueprint, services: WebServices) -> None:
    @task.post("/draft")
    @demands(Power.WORK_TASKS)
    def draft(task_id: UUID) -> ResponseReturnValue:
        """`remove` in the form drops a file from the answers."""
        return kept(task_id, services)

    @task.post("/fields")
    @demands(Power.WORK_TASKS)
    def fields(task_id: UUID) -> ResponseReturnValue:
        desk = services.task_in_hand(me(), UserTaskId(task_id))
        view = form_view(desk.form, typed_in(desk), desk.scope) if desk.form else None
        return render_template(
            "form_fields.html",
            form=view,
            task=desk.view.task,
            **around_form(desk, me()),
        )


def kept(task_id: UUID, services: WebServices) -> ResponseReturnValue:
    """Keep what is typed, after the button inside the form that was pressed."""
    desk = services.task_in_hand(me(), UserTaskId(task_id))
    answers = typed_in(desk).without_file(request.form.get("remove", ""))
    if TAKE_OVER in request.form:
        answers = taken_over(desk, answers)
    elif found := conflict_of(desk, answers, services, g.language):
        return _in_conflict(desk, answers, found, services)
    saved = services.save_draft(kept_now(desk, answers))
    if wants_json():
        return {"message": draft_words(saved.saved_at), "seen": _seen_after(desk, services)}
    which = request.form.get("list") or None
    place = None
    if is_form_deed():
        place = id_of(answers.focus.split(" ")[0])
    else:
        notice("task.draft_kept")
    return redirect(url_for("task.show", task_id=task_id, list=which, _anchor=place), 303)


def instead_of_completing(task_id: UUID, services: WebServices) -> ResponseReturnValue | None:
    """For a button inside the form, or where something changed meanwhile; else None."""
    if is_form_deed():
        return kept(task_id, services)
    if seen_before() is None:
        return None
    desk = services.task_in_hand(me(), UserTaskId(task_id))
    answers = typed_in(desk)
    found = conflict_of(desk, answers, services, g.language) if desk.view.task.is_open else None
    return None if found is None else _in_conflict(desk, answers, found, services)


def _seen_after(desk: TaskDesk, services: WebServices) -> str:
    """What the page has seen once its own draft is saved; of others and the case as before."""
    before = seen_before()
    now = seen_now(services.task_in_hand(me(), desk.view.task.id))
    return str(replace(before, own=now.own) if before else now)


def _in_conflict(
    desk: TaskDesk, answers: Typed, found: Conflict, services: WebServices
) -> ResponseReturnValue:
    """Both are kept: the person's own where it takes nothing away, and what is on the page."""
    if not found.is_own:
        services.save_draft(kept_now(desk, answers))
    if wants_json():
        key = "task.conflict_short_own" if found.is_own else "task.conflict_short"
        short = say(key if found.draft else "task.conflict_case", g.language, name=found.who)
        told = {"title": short, "conflict": True}
        if not found.is_own:
            told["seen"] = _seen_after(desk, services)
        return told, HTTPStatus.CONFLICT
    shown = services.task(me(), desk.view.task.id)
    context = task_page(shown, me(), services, typed=answers, conflict=found)
    which = request.form.get("list", "")
    return render_template("task.html", list=which, **context), HTTPStatus.CONFLICT
