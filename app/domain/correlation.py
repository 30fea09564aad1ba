"""Messages on their way to a case: what a case waits for, and what came before its receiver."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.identity import CommandId, ElementId, InstanceId, TokenId
from app.feel import Value

LIVE_FOR = timedelta(days=30)
"""How long a message waits for a receiver, where its sender says nothing else."""
SIGNAL = ""
"""The correlation key of a signal: it has none, it reaches everyone who waits, and is not kept."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One token that waits for a message or signal; its id is the id of the token."""

    id: TokenId
    instance_id: InstanceId
    element_id: ElementId
    message: str
    """Name of the message, or of the signal."""
    key: str
    """Correlation key that a message must bear to be meant for it."""
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message that has not reached its receiver yet."""

    id: CommandId
    """Of the command that brought it: a message that is sent again is the same one."""
    message: str
    key: str
    payload: Mapping[str, Value]
    sender: str
    """A person's login, the code of a system, or the number of the case that has thrown it."""
    received_at: datetime
    expires_at: datetime
    instance_id: InstanceId | None = None
    """The one instance it is for; None: whoever waits for it."""

    @property
    def is_signal(self) -> bool:
        return self.key == SIGNAL
