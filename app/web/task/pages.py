"""A task: its page, and what a person can do with it."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid
from app.domain.identity import CommandId, UserTaskId
from app.domain.people import Person, Power
from app.domain.task import HeldByAnother, UserTaskNotOpen
from app.ports.views import TaskList
from app.usecases.claim_user_task import ClaimUserTask, UnclaimUserTask
from app.usecases.complete_user_task import CompleteUserTask, TaskCompleted
from app.usecases.read_desk import TaskDesk
from app.web.form_answers import Typed, sent_answers
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import CommandForm, FromList, beside_answers, in_query
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task.assigning import assign_route
from app.web.task.desk import task_page
from app.web.task.drafts import draft_routes, instead_of_completing
from app.web.task.owning import own_routes
from app.web.task.persons import person_route
from app.web.task.typing_in import typed_in
from app.web.task.uploads import upload_routes


def task_pages(services: WebServices) -> Blueprint:
    task = Blueprint("task", __name__, url_prefix="/tasks/<uuid:task_id>")
    draft_routes(task, services)
    upload_routes(task, services)
    person_route(task, services)
    assign_route(task, services)
    own_routes(task, services, task_page)

    @task.get("")
    @demands(Power.WORK_TASKS)
    def show(task_id: UUID) -> ResponseReturnValue:
        which = in_query(FromList)["list"]
        return _shown(services.task(me(), UserTaskId(task_id)), which, services)

    @task.post("/complete")
    @demands(Power.WORK_TASKS)
    def complete(task_id: UUID) -> ResponseReturnValue:
        command = beside_answers(CommandForm)
        if (page := instead_of_completing(task_id, services)) is not None:
            return page
        completing = CompleteUserTask(
            CommandId(command["command_id"]),
            UserTaskId(task_id),
            me().id,
            sent_answers(request.form),
        )
        try:
            done = services.complete_user_task(completing)
        except FormInvalid as invalid:
            return _with_problems(invalid, task_id, command["list"], services)
        except (UserTaskNotOpen, HeldByAnother):
            return _as_it_is(task_id, command["list"], services, keeps_typed=True)
        return _after(done, command["list"], me(), services)

    @task.post("/claim")
    @demands(Power.WORK_TASKS)
    def claim(task_id: UUID) -> ResponseReturnValue:
        command = beside_answers(CommandForm)
        claimed = ClaimUserTask(CommandId(command["command_id"]), UserTaskId(task_id), me().id)
        try:
            services.claim_user_task(claimed)
        except (UserTaskNotOpen, HeldByAnother):
            return _as_it_is(task_id, command["list"], services)
        return redirect(url_for("task.show", task_id=task_id, list="mine"), 303)

    @task.post("/return")
    @demands(Power.WORK_TASKS)
    def unclaim(task_id: UUID) -> ResponseReturnValue:
        command = beside_answers(CommandForm)
        returned = UnclaimUserTask(CommandId(command["command_id"]), UserTaskId(task_id), me().id)
        try:
            services.unclaim_user_task(returned)
        except (UserTaskNotOpen, HeldByAnother):
            return _as_it_is(task_id, command["list"], services)
        notice("task.returned", link=url_for("task.show", task_id=task_id), link_key="task.open")
        return redirect(url_for("inbox.show", list=command["list"] or None), 303)

    return task


def _with_problems(
    invalid: FormInvalid, task_id: UUID, which: object, services: WebServices
) -> ResponseReturnValue:
    """What was typed, with what is wrong about it."""
    desk = services.task(me(), UserTaskId(task_id))
    context = task_page(desk, me(), services, typed=typed_in(desk), problems=invalid.problems)
    return render_template("task.html", list=which, **context), HTTPStatus.UNPROCESSABLE_ENTITY


def _as_it_is(
    task_id: UUID, which: object, services: WebServices, *, keeps_typed: bool = False
) -> ResponseReturnValue:
    """Somebody else was faster: the page tells who, and still shows what was typed."""
    desk = services.task(me(), UserTaskId(task_id))
    answers = typed_in(desk) if keeps_typed else None
    return _shown(desk, which, services, HTTPStatus.CONFLICT, answers)


def _shown(
    desk: TaskDesk,
    which: object,
    services: WebServices,
    status: int = HTTPStatus.OK,
    answers: Typed | None = None,
) -> ResponseReturnValue:
    if not desk.view.task.is_open:
        who = desk.view.task.ended_by
        name = desk.case.view.people.get(who, who) if who else ""
        page = render_template("task_closed.html", desk=desk, task=desk.view.task, who=name)
        return page, status
    context = task_page(desk, me(), services, typed=answers)
    return render_template("task.html", list=which, **context), status


def _after(
    done: TaskCompleted, which: object, person: Person, services: WebServices
) -> ResponseReturnValue:
    """The next task of the same list, or the list where it is empty."""
    notice(
        "task.completed",
        number=done.number,
        link=url_for("case.show", number=done.number),
        link_key="task.open_case",
    )
    same: TaskList = "groups" if which == "groups" else "mine"
    following = services.next_task(person, same)
    if following is None:
        return redirect(url_for("inbox.show", list=same), 303)
    return redirect(url_for("task.show", task_id=following, list=same), 303)
