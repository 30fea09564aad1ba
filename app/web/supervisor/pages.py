"""The control room: figures, incidents with their cause, instances that need attention."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import CommandId, IncidentId
from app.domain.people import Power
from app.usecases.retry_incident import RetryIncident
from app.web.instance_rows import instance_rows
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import CommandForm, InstanceFilters, in_form, in_query
from app.web.services import InstanceFilter, WebServices
from app.web.sessions import me
from app.web.supervisor.incidents import by_reason


def supervisor_pages(services: WebServices) -> Blueprint:
    supervisor = Blueprint("supervisor", __name__)

    @supervisor.get("/instances")
    @demands(Power.SEE_INSTANCES)
    def show() -> ResponseReturnValue:
        filters = in_query(InstanceFilters)
        chosen: InstanceFilter = filters["show"] or "attention"
        page = services.instances(me(), chosen, text=filters["text"], after=filters["after"])
        stopped = services.instances(me(), "incident").rows if page.counts["incident"] else ()
        return render_template(
            "control.html",
            page=page,
            rows=instance_rows(page.rows, services),
            incidents=by_reason(stopped),
            filters=filters,
            show=chosen,
        )

    @supervisor.post("/incidents/<uuid:incident_id>/retry")
    @demands(Power.MEND_INSTANCES)
    def retry(incident_id: UUID) -> ResponseReturnValue:
        command = CommandId(in_form(CommandForm)["command_id"])
        services.retry_incident(RetryIncident(command, IncidentId(incident_id), me().id))
        notice("control.retried")
        return redirect(url_for("supervisor.show"), 303)

    return supervisor
