"""The control room: figures, incidents with their cause, instances that need attention."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import CaseNumber, CommandId
from app.domain.people import Power
from app.usecases.mend_instance import CancelInstance
from app.usecases.steer_instance import Deed, SteerInstance
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import (
    CANCEL,
    SteeringForm,
    in_form,
)
from app.web.services import WebServices
from app.web.sessions import me
from app.web.supervisor.incidents import by_reason
from app.web.supervisor.listing import list_of_cases
from app.web.supervisor.mending import mending_routes
from app.web.supervisor.ratings import rating_routes
from app.web.supervisor.retrying import retry_routes


def supervisor_pages(services: WebServices) -> Blueprint:
    supervisor = Blueprint("supervisor", __name__)
    rating_routes(supervisor, services)
    mending_routes(supervisor, services)
    retry_routes(supervisor, services)

    @supervisor.get("/instances")
    @demands(Power.SEE_INSTANCES)
    def show() -> ResponseReturnValue:
        page, shown = list_of_cases("supervisor.show", services, "attention")
        stopped = services.instances.page(me(), "incident").rows if page.counts["incident"] else ()
        return render_template(
            "control.html",
            **shown,
            incidents=by_reason(stopped),
            failing_starts=services.failing_starts(me()),
        )

    @supervisor.post("/cases/<number>/steering")
    @demands(Power.MEND_INSTANCES)
    def steer(number: str) -> ResponseReturnValue:
        sent = in_form(SteeringForm)
        given = {
            "command_id": CommandId(sent["command_id"]),
            "number": CaseNumber(number),
            "actor": me().id,
            "reason": sent["reason"],
        }
        if sent["deed"] == CANCEL:
            services.cancel_instance(CancelInstance(**given))
        else:
            services.steer_instance(SteerInstance(deed=Deed(sent["deed"]), **given))
        notice(f"control.told_{sent['deed']}")
        return redirect(url_for("case.show", number=number), 303)

    return supervisor
