"""In the demo, people apply through the portal and are offered the service by phone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from state_systems import MORNING, reached

from app.bootstrap.demo_outside import DemoOutside
from app.domain.answer_times import OFFICE_ZONE
from app.stand import PEOPLE
from app.stand.post import Answered


def test_two_apply_and_two_are_offered_the_service_one_of_whom_says_yes() -> None:
    sent: list[tuple[datetime, str]] = []
    ran: list[int] = []

    with reached() as systems:

        def carry(system: str, path: str, body: Mapping[str, Any]) -> Answered:
            sent.append((systems.clock.now, path))
            return Answered(201, {})

        control = systems.stand.control
        control.post.carrier = carry
        busy = [person.iin for person in PEOPLE[:20]]
        outside = DemoOutside(control, lambda: ran.append(len(sent)), uuid4)
        for moment in outside.life(MORNING, busy):
            systems.clock.now = moment
        subjects = [letter.subject for letter in control.post.letters()]

    assert [path for _, path in sent] == [
        "/egov/requests",
        "/esobes/events",
        "/sms/replies",
        "/egov/requests",
        "/esobes/events",
    ]
    assert all(MORNING - timedelta(days=2) < at < MORNING for at, _ in sent)
    assert {at.astimezone(OFFICE_ZONE).hour for at, _ in sent} <= {*range(8, 21)}
    assert not set(subjects) & set(busy)
    assert len(ran) == len(sent)


def test_nothing_comes_where_everybody_has_a_case() -> None:
    with reached() as systems:
        control = systems.stand.control
        everybody = [person.iin for person in PEOPLE]
        for moment in DemoOutside(control, lambda: None, uuid4).life(MORNING, everybody):
            systems.clock.now = moment

        assert control.post.letters() == []
