"""Holding, resuming and cancelling a case from its page, without script."""

import pytest
from desk_world import CLERK, SUPERVISOR, DeskWorld

from app.domain.case import InstanceStatus
from app.domain.identity import CaseNumber


@pytest.fixture
def number(world: DeskWorld) -> CaseNumber:
    return world.register().case.number


def test_a_supervisor_holds_a_case_and_lets_it_go_on(world: DeskWorld, number: CaseNumber) -> None:
    visitor = world.visitor(SUPERVISOR)
    visitor.get(f"/cases/{number}")

    held = visitor.press(f"/cases/{number}/steering", deed="held", reason="Сот сұрауы")
    assert held.status_code == 303
    page = visitor.get(held.location).text
    assert "Приостановлено" in page
    assert "Сот сұрауы" in page
    assert world.world.case(number).held_at is not None

    visitor.press(f"/cases/{number}/steering", deed="resumed", reason="Жауап келді")
    assert world.world.case(number).held_at is None


def test_a_cancelled_case_offers_nothing_to_steer(world: DeskWorld, number: CaseNumber) -> None:
    visitor = world.visitor(SUPERVISOR)
    visitor.get(f"/cases/{number}")
    done = visitor.press(f"/cases/{number}/steering", deed="cancelled", reason="Қате ашылған")
    assert world.world.case(number).status is InstanceStatus.CANCELLED
    assert "/steering" not in visitor.get(done.location).text


def test_without_a_reason_nothing_is_done(world: DeskWorld, number: CaseNumber) -> None:
    visitor = world.visitor(SUPERVISOR)
    visitor.get(f"/cases/{number}")
    answer = visitor.press(f"/cases/{number}/steering", deed="held", reason=" ")
    assert answer.status_code == 422
    assert "Укажите причину" in answer.text
    assert world.world.case(number).held_at is None


def test_who_may_not_mend_sees_no_steering(world: DeskWorld, number: CaseNumber) -> None:
    assert "/steering" not in world.visitor(CLERK).get(f"/cases/{number}").text
