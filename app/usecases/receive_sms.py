"""An SMS that somebody sent back: kept with the case we wrote about, and answered to its model."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid5

from app.domain.audit import AuditEntry
from app.domain.correlation import LIVE_FOR, KeptMessage
from app.domain.identity import CaseNumber, CommandId
from app.domain.reply_words import agrees, hearing_reply
from app.domain.terms import reckon
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork, HistoryEvent, ReceivedMessage, UnitOfWork
from app.usecases.advancing import Grounds, audited, grounds_of
from app.usecases.change_term import move_waits
from app.usecases.offer_service import sent_command
from app.usecases.rulebook import Rulebook

GATEWAY, APPLICANT = "sms", "applicant"
CONSENT, HEARING = "consent-reply", "hearing-reply"
"""Names of the messages that the models wait for."""
CONSENT_RECEIVED = "consent_received"
"""Event of the standard from which the terms of an offered service count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveSms:
    reply_id: str
    """The gateway's own id of the SMS."""
    phone: str
    """Of the sender, +7XXXXXXXXXX."""
    text: str
    received_at: datetime
    """By the gateway's clock; aware."""


@dataclass(frozen=True, slots=True)
class SmsReceived:
    number: CaseNumber | None
    """None: we have not written to this number about any open case."""
    is_repeated: bool = False


def receive_sms(
    sms: ReceiveSms,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
) -> SmsReceived:
    """Keep the SMS with the case we wrote to this number about last, and tell its model.

    A consent begins the terms of an offered service: they count from this moment (458/STD r.3(1)).
    What is neither a yes nor a no is kept and left to people. Idempotent by `reply_id`.
    """
    command_id = sent_command(GATEWAY, sms.reply_id)
    with begin() as uow:
        earlier = uow.command_log.answer_of(command_id, SmsReceived)
        if earlier is not None:
            return replace(earlier, is_repeated=True)
        answer = SmsReceived(None)
        instance_id = uow.received_messages.last_written_to(sms.phone)
        if instance_id is not None:
            instance = uow.instances.lock(instance_id)
            ground = grounds_of(uow, instance, rules, clock.now())
            answer = _keep(uow, sms, command_id, ground, engine)
        uow.command_log.remember(command_id, answer, clock.now())
        uow.commit()
        return answer


def _keep(
    uow: UnitOfWork, sms: ReceiveSms, command_id: CommandId, ground: Grounds, engine: ProcessEngine
) -> SmsReceived:
    instance_id, number = ground.instance.id, ground.case.number
    uow.received_messages.add(
        ReceivedMessage(
            id=command_id,
            instance_id=instance_id,
            channel="sms",
            sender=sms.phone,
            text=sms.text,
            received_at=sms.received_at,
        )
    )
    told = _told(uow, sms, ground)
    if told is not None:
        name, payload = told
        # The worker delivers it: in this transaction it can neither be lost nor come twice.
        message = KeptMessage(
            id=command_id,
            message=name,
            key=number,
            payload=payload,
            sender=GATEWAY,
            received_at=ground.now,
            expires_at=ground.now + LIVE_FOR,
        )
        uow.kept_messages.add(message, is_due=True)
        if name == CONSENT and payload["consents"] is True:
            uow.command_log.remember(_consent_of(ground), SmsReceived(number), ground.now)
            ground = _begin_terms(uow, ground, engine)
    uow.history.add(instance_id, [HistoryEvent(ground.now, "message_received", None, APPLICANT)])
    facts = {"channel": "sms", "message": str(command_id)}
    audited(uow, ground.instance, AuditEntry(ground.now, GATEWAY, "message-received", facts))
    return SmsReceived(number)


def _told(uow: UnitOfWork, sms: ReceiveSms, ground: Grounds) -> tuple[str, dict[str, Value]] | None:
    """What the SMS says to the model: name and payload of a message; None where nobody can tell."""
    if _is_offered(uow, ground):
        said = agrees(sms.text)
        return (CONSENT, {"consents": said, "text": sms.text}) if said is not None else None
    if uow.subscriptions.waiting_for(HEARING, ground.case.number):
        reply = hearing_reply(sms.text)
        return HEARING, {"reply": reply, "position": sms.text if reply == "objects" else ""}
    return None


def _is_offered(uow: UnitOfWork, ground: Grounds) -> bool:
    """Whether the consent is still open: the terms of the case have not begun."""
    if _counts_from(ground) != CONSENT_RECEIVED:
        return False
    return uow.command_log.answer_of(_consent_of(ground), SmsReceived) is None


def _consent_of(ground: Grounds) -> CommandId:
    """Under which the consent to the case's offer is remembered."""
    return CommandId(uuid5(ground.instance.id, CONSENT))


def _counts_from(ground: Grounds) -> str:
    edition = ground.service.standard.edition(ground.case.edition)
    return edition.term(ground.case.term, ground.case.channel).counts_from


def _begin_terms(uow: UnitOfWork, ground: Grounds, engine: ProcessEngine) -> Grounds:
    """Count the terms of the offered service from now on."""
    case = ground.case
    edition = ground.service.standard.edition(case.edition)
    deadline = reckon(edition.term(case.term, case.channel), ground.now, ground.calendar)
    begun = replace(
        case,
        registered_at=ground.now,
        term_due_on=deadline.due,
        term_closes_at=deadline.closes_at,
    )
    uow.cases.begin_terms(begun)
    return replace(ground, case=begun, instance=move_waits(uow, ground, begun, engine).instance)
