"""One deed on many tasks of the list: preview, the while in which it is undone, result per row."""

from typing import Any
from uuid import UUID

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import BatchId, CommandId, PersonId, UserTaskId
from app.domain.people import Power
from app.domain.task_batch import BatchBegun, BatchDeed, BatchRow, TaskBatch
from app.usecases.do_batch import BeginBatch
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import CsrfForm, in_form, read
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task_schemas import BatchForm, BatchQuery


def batch_routes(inbox: Blueprint, services: WebServices) -> None:
    @inbox.get("/tasks/batch")
    @demands(Power.WORK_TASKS)
    def preview() -> ResponseReturnValue:
        asked = read(BatchQuery, request.args.to_dict(), task=request.args.getlist("task"))
        if not asked["task"]:
            notice("inbox.batch_nothing")
            return redirect(url_for("inbox.show", list=asked["list"] or None), 303)
        deed, to = BatchDeed(asked["deed"]), _person(asked["person"])
        tasks = [UserTaskId(task) for task in asked["task"]]
        seen = services.batches.preview(me(), deed, tasks, to)
        chosen = next((one for one in seen.fit if one.id == to), None)
        return render_template(
            "batch_preview.html", seen=seen, asked=asked, deed=deed, chosen=chosen
        )

    @inbox.post("/tasks/batch")
    @demands(Power.WORK_TASKS)
    def begin() -> ResponseReturnValue:
        sent = read(BatchForm, request.form.to_dict(), task=request.form.getlist("task"))
        command = BeginBatch(
            CommandId(sent["command_id"]),
            me().id,
            BatchDeed(sent["deed"]),
            tuple(UserTaskId(task) for task in sent["task"]),
            _person(sent["person"]),
        )
        begun = services.batches.start(command)
        services.after_batch()
        return redirect(url_for("inbox.batch", batch_id=begun.batch_id, list=sent["list"]), 303)

    @inbox.get("/tasks/batches/<uuid:batch_id>")
    @demands(Power.WORK_TASKS)
    def batch(batch_id: UUID) -> ResponseReturnValue:
        shown = _shown(services.batches.show(me(), BatchId(batch_id)), services)
        return render_template("batch.html", **shown)

    @inbox.get("/tasks/batches/<uuid:batch_id>/progress")
    @demands(Power.WORK_TASKS)
    def batch_progress(batch_id: UUID) -> ResponseReturnValue:
        shown = _shown(services.batches.show(me(), BatchId(batch_id)), services)
        answer = make_response(render_template("parts/batch_progress.html", **shown))
        answer.headers["Cache-Control"] = "no-cache, private"
        return answer

    @inbox.post("/tasks/batches/<uuid:batch_id>/stop")
    @demands(Power.WORK_TASKS)
    def stop_batch(batch_id: UUID) -> ResponseReturnValue:
        in_form(CsrfForm)
        try:
            services.batches.stop(me(), BatchId(batch_id))
            notice("inbox.batch_stopped")
        except BatchBegun:
            notice("inbox.batch_begun")
        return redirect(url_for("inbox.batch", batch_id=batch_id), 303)


def _person(login: str) -> PersonId | None:
    return PersonId(login) if login else None


def _shown(batch: TaskBatch, services: WebServices) -> dict[str, Any]:
    to = services.person(batch.to) if batch.to else None
    seconds = max(0, round((batch.starts_at - g.now).total_seconds()))
    return {
        "batch": batch,
        "to": to.full_name if to else "",
        "seconds": seconds,
        "may_stop": batch.may_be_stopped(g.now),
        "refused": sum(_is_refused(row) for row in batch.rows),
    }


def _is_refused(row: BatchRow) -> bool:
    return row.refusal is not None
