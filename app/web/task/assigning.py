"""Who is to do a task: said by those who give orders in its office."""

from uuid import UUID

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import CommandId, PersonId, UserTaskId
from app.domain.people import Power
from app.domain.task import UserTaskNotOpen
from app.usecases.assign_user_task import AssignUserTask
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import AssignForm, in_form
from app.web.services import WebServices
from app.web.sessions import me


def assign_route(task: Blueprint, services: WebServices) -> None:
    @task.post("/assign")
    @demands(Power.ASSIGN_TASKS)
    def assign(task_id: UUID) -> ResponseReturnValue:
        form = in_form(AssignForm)
        to = PersonId(form["person"]) if form["person"] else None
        order = AssignUserTask(CommandId(form["command_id"]), UserTaskId(task_id), me().id, to)
        page = redirect(url_for("task.show", task_id=task_id, list=form["list"] or None), 303)
        try:
            services.assign_user_task(order)
        except UserTaskNotOpen:
            return page  # it says so, and who closed the task
        person = services.person(to) if to else None
        if person is None:
            notice("task.returned")
        else:
            notice("task.assigned", name=person.full_name)
        return page
