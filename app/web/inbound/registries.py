"""What registries find: a measure that a person is entitled to, a death or a departure."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain.iin import Iin
from app.usecases.offer_service import OfferService
from app.usecases.receive_news import ReceiveNews
from app.web.inbound.answering import status_of
from app.web.inbound.schemas import MeasureFound, PersonEvent, sent
from app.web.permissions import from_system
from app.web.services import WebServices


def registry_routes(inbound: Blueprint, services: WebServices) -> None:
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

    @inbound.post("/gbdfl/events")
    @from_system("gbdfl")
    def person_event() -> ResponseReturnValue:
        event = sent(PersonEvent)
        received = services.receive_news(
            ReceiveNews(
                system="gbdfl",
                event_id=event["event_id"],
                message="person-died-or-left",
                key=Iin.parse(event["iin"]).digits,
                payload={
                    "kind": event["kind"],
                    "on": event["on"],
                    "where": event["where"] or "",
                },
                to_all=True,
            )
        )
        status = status_of(is_repeated=received.is_repeated)
        return {"cases": len(received.numbers)}, status
