"""Keeping what is typed: by the page itself while one types, or by a button without script."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import UserTaskId
from app.domain.people import Power
from app.usecases.save_draft import SaveDraft
from app.web.form_deeds import is_form_deed
from app.web.form_view import form_view, id_of
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.problems import wants_json
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task.desk import around_form
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
    saved = services.save_draft(SaveDraft(desk.view.task.id, me().id, answers.as_draft()))
    if wants_json():
        return {"message": draft_words(saved.saved_at)}
    which = request.form.get("list") or None
    place = None
    if is_form_deed():
        place = id_of(answers.focus.split(" ")[0])
    else:
        notice("task.draft_kept")
    return redirect(url_for("task.show", task_id=task_id, list=which, _anchor=place), 303)
