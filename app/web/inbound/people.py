"""What people answer elsewhere: by SMS, in the digital documents service, on Aleumet."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.domain.message_state import MessageState
from app.usecases.receive_sms import ReceiveSms
from app.usecases.record_receipt import RecordReceipt
from app.web.inbound.answering import of_case, status_of
from app.web.inbound.schemas import DocumentsConsent, SmsReceiptOf, SmsReply, SupplierChoice, sent
from app.web.permissions import from_system
from app.web.services import WebServices


def people_routes(inbound: Blueprint, services: WebServices) -> None:
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

    @inbound.post("/dds/consents")
    @from_system("dds")
    def documents_consent() -> ResponseReturnValue:
        consent = sent(DocumentsConsent)
        return of_case(
            services,
            "dds",
            consent["event_id"],
            "digital-consent",
            consent["number"],
            {"consent": consent["consent"], "given": consent["given"]},
        )

    @inbound.post("/aleumet/choices")
    @from_system("aleumet")
    def supplier_choice() -> ResponseReturnValue:
        choice = sent(SupplierChoice)
        return of_case(
            services,
            "aleumet",
            choice["event_id"],
            "supplier-chosen",
            choice["number"],
            {
                "supplier": choice["supplier"],
                "order_number": choice["order_number"],
                "chosen_on": choice["chosen_on"],
            },
        )
