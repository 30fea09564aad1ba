"""Registering an application at the counter: service, office, the service's own form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.forms import FormInvalid
from app.domain.identity import CommandId, ElementId, OfficeId
from app.domain.people import Power
from app.usecases.register_application import PapersMissing, RegisterApplication
from app.usecases.service_version import ServiceNotFound
from app.usecases.start_forms import StartForm
from app.web import wording
from app.web.catalogue import said_in_all
from app.web.form_answers import NOTHING
from app.web.form_deeds import is_form_deed, typed_now
from app.web.form_view import Complaint, FormView, form_view
from app.web.intake.lookup import AtCounter, looked_up
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import LookUpField, RegistrationForm, StartQuery, beside_answers, in_query
from app.web.services import WebServices
from app.web.sessions import me

Head = dict[str, Any]


def intake_pages(services: WebServices) -> Blueprint:
    intake = Blueprint("intake", __name__, url_prefix="/cases/new")

    @intake.get("")
    @demands(Power.REGISTER_APPLICATION)
    def show() -> ResponseReturnValue:
        starts, process = services.start_forms(me()), in_query(StartQuery)["process"]
        if not process and len(starts) > 1:
            # Nobody is to register an application for the service that happens to stand first.
            return render_template("intake_choose.html", starts=starts)
        start = _chosen(starts, process)
        return _shown(starts, start, {}, form_view(start.form, NOTHING, {}))

    @intake.post("")
    @demands(Power.REGISTER_APPLICATION)
    def register() -> ResponseReturnValue:
        starts, head = services.start_forms(me()), _head()
        start = _chosen(starts, head["process"])
        answers = typed_now(start.form)
        if is_form_deed():
            return _shown(starts, start, head, form_view(start.form, answers, {}))
        try:
            done = services.register_application(
                RegisterApplication(
                    command_id=CommandId(head["command_id"]),
                    actor=me().id,
                    process=start.process,
                    office=OfficeId(head["office"]),
                    channel=head["channel"],
                    answers=answers.answers,
                    taken_in_at=OfficeId(head["unit"]) if head["unit"] else None,
                    papers=tuple(head["papers"]),
                    start=ElementId(head["start"]) if head["start"] else None,
                )
            )
        except FormInvalid as invalid:
            form = form_view(start.form, answers, {}, invalid.problems)
            return _shown(starts, start, head, form), 422
        except PapersMissing as refused:
            form = _complaining(form_view(start.form, answers, {}))
            return _shown(starts, start, head, form, missing=refused.missing), 422
        notice("intake.registered", number=done.number)
        return redirect(url_for("case.show", number=done.number), 303)

    @intake.post("/person")
    @demands(Power.REGISTER_APPLICATION)
    def look_up() -> ResponseReturnValue:
        """The same page with what the registry knows; nothing is registered."""
        starts, head = services.start_forms(me()), _head()
        start = _chosen(starts, head["process"])
        key = LookUpField().load({"look_up": request.form.get("look_up", "")})["look_up"]
        asks = AtCounter(me().id, key, g.language)
        found = looked_up(asks, start.form, typed_now(start.form), start.offices, services)
        if found.department is not None and found.is_applicant:
            head["office"] = found.department
        form = form_view(start.form, found.answers, {}, found.problems)
        return _shown(starts, start, head, form, found=found.person), 422 if found.problems else 200

    @intake.post("/fields")
    @demands(Power.REGISTER_APPLICATION)
    def fields() -> ResponseReturnValue:
        start = _chosen(services.start_forms(me()), request.form.get("process", ""))
        form = form_view(start.form, typed_now(start.form), {})
        around = {"task": None, "found": None, "look_up": url_for("intake.look_up")}
        return render_template("form_fields.html", form=form, **around)

    return intake


def _chosen(starts: Sequence[StartForm], process: str) -> StartForm:
    found = next((s for s in starts if s.process == process or not process), None)
    if found is None:
        raise ServiceNotFound(f"Expected a service that can be applied for, found {process}")
    return found


def _head() -> Head:
    # A box that is not ticked is not sent: the list may be missing altogether.
    return beside_answers(RegistrationForm, papers=request.form.getlist("papers"))


def _shown(
    starts: Sequence[StartForm], start: StartForm, head: Head, form: FormView, **known: object
) -> str:
    today = wording.local(g.now).date()
    channel = head.get("channel") or start.channels[0].id
    papers = start.standard.edition_for(today).documents
    page = {
        "starts": starts,
        "start": start,
        "head": {"papers": (), **head},
        "chosen_office": head.get("office") or _nearest(start),
        "form": form,
        "papers": [paper for paper in papers if channel in paper.channels],
        "missing": (),
        "found": None,
        "look_up": url_for("intake.look_up"),
        **known,
    }
    return render_template("intake.html", **page)


def _nearest(start: StartForm) -> OfficeId:
    """The department of the unit's own district, until the applicant's residence is known."""
    districts = [unit.kato for unit in start.units]
    near = (office.id for office in start.offices if office.kato in districts)
    return next(near, start.offices[0].id)


def _complaining(form: FormView) -> FormView:
    """With a line in the summary that leads to the papers."""
    return replace(form, complaints=(Complaint("papers", said_in_all("intake.missing_ways")),))
