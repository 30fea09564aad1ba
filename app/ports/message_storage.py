"""Messages in storage: what cases wait for, what was kept, received and sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.correlation import KeptMessage, Subscription
from app.domain.identity import CommandId, InstanceId, JobId, TokenId
from app.domain.message_state import MessageState


class SubscriptionRepository(Protocol):
    def add(self, subscriptions: Sequence[Subscription]) -> None: ...

    def drop(self, instance_id: InstanceId, ids: Collection[TokenId]) -> None: ...

    def waiting_for(self, message: str, key: str) -> tuple[Subscription, ...]:
        """Every token that waits for the message with this key, the oldest first; no lock.

        A case on hold waits for nothing.
        """
        ...

    def waits_of(self, instance_id: InstanceId) -> frozenset[tuple[str, str]]:
        """Name and key of everything that the instance waits for."""
        ...


class KeptMessageRepository(Protocol):
    """Messages that wait for their receiver; a due one is looked after by the worker."""

    def add(self, message: KeptMessage, *, is_due: bool) -> None:
        """Harmless when repeated for the same id."""
        ...

    def settle(self, message: str, key: str) -> None:
        """From now to the end of the transaction nobody else keeps or wakes such a message.

        Taken after the instance, if one is locked: so neither a message that is about to be kept
        nor a subscription that is about to open can miss the other.
        """
        ...

    def wake(self, message: str, key: str) -> None:
        """Make every kept message of this name and key due."""
        ...

    def first_due(self) -> KeptMessage | None:
        """The oldest due message, without a lock."""
        ...

    def held(self, message_id: CommandId) -> KeptMessage | None:
        """The message, locked; None where it has reached its receiver or is due no more."""
        ...

    def rest(self, message_id: CommandId) -> None:
        """Nobody waits for it now: it is kept, and due no more."""
        ...

    def remove(self, message_id: CommandId) -> None: ...

    def expire(self, now: datetime) -> int:
        """Remove those whose time is over; how many."""
        ...


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """A message that an applicant sent us about a case."""

    id: CommandId
    """Made of the sender's own id of it."""
    instance_id: InstanceId
    channel: str
    sender: str
    """Phone number."""
    text: str
    received_at: datetime


class ReceivedMessageRepository(Protocol):
    def last_written_to(self, phone: str) -> InstanceId | None:
        """The open case about which this number got the latest SMS."""
        ...

    def add(self, message: ReceivedMessage) -> None: ...


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that left Qadam for an applicant."""

    job_id: JobId
    instance_id: InstanceId
    message: str
    """Id in the service's `messages.yaml`."""
    channel: str
    to: str
    text: str
    sent_at: datetime
    receipt: str
    """The other system's id of the message."""
    state: MessageState = MessageState.SENT


class MessageRepository(Protocol):
    def add(self, sent: SentMessage) -> bool:
        """Harmless when repeated for the same job; False then."""
        ...

    def told(self, instance_id: InstanceId) -> frozenset[str]:
        """Ids of the messages that were sent in the case, and of the papers drawn up in it."""
        ...

    def instance_of(self, channel: str, receipt: str) -> InstanceId | None:
        """The instance that sent the message with this receipt."""
        ...

    def by_receipt(self, instance_id: InstanceId, channel: str, receipt: str) -> SentMessage:
        """A message of the instance; the caller knows that it is there."""
        ...

    def mark(self, message: SentMessage, state: MessageState, at: datetime) -> None: ...
