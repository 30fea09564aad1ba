"""A case: its page, its diagram, the list of cases, and the search by number."""

import re
from urllib.parse import quote

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import CaseNumber, CommandId
from app.domain.people import Power
from app.usecases.tell_case import TellCase, Told
from app.web.case.desk import case_page
from app.web.case.term import term_routes
from app.web.diagram_state import told_state
from app.web.page_context import notice
from app.web.permissions import demands, holds
from app.web.schemas import (
    CounterForm,
    DiagramQuery,
    SearchQuery,
    in_form,
    in_query,
)
from app.web.services import WebServices
from app.web.sessions import me
from app.web.supervisor.listing import list_of_cases

_NUMBER = re.compile(r"[^\W\d_]{2,4}-\d{4}-\d{6}")


def case_pages(services: WebServices) -> Blueprint:
    case = Blueprint("case", __name__)
    term_routes(case, services)

    @case.get("/cases")
    @demands(Power.SEE_INSTANCES)
    def index() -> ResponseReturnValue:
        _page, shown = list_of_cases("case.index", services, "all")
        return render_template("cases.html", **shown)

    @case.get("/cases/<number>")
    @demands(Power.SEE_CASE)
    def show(number: str) -> ResponseReturnValue:
        drawn = in_query(DiagramQuery)["called"]
        desk = services.case(me(), CaseNumber(number))
        return render_template("case.html", **case_page(desk, me(), services), drawn=drawn)

    @case.post("/cases/<number>/counter")
    @demands(Power.WORK_TASKS)
    def tell(number: str) -> ResponseReturnValue:
        """What the applicant says at a counter."""
        form = in_form(CounterForm)
        told: Told = form["message"]
        command = CommandId(form["command_id"])
        services.tell_case(TellCase(command, me().id, CaseNumber(number), told, form["reason"]))
        notice(f"case.told_{told.replace('-', '_')}")
        return redirect(url_for("case.show", number=number), 303)

    @case.get("/cases/<number>/diagram.bpmn")
    @demands(Power.SEE_CASE)
    def diagram(number: str) -> ResponseReturnValue:
        called = in_query(DiagramQuery)["called"]
        bpmn, _state = services.diagram(me(), CaseNumber(number), called)
        answer = Response(bpmn, mimetype="application/xml")
        name = quote(f"{number}.bpmn")
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return answer

    @case.get("/cases/<number>/diagram.json")
    @demands(Power.SEE_CASE)
    def diagram_state(number: str) -> ResponseReturnValue:
        called = in_query(DiagramQuery)["called"]
        _bpmn, state = services.diagram(me(), CaseNumber(number), called)
        return told_state(state)

    @case.get("/search")
    @demands(Power.SEE_CASE)
    def search() -> ResponseReturnValue:
        text = in_query(SearchQuery)["text"].strip()
        if _NUMBER.fullmatch(text):
            return redirect(url_for("case.show", number=text.upper()), 303)
        if holds(me(), Power.SEE_INSTANCES, services.offices()):
            return redirect(url_for("case.index", text=text), 303)
        return redirect(url_for("inbox.show", list="all", text=text), 303)

    return case
