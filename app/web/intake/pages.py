"""Registering an application at the counter: service, office, the service's own form."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid
from app.domain.identity import CommandId, OfficeId
from app.domain.people import Power
from app.usecases.read_desk import StartForm
from app.usecases.register_application import RegisterApplication
from app.usecases.service_version import ServiceNotFound
from app.web.form_answers import NOTHING, typed
from app.web.form_view import form_view
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import RegistrationForm, StartQuery, in_query
from app.web.services import WebServices
from app.web.sessions import me


def intake_pages(services: WebServices) -> Blueprint:
    intake = Blueprint("intake", __name__, url_prefix="/cases/new")

    @intake.get("")
    @demands(Power.REGISTER_APPLICATION)
    def show() -> ResponseReturnValue:
        starts = services.start_forms(me())
        start = _chosen(starts, in_query(StartQuery)["process"])
        return render_template("intake.html", **_page(starts, start, {}))

    @intake.post("")
    @demands(Power.REGISTER_APPLICATION)
    def register() -> ResponseReturnValue:
        starts, head = services.start_forms(me()), _head()
        start = _chosen(starts, head["process"])
        answers = typed(start.form, request.form)
        try:
            done = services.register_application(
                RegisterApplication(
                    command_id=CommandId(head["command_id"]),
                    actor=me().id,
                    process=start.process,
                    office=OfficeId(head["office"]),
                    channel=head["channel"],
                    answers=answers.answers,
                )
            )
        except FormInvalid as invalid:
            form = form_view(start.form, answers, {}, invalid.problems)
            return render_template("intake.html", **_page(starts, start, head, form=form)), 422
        notice("intake.registered", number=done.number)
        return redirect(url_for("case.show", number=done.number), 303)

    @intake.post("/fields")
    @demands(Power.REGISTER_APPLICATION)
    def fields() -> ResponseReturnValue:
        start = _chosen(services.start_forms(me()), request.form.get("process", ""))
        form = form_view(start.form, typed(start.form, request.form), {})
        return render_template("form_fields.html", form=form, task=None)

    return intake


def _chosen(starts: Sequence[StartForm], process: str) -> StartForm:
    found = next((s for s in starts if s.process == process or not process), None)
    if found is None:
        raise ServiceNotFound(f"Expected a service that can be applied for, found {process}")
    return found


def _head() -> dict[str, Any]:
    known = {key: request.form[key] for key in RegistrationForm().fields if key in request.form}
    loaded: dict[str, Any] = RegistrationForm().load(known)
    return loaded


def _page(
    starts: Sequence[StartForm], start: StartForm, head: dict[str, Any], **known: object
) -> dict[str, object]:
    return {
        "starts": starts,
        "start": start,
        "head": head,
        "form": form_view(start.form, NOTHING, {}),
        **known,
    }
