"""Filing a complaint: about the case at hand, or about one found by its number and the IIN."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.case import CaseNotFound
from app.domain.complaint import ComplaintUnfit
from app.domain.forms import FormInvalid, Problem
from app.domain.identity import CaseNumber, CommandId
from app.domain.people import Power
from app.usecases.file_complaint import ComplaintForm, FileComplaint
from app.web.catalogue import said_in_all
from app.web.form_answers import NOTHING
from app.web.form_deeds import is_form_deed, typed_now
from app.web.form_view import FormView, form_view
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import ComplaintFiling, ComplaintQuery, in_query
from app.web.services import WebServices
from app.web.sessions import me

NOT_FOUND = said_in_all("complaint.not_found")
NO_UNIT = said_in_all("complaint.no_unit")


def complaint_pages(services: WebServices) -> Blueprint:
    complaint = Blueprint("complaint", __name__, url_prefix="/complaints/new")

    @complaint.get("")
    @demands(Power.REGISTER_APPLICATION)
    def show() -> ResponseReturnValue:
        asked = in_query(ComplaintQuery)
        number, iin = asked["number"].strip().upper(), asked["iin"].strip()
        if not number:
            return render_template("complaint_find.html", number="", iin="", problem=None)
        try:
            start = services.complaint_form(me(), CaseNumber(number), iin)
        except CaseNotFound:
            page = {"number": number, "iin": iin, "problem": NOT_FOUND}
            return render_template("complaint_find.html", **page), 404
        return _shown(start, iin, "", form_view(start.form, NOTHING, {}))

    @complaint.post("")
    @demands(Power.REGISTER_APPLICATION)
    def file() -> ResponseReturnValue:
        known = {key: request.form[key] for key in ComplaintFiling().fields if key in request.form}
        head = ComplaintFiling().load(known)
        number, iin = CaseNumber(head["number"]), head["iin"]
        start = services.complaint_form(me(), number, iin)
        answers = typed_now(start.form)
        if is_form_deed():
            return _shown(start, iin, head["channel"], form_view(start.form, answers, {}))
        try:
            done = services.file_complaint(
                FileComplaint(
                    command_id=CommandId(head["command_id"]),
                    actor=me().id,
                    about=number,
                    channel=head["channel"],
                    answers=answers.answers,
                    iin=iin,
                )
            )
        except FormInvalid as invalid:
            form = form_view(start.form, answers, {}, invalid.problems)
            return _shown(start, iin, head["channel"], form), 422
        except ComplaintUnfit:
            form = form_view(start.form, answers, {}, [Problem("against", NO_UNIT)])
            return _shown(start, iin, head["channel"], form), 422
        notice("complaint.filed", number=done.number)
        return redirect(url_for("case.show", number=done.number), 303)

    @complaint.post("/fields")
    @demands(Power.REGISTER_APPLICATION)
    def fields() -> ResponseReturnValue:
        number, iin = request.form.get("number", ""), request.form.get("iin", "")
        start = services.complaint_form(me(), CaseNumber(number), iin)
        form = form_view(start.form, typed_now(start.form), {})
        return render_template("form_fields.html", form=form, task=None, found=None, look_up="")

    return complaint


def _shown(start: ComplaintForm, iin: str, channel: str, form: FormView) -> str:
    chosen = channel or start.channels[0].id
    return render_template("complaint_new.html", start=start, iin=iin, chosen=chosen, form=form)
