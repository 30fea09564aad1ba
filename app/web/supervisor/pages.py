"""The control room: figures, incidents with their cause, instances that need attention."""

from contextlib import suppress
from uuid import UUID, uuid5

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import CaseNumber, CommandId, ElementId, IncidentId, ProcessKey
from app.domain.people import NotPermitted, Power
from app.domain.refusals import Conflict, NotFound
from app.usecases.close_incident import CloseIncident
from app.usecases.failing_starts import RetryStart
from app.usecases.mend_instance import CancelInstance
from app.usecases.retry_incident import RetryIncident
from app.usecases.steer_instance import Deed, SteerInstance
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import (
    CANCEL,
    ClosingForm,
    CommandForm,
    RetriesForm,
    RetryingStart,
    SteeringForm,
    in_form,
    in_form_of_many,
)
from app.web.services import WebServices
from app.web.sessions import me
from app.web.supervisor.incidents import by_reason
from app.web.supervisor.listing import list_of_cases
from app.web.supervisor.mending import mending_routes
from app.web.supervisor.ratings import rating_routes


def supervisor_pages(services: WebServices) -> Blueprint:
    supervisor = Blueprint("supervisor", __name__)
    rating_routes(supervisor, services)
    mending_routes(supervisor, services)

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

    @supervisor.post("/incidents/<uuid:incident_id>/retry")
    @demands(Power.MEND_INSTANCES)
    def retry(incident_id: UUID) -> ResponseReturnValue:
        command = CommandId(in_form(CommandForm)["command_id"])
        services.retry_incident(RetryIncident(command, IncidentId(incident_id), me().id))
        notice("control.retried")
        return redirect(url_for("supervisor.show"), 303)

    @supervisor.post("/starts/retry")
    @demands(Power.MEND_INSTANCES)
    def retry_start() -> ResponseReturnValue:
        sent = in_form(RetryingStart)
        process, element = ProcessKey(sent["process"]), ElementId(sent["element"])
        services.retry_start(RetryStart(me().id, process, element, sent["event"]))
        notice("control.start_retried")
        return redirect(url_for("supervisor.show"), 303)

    @supervisor.post("/incidents/retry")
    @demands(Power.MEND_INSTANCES)
    def retry_all() -> ResponseReturnValue:
        """Each is a command of its own: what one refuses the others do not lose."""
        sent = in_form_of_many(RetriesForm, "incident")
        retried = 0
        for incident in sent["incident"]:
            command = CommandId(uuid5(sent["command_id"], str(incident)))
            with suppress(NotFound, Conflict, NotPermitted):
                services.retry_incident(RetryIncident(command, IncidentId(incident), me().id))
                retried += 1
        notice("control.retried_all", n=str(retried), of=str(len(sent["incident"])))
        return redirect(url_for("supervisor.show"), 303)

    @supervisor.post("/incidents/<uuid:incident_id>/closing")
    @demands(Power.MEND_INSTANCES)
    def close(incident_id: UUID) -> ResponseReturnValue:
        sent = in_form(ClosingForm)
        command = CommandId(sent["command_id"])
        closing = CloseIncident(command, IncidentId(incident_id), me().id, sent["note"])
        services.close_incident(closing)
        notice("control.closed")
        return redirect(url_for("supervisor.show"), 303)

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
