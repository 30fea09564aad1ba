"""In the demo, every SMS has a fate, told once: that it was lost after two days of trying."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from state_systems import MORNING, reached

from app.bootstrap.demo_phones import KEPT_TRYING, DemoPhones
from app.stand.post import Answered


def test_every_message_is_delivered_read_or_lost_and_told_once() -> None:
    told: list[tuple[str, str]] = []

    def carry(system: str, path: str, body: Mapping[str, Any]) -> Answered:
        told.append((body["receipt_id"], body["state"]))
        return Answered(201, {})

    with reached() as systems:
        control = systems.stand.control
        control.post.carrier = carry
        phones = DemoPhones(control, random.Random(458), systems.clock.move)  # noqa: S311  # no secret
        for number in range(60):
            control.accept_message(key=str(number), to="+77010001000", text="Сәлем")
            phones.tell()
            phones.tell()
        before = {message.state for message in control.sent_messages()}
        systems.clock.move(KEPT_TRYING)
        phones.tell()
        phones.tell()
        fates = Counter(message.state for message in control.sent_messages())
        ended = systems.clock.now

    assert len(told) == len(set(told))
    assert before == {"delivered", "read", "sent"}
    assert set(fates) == {"delivered", "read", "failed"}
    assert fates["read"] > fates["delivered"] > fates["failed"]
    assert ended - MORNING > KEPT_TRYING + timedelta(minutes=5)
