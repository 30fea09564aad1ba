"""The gateway tells what has become of a message: kept with the case as proof of delivery."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.audit import AuditEntry
from app.domain.message_state import MESSAGE_LIFECYCLE, MessageState
from app.domain.refusals import NotFound
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.storage import BeginWork
from app.usecases.advancing import audited

GATEWAY = "sms"
"""The actor of the audit: the system that told it."""


class MessageUnknown(NotFound):
    """No message has this receipt: it may not be recorded yet, so the gateway tells it again."""

    code = "MessageUnknown"
    title = Text("Мұндай хабарлама жоқ", "Такого сообщения нет", "There is no such message")


@dataclass(frozen=True, slots=True)
class RecordReceipt:
    receipt: str
    """The gateway's id of the message."""
    state: MessageState
    at: datetime
    """Aware; when the message got this state."""


@dataclass(frozen=True, slots=True)
class ReceiptRecorded:
    is_new: bool
    """Whether it changed anything: a repeated or overtaken receipt does not."""


def record_receipt(command: RecordReceipt, *, begin: BeginWork, clock: Clock) -> ReceiptRecorded:
    """Record the state; a repeated or overtaken one changes nothing.

    Raises:
        MessageUnknown: no message has this receipt.

    Norm: order 458, R1 p.9; gap 458/G-11 (keep the proof of delivery).
    """
    with begin() as uow:
        instance_id = uow.messages.instance_of("sms", command.receipt)
        if instance_id is None:
            raise MessageUnknown("Expected a message that was sent with this receipt")
        instance = uow.instances.lock(instance_id)
        # Read under the lock: two receipts of one message may come at once.
        message = uow.messages.by_receipt(instance_id, "sms", command.receipt)
        if command.state not in MESSAGE_LIFECYCLE[message.state]:
            return ReceiptRecorded(is_new=False)
        uow.messages.mark(message, command.state, command.at)
        facts = {"message": message.message, "state": command.state, "job": str(message.job_id)}
        audited(uow, instance, AuditEntry(clock.now(), GATEWAY, "message-receipt", facts))
        uow.commit()
        return ReceiptRecorded(is_new=True)
