"""Filling the form of a task from the registry, by an IIN that it asks for."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.identity import UserTaskId
from app.domain.people import Power
from app.usecases.look_person_up import LookPersonUp
from app.usecases.read_desk import TaskDesk
from app.web.form_answers import Typed
from app.web.permissions import demands
from app.web.person_fields import filled_in, iin_field
from app.web.services import WebServices
from app.web.sessions import me
from app.web.task.conflict import kept_now
from app.web.task.desk import task_page
from app.web.task.typing_in import typed_in
from app.web.task_schemas import TaskLookUp


def person_route(task: Blueprint, services: WebServices) -> None:
    @task.post("/person")
    @demands(Power.WORK_TASKS)
    def look_up(task_id: UUID) -> ResponseReturnValue:
        """The same page with what the registry knows; what was typed is kept as a draft."""
        key = TaskLookUp().load({"look_up": request.form.get("look_up", "")})["look_up"]
        desk = services.task(me(), UserTaskId(task_id))
        typed = typed_in(desk)
        _keep(desk, typed, services)
        form = desk.form
        if form is None or iin_field(form, key) is None:
            abort(HTTPStatus.NOT_FOUND)
        iin = str(typed.answers.get(key) or "")
        asked = LookPersonUp(me().id, iin, desk.view.task.id)
        found = filled_in(form, typed, key, asked, services.look_person_up, g.language)
        _keep(desk, found.answers, services)
        context = task_page(desk, me(), services, typed=found.answers, problems=found.problems)
        told = {"list": request.form.get("list", ""), "found": found.person}
        page = render_template("task.html", **{**context, **told})
        return page, HTTPStatus.UNPROCESSABLE_ENTITY if found.problems else HTTPStatus.OK


def _keep(desk: TaskDesk, typed: Typed, services: WebServices) -> None:
    services.save_draft(kept_now(desk, typed))
