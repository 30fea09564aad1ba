"""What state systems send: each message has an id, and a repeated one changes nothing."""

from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.usecases.offer_service import OfferService
from app.web.inbound.schemas import MeasureFound, sent
from app.web.permissions import from_system
from app.web.services import WebServices


def inbound_pages(services: WebServices) -> Blueprint:
    inbound = Blueprint("inbound", __name__, url_prefix="/api/inbound")

    @inbound.post("/esobes/events")
    @from_system("esobes")
    def programme_event() -> ResponseReturnValue:
        event = sent(MeasureFound)
        offered = services.offer_service(
            OfferService(
                event_id=event["event_id"],
                iin=event["iin"],
                full_name=event["full_name"],
                phone=event["phone"],
                language=event["language"],
                district=event["district"],
                measure=event["measure"]["code"],
            )
        )
        return {"number": offered.number}, status_of(is_repeated=offered.is_repeated)

    return inbound


def status_of(*, is_repeated: bool) -> HTTPStatus:
    return HTTPStatus.OK if is_repeated else HTTPStatus.CREATED
