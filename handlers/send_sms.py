"""Topic `send-sms`: one message of the service's `messages.yaml` to one phone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.domain.identity import JobId, Topic
from app.ports.outside import CaseFile, Fill, SmsGateway

TOPIC = Topic("send-sms")
ERRORS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SendSms:
    message: str
    """Id in the service's `messages.yaml`."""
    phone: str
    """`+7` and ten digits."""
    language: Literal["kk", "ru", "en"] = "kk"
    values: Mapping[str, Fill] = field(default_factory=dict)
    """What the message needs beyond the case's own facts."""


@dataclass(frozen=True, slots=True)
class SmsHandedOver:
    sms_receipt: str
    """The gateway's number of the message."""


def send_sms(job: JobId, inputs: SendSms, *, sms: SmsGateway, case_file: CaseFile) -> SmsHandedOver:
    """Send and record; idempotent, for the gateway drops a repeated key.

    Raises:
        SystemUnavailable: the gateway gave no usable answer.
    """
    text = case_file.message_text(job, inputs.message, inputs.language, inputs.values)
    receipt = sms.send(to=inputs.phone, text=text, idempotency_key=str(job))
    case_file.record_message(
        job,
        message=inputs.message,
        channel="sms",
        to=inputs.phone,
        text=text,
        receipt=receipt,
    )
    return SmsHandedOver(receipt.id)
