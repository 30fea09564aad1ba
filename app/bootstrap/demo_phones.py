"""The phones of the demo's people: each SMS is delivered, most are read, a few never arrive."""

import random
from collections.abc import Callable
from datetime import timedelta

from app.stand.control import StandControl
from app.stand.store import MessageState, SentMessage

SECONDS_TO_A_PHONE = 7
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

    def tell(self) -> None:
        for message in self._control.sent_messages():
            if message.id not in self._told:
                self._told.add(message.id)
                self._live_through(message)

    def _live_through(self, message: SentMessage) -> None:
        for state in self._chance.choice(_FATES):
            self._pass_time(timedelta(seconds=SECONDS_TO_A_PHONE * self._chance.randrange(1, 30)))
            self._control.mark_message(message, state)
