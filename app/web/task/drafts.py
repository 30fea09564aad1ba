"""Keeping what is typed: by the page itself while one types, or by a button without script."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import UserTaskId
from app.domain.people import Power
from app.usecases.save_draft import SaveDraft
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.problems import wants_json
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task.draft_words import draft_words
from app.web.task.typing_in import typed_in


def draft_routes(task: Blueprint, services: WebServices) -> None:
    @task.post("/draft")
    @demands(Power.WORK_TASKS)
    def draft(task_id: UUID) -> ResponseReturnValue:
        """`remove` in the form drops a file from the answers."""
        desk = services.task_in_hand(me(), UserTaskId(task_id))
        answers = typed_in(desk).without_file(request.form.get("remove", ""))
        saved = services.save_draft(SaveDraft(desk.view.task.id, me().id, answers.as_draft()))
        words = draft_words(saved.saved_at)
        if wants_json():
            return {"message": words}
        notice("task.draft_kept")
        which = request.form.get("list") or None
        return redirect(url_for("task.show", task_id=task_id, list=which), 303)
