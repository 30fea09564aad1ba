"""Files of a task: each by its own request, or beside the typed answers without script."""

import uuid
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import Problem
from app.domain.identity import UploadId, UserTaskId
from app.domain.people import Power
from app.domain.refusals import Invalid
from app.usecases.read_desk import TaskDesk
from app.usecases.store_upload import LARGEST_UPLOAD, StoreUpload, UploadStored
from app.web.form_answers import FileName, Typed
from app.web.form_view import FileView
from app.web.permissions import demands
from app.web.schemas import UploadQuery, in_query
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task.conflict import kept_now
from app.web.task.desk import task_page
from app.web.task.typing_in import typed_in

BY_SCRIPT = "file"
"""Name of the file where a script sends it alone."""


def upload_routes(task: Blueprint, services: WebServices) -> None:
    @task.post("/uploads")
    @demands(Power.WORK_TASKS)
    def upload(task_id: UUID) -> ResponseReturnValue:
        key = in_query(UploadQuery)["field"]
        if BY_SCRIPT in request.files:
            stored = _store(task_id, BY_SCRIPT, services)
            view = FileView(str(stored.id), stored.file_name, stored.size)
            return render_template("form_file.html", file=view, key=key, task_id=task_id), 201
        return _with_answers(services.task(me(), UserTaskId(task_id)), key, services)


def _with_answers(desk: TaskDesk, key: str, services: WebServices) -> ResponseReturnValue:
    """Keep the answers first: a refused file must not lose them."""
    task_id, which = desk.view.task.id, request.form.get("list") or None
    answers = typed_in(desk)
    _keep(desk, answers, services)
    try:
        stored = _store(task_id, f"file.{key}", services)
    except Invalid as refused:
        context = task_page(
            desk, me(), services, typed=answers, problems=[Problem(key, refused.title)]
        )
        return render_template("task.html", list=which or "", **context), 422
    file = FileName(stored.file_name, stored.size)
    _keep(desk, answers.with_file(key, stored.id, file), services)
    return redirect(url_for("task.show", task_id=task_id, list=which, _anchor=f"f-{key}"), 303)


def _keep(desk: TaskDesk, answers: Typed, services: WebServices) -> None:
    services.save_draft(kept_now(desk, answers))


def _store(task_id: UUID, name: str, services: WebServices) -> UploadStored:
    sent = request.files.get(name)
    # One byte more than allowed is enough to refuse a file, whatever its size.
    content = sent.stream.read(LARGEST_UPLOAD + 1) if sent else b""
    return services.store_upload(
        StoreUpload(
            upload_id=UploadId(uuid.uuid4()),
            task_id=UserTaskId(task_id),
            actor=me().id,
            file_name=(sent.filename if sent else "") or "",
            content=content,
        )
    )
