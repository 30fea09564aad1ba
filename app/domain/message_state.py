"""What has become of a message to an applicant, as the gateway tells it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class MessageState(StrEnum):
    SENT = "sent"
    """Handed over; nothing more is known."""
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    """The gateway could not deliver it: somebody has to tell the person otherwise."""


MESSAGE_LIFECYCLE: Mapping[MessageState, frozenset[MessageState]] = MappingProxyType(
    {
        MessageState.SENT: frozenset(
            {MessageState.DELIVERED, MessageState.READ, MessageState.FAILED}
        ),
        # A phone that was off for days: the gateway gives up, and the network delivers after all.
        MessageState.FAILED: frozenset({MessageState.DELIVERED, MessageState.READ}),
        MessageState.DELIVERED: frozenset({MessageState.READ}),
        MessageState.READ: frozenset(),
    }
)
