"""What a supervisor does about what stands still: try it again, or close it with a note."""

from contextlib import suppress
from uuid import UUID, uuid5

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.identity import CommandId, ElementId, IncidentId, ProcessKey
from app.domain.people import NotPermitted, Power
from app.domain.refusals import Conflict, NotFound
from app.usecases.close_incident import CloseIncident
from app.usecases.failing_starts import RetryStart
from app.usecases.retry_incident import RetryIncident
from app.web.page_context import notice
from app.web.permissions import demands
from app.web.schemas import (
    ClosingForm,
    CommandForm,
    RetriesForm,
    RetryingStart,
    in_form,
    in_form_of_many,
)
from app.web.services import WebServices
from app.web.sessions import me


def retry_routes(supervisor: Blueprint, services: WebServices) -> None:
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
