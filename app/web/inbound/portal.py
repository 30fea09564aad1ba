"""What the egov portal sends: signed applications, and what is answered in the cabinet."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.usecases.register_portal_request import RegisterPortalRequest
from app.web.inbound.answering import of_case, status_of
from app.web.inbound.schemas import CabinetReply, PortalRequest, sent
from app.web.permissions import from_system
from app.web.services import WebServices


def portal_routes(inbound: Blueprint, services: WebServices) -> None:
    @inbound.post("/egov/requests")
    @from_system("egov")
    def portal_request() -> ResponseReturnValue:
        request = sent(PortalRequest)
        done = services.register_portal_request(
            RegisterPortalRequest(request["signed"].encode(), request["attachments"])
        )
        office = services.offices().get(done.office).name
        answer = {
            "number": done.number,
            "registered_at": done.registered_at.isoformat(),
            "counts_from": done.counts_from.isoformat(),
            "due_on": done.due_on.isoformat(),
            "office": {"kk": office.kk, "ru": office.ru, "en": office.en},
            "status": "registered",
        }
        return answer, status_of(is_repeated=done.is_repeated)

    @inbound.post("/egov/replies")
    @from_system("egov")
    def cabinet_reply() -> ResponseReturnValue:
        reply = sent(CabinetReply)
        payloads = {
            "hearing-reply": {"reply": reply["reply"], "position": reply["position"]},
            "application-withdrawn": {"reason": reply["reason"], "by": "applicant"},
        }
        return of_case(
            services,
            "egov",
            reply["reply_id"],
            reply["kind"],
            reply["number"],
            payloads[reply["kind"]],
        )
