"""What the gateway tells of a message is kept with it, once, and in the order that can be."""

from datetime import timedelta
from uuid import uuid4

import pytest
from builders import NOW, given_case

from app.clock import FixedClock
from app.domain.case import Case
from app.domain.identity import JobId
from app.domain.message_state import MESSAGE_LIFECYCLE, MessageState
from app.ports.storage import SentMessage
from app.ports.views import MessageRow
from app.storage import Storage
from app.usecases.record_receipt import MessageUnknown, RecordReceipt, record_receipt
from app.usecases.verify_audit import verify_audit


@pytest.fixture
def case(storage: Storage) -> Case:
    """A case that has sent one SMS, which the gateway calls sms-1."""
    case = given_case(storage)
    with storage.begin() as uow:
        for receipt in ("sms-1", "egov-1"):
            channel = receipt.partition("-")[0]
            uow.messages.add(
                SentMessage(
                    job_id=JobId(uuid4()),
                    instance_id=case.instance_id,
                    message="result",
                    channel=channel,
                    to="+77011234567",
                    text="Сәлем",
                    sent_at=NOW,
                    receipt=receipt,
                )
            )
        uow.commit()
    return case


def told(
    storage: Storage, state: MessageState, *, receipt: str = "sms-1", minutes: int = 1
) -> bool:
    command = RecordReceipt(receipt, state, NOW + timedelta(minutes=minutes))
    return record_receipt(command, begin=storage.begin, clock=FixedClock(NOW)).is_new


def shown(storage: Storage, case: Case) -> MessageRow:
    return next(m for m in storage.queries.case(case.number).messages if m.channel == "sms")


def test_a_message_is_sent_until_the_gateway_tells_more(storage: Storage, case: Case) -> None:
    message = shown(storage, case)

    assert (message.state, message.state_at) == (MessageState.SENT, None)


def test_a_receipt_shows_on_its_message_alone_with_its_moment(storage: Storage, case: Case) -> None:
    assert told(storage, MessageState.DELIVERED)
    assert told(storage, MessageState.READ, minutes=5)

    message = shown(storage, case)
    assert (message.state, message.state_at) == (MessageState.READ, NOW + timedelta(minutes=5))
    others = [m for m in storage.queries.case(case.number).messages if m.channel != "sms"]
    assert [m.state for m in others] == [MessageState.SENT]


def test_each_receipt_is_a_row_of_the_cases_audit(storage: Storage, case: Case) -> None:
    told(storage, MessageState.DELIVERED)
    told(storage, MessageState.READ)

    with storage.queries.audit_trail() as trail:
        rows = [(row.chain, row.entry.action, row.entry.facts["state"]) for row in trail.rows]
    chain = f"case:{case.instance_id}"
    assert rows == [
        (chain, "message-receipt", "delivered"),
        (chain, "message-receipt", "read"),
    ]
    assert not verify_audit(queries=storage.queries).flaws


def test_a_repeated_or_overtaken_receipt_changes_nothing(storage: Storage, case: Case) -> None:
    told(storage, MessageState.READ)
    before = shown(storage, case)

    assert not told(storage, MessageState.READ, minutes=9)
    assert not told(storage, MessageState.DELIVERED, minutes=9)
    assert not told(storage, MessageState.FAILED, minutes=9)
    assert shown(storage, case) == before


@pytest.mark.usefixtures("case")
def test_a_message_given_up_may_arrive_after_all(storage: Storage) -> None:
    assert told(storage, MessageState.FAILED)
    assert told(storage, MessageState.DELIVERED)


@pytest.mark.usefixtures("case")
def test_a_receipt_of_no_message_is_refused_so_that_it_is_told_again(storage: Storage) -> None:
    with pytest.raises(MessageUnknown):
        told(storage, MessageState.READ, receipt="sms-77")


def test_every_state_has_its_successors_and_none_leads_back_to_sent() -> None:
    assert set(MESSAGE_LIFECYCLE) == set(MessageState)
    for after in MESSAGE_LIFECYCLE.values():
        assert MessageState.SENT not in after
