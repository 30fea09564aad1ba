"""What state systems send: each message has an id, and a repeated one changes nothing."""

from http import HTTPStatus

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain.iin import Iin
from app.domain.message_state import MessageState
from app.usecases.offer_service import OfferService
from app.usecases.receive_news import NewsReceived, ReceiveNews
from app.usecases.receive_sms import ReceiveSms
from app.usecases.record_receipt import RecordReceipt
from app.usecases.register_portal_request import RegisterPortalRequest
from app.web.inbound.schemas import (
    CabinetReply,
    DocumentsConsent,
    MeasureFound,
    PersonEvent,
    PortalRequest,
    SmsReceiptOf,
    SmsReply,
    SupplierChoice,
    sent,
)
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

    @inbound.post("/sms/replies")
    @from_system("sms")
    def sms_reply() -> ResponseReturnValue:
        reply = sent(SmsReply)
        received = services.receive_sms(
            ReceiveSms(
                reply_id=reply["reply_id"],
                phone=reply["sender"],
                text=reply["text"],
                received_at=reply["received_at"],
            )
        )
        return {"number": received.number}, status_of(is_repeated=received.is_repeated)

    @inbound.post("/sms/receipts")
    @from_system("sms")
    def sms_receipt() -> ResponseReturnValue:
        told = sent(SmsReceiptOf)
        state = MessageState(told["state"])
        recorded = services.record_receipt(RecordReceipt(told["receipt_id"], state, told["at"]))
        return {}, status_of(is_repeated=not recorded.is_new)

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
        return _of_case(
            services.receive_news(
                ReceiveNews(
                    system="egov",
                    event_id=reply["reply_id"],
                    message=reply["kind"],
                    key=reply["number"],
                    payload=payloads[reply["kind"]],
                )
            )
        )

    @inbound.post("/dds/consents")
    @from_system("dds")
    def documents_consent() -> ResponseReturnValue:
        consent = sent(DocumentsConsent)
        return _of_case(
            services.receive_news(
                ReceiveNews(
                    system="dds",
                    event_id=consent["event_id"],
                    message="digital-consent",
                    key=consent["number"],
                    payload={"consent": consent["consent"], "given": consent["given"]},
                )
            )
        )

    @inbound.post("/aleumet/choices")
    @from_system("aleumet")
    def supplier_choice() -> ResponseReturnValue:
        choice = sent(SupplierChoice)
        return _of_case(
            services.receive_news(
                ReceiveNews(
                    system="aleumet",
                    event_id=choice["event_id"],
                    message="supplier-chosen",
                    key=choice["number"],
                    payload={
                        "supplier": choice["supplier"],
                        "order_number": choice["order_number"],
                        "chosen_on": choice["chosen_on"],
                    },
                )
            )
        )

    return inbound


def _of_case(received: NewsReceived) -> ResponseReturnValue:
    """The case it has reached; null while none waits for it."""
    number = received.numbers[0] if received.numbers else None
    return {"number": number}, status_of(is_repeated=received.is_repeated)


def status_of(*, is_repeated: bool) -> HTTPStatus:
    return HTTPStatus.OK if is_repeated else HTTPStatus.CREATED
