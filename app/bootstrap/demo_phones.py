"""The phones of the demo's people: each SMS is delivered, most are read, a few never arrive."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from app.stand.control import StandControl
from app.stand.store import MessageState, SentMessage

SECONDS_TO_A_PHONE = 7
KEPT_TRYING = timedelta(hours=48)
"""How long a gateway tries to reach a phone that is off before it says that it has failed."""
_FATES: tuple[tuple[MessageState, ...], ...] = (
    *(("delivered", "read"),) * 12,
    *(("delivered",),) * 6,
    ("failed",),
)


class DemoPhones:
    """Lets the gateway tell what became of the messages since the last time it was asked."""

    def __init__(
        self, control: StandControl, chance: random.Random, pass_time: Callable[[timedelta], None]
    ) -> None:
        self._control = control
        self._chance = chance
        self._pass_time = pass_time
        self._told: set[str] = set()
        self._unreached: list[tuple[datetime, SentMessage]] = []

    def tell(self) -> None:
        """What has become of the new messages, and of those that were tried for long enough."""
        for message in self._control.sent_messages():
            if message.id not in self._told:
                self._told.add(message.id)
                self._live_through(message)
        while self._unreached and self._unreached[0][0] <= self._control.now():
            self._control.mark_message(self._unreached.pop(0)[1], "failed")

    def _live_through(self, message: SentMessage) -> None:
        fate = self._chance.choice(_FATES)
        if fate == ("failed",):
            self._unreached.append((self._control.now() + KEPT_TRYING, message))
            return
        for state in fate:
            self._pass_time(timedelta(seconds=SECONDS_TO_A_PHONE * self._chance.randrange(1, 30)))
            self._control.mark_message(message, state)
