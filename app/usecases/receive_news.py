"""Take in what a state system tells: once, and for the cases that wait for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid5

from app.domain.identity import CaseNumber, CommandId
from app.feel import Value
from app.ports.clock import Clock
from app.ports.storage import BeginWork
from app.usecases.correlate_message import CorrelateMessage, MessageCorrelated
from app.usecases.offer_service import sent_command

Correlate = Callable[[CorrelateMessage], MessageCorrelated]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveNews:
    system: str
    """Code of the sender, such as `gbdfl`."""
    event_id: str
    """The sender's own id of it."""
    message: str
    """Name of the message in the models, such as `person-died`."""
    key: str
    payload: Mapping[str, Value] = field(default_factory=dict)
    to_all: bool = False
    """For every case that waits with the key: the news of a registry on a person."""


@dataclass(frozen=True, slots=True)
class NewsReceived:
    numbers: tuple[CaseNumber, ...]
    """Of the cases it has reached; it may reach others later."""
    is_repeated: bool = False


def receive_news(
    news: ReceiveNews, *, begin: BeginWork, correlate: Correlate, clock: Clock
) -> NewsReceived:
    """Correlate it. Idempotent by the sender's id: what comes again gets the first answer."""
    command_id = sent_command(news.system, news.event_id)
    answered = CommandId(uuid5(command_id, "answered"))
    with begin() as uow:
        earlier = uow.command_log.answer_of(answered, NewsReceived)
    if earlier is not None:
        return replace(earlier, is_repeated=True)
    # Between the two transactions it may be lost that this was answered; never that it came.
    done = correlate(
        CorrelateMessage(
            command_id=command_id,
            sender=news.system,
            name=news.message,
            key=news.key,
            payload=news.payload,
            to_all=news.to_all,
        )
    )
    answer = NewsReceived(done.numbers)
    with begin() as uow:
        if uow.command_log.answer_of(answered, NewsReceived) is None:
            uow.command_log.remember(answered, answer, clock.now())
            uow.commit()
    return answer
