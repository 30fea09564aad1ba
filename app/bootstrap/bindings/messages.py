"""What reaches a case from outside, and what cases send to one another."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.bootstrap.bindings.grounds import OnInstance, OnRecords, OnTerms
from app.domain.correlation import KeptMessage
from app.usecases.correlate_message import (
    BroadcastSignal,
    CorrelateMessage,
    MessageCorrelated,
    SignalBroadcast,
    broadcast_signal,
    correlate_message,
    deliver_next_message,
)
from app.usecases.receive_news import NewsReceived, ReceiveNews, receive_news
from app.usecases.receive_sms import ReceiveSms, SmsReceived, receive_sms
from app.usecases.receive_state import ReceiveState, StateReceived, receive_state
from app.usecases.record_receipt import ReceiptRecorded, RecordReceipt, record_receipt
from app.usecases.tell_case import TellCase, tell_case

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Messages:
    receive_news: Callable[[ReceiveNews], NewsReceived]
    receive_state: Callable[[ReceiveState], StateReceived]
    tell_case: Callable[[TellCase], None]
    receive_sms: Callable[[ReceiveSms], SmsReceived]
    record_receipt: Callable[[RecordReceipt], ReceiptRecorded]
    correlate_message: Callable[[CorrelateMessage], MessageCorrelated]
    broadcast_signal: Callable[[BroadcastSignal], SignalBroadcast]
    deliver_next_message: Callable[[], KeptMessage | None]


def messages(on: OnInstance, on_terms: OnTerms, on_records: OnRecords) -> Messages:
    correlate = partial(correlate_message, **on)
    return Messages(
        receive_news=partial(receive_news, **on_records, correlate=correlate),
        receive_state=partial(receive_state, **on),
        tell_case=partial(tell_case, begin=on["begin"], rules=on["rules"], correlate=correlate),
        receive_sms=partial(receive_sms, **on_terms),
        record_receipt=partial(record_receipt, **on_records),
        correlate_message=correlate,
        broadcast_signal=partial(broadcast_signal, **on_records),
        deliver_next_message=partial(deliver_next_message, **on, report=_report_lost_message),
    )


def _report_lost_message(message: KeptMessage, error: Exception) -> None:
    log.error("message %s could not be delivered", message.id, exc_info=error)
