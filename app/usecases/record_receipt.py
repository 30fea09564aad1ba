"""The gateway tells what has become of a message: kept with the case as proof of delivery."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.audit import AuditEntry
from app.domain.correlation import LIVE_FOR, KeptMessage
from app.domain.message_state import MESSAGE_LIFECYCLE, MessageState
from app.domain.refusals import NotFound
from app.domain.texts import Text
from app.feel import Value
from app.ports.clock import Clock
from app.ports.storage import BeginWork, SentMessage, UnitOfWork
from app.usecases.advancing import audited
from app.usecases.offer_service import sent_command
from app.usecases.undelivered import SMS_NOT_DELIVERED

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
    """Record the state, and tell the case of a message that was not delivered.

    A repeated or overtaken receipt changes nothing.

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
        if command.state is MessageState.FAILED:
            _tell_the_case(uow, message, command, clock)
        uow.commit()
        return ReceiptRecorded(is_new=True)


def _tell_the_case(
    uow: UnitOfWork, message: SentMessage, command: RecordReceipt, clock: Clock
) -> None:
    """For this case alone, whose number is the key; the worker delivers it after this."""
    now = clock.now()
    letter: Value = {
        "message": message.message,
        "to": message.to,
        "text": message.text,
        "job": str(message.job_id),
    }
    uow.kept_messages.add(
        KeptMessage(
            id=sent_command(GATEWAY, f"{command.receipt}:{command.state}"),
            message=SMS_NOT_DELIVERED,
            key=uow.cases.get(message.instance_id).number,
            payload={"not_delivered": letter},
            sender=GATEWAY,
            received_at=now,
            expires_at=now + LIVE_FOR,
            instance_id=message.instance_id,
        ),
        is_due=True,
    )
