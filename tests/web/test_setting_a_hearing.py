"""The task that sets the time of a hearing: why it is asked anew is told, the checks stand by."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_world import (
    CLERK,
    COMPLETE_PACKAGE,
    SECRET,
    SPECIALIST,
    TUESDAY,
    DeskWorld,
)

from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import simulation_world
from app.bootstrap.web_services import web_services
from app.domain.task import UserTask
from app.ports.views import CaseView
from app.web import WebSettings, create_web

SERVICE = Path(__file__).parents[2] / "processes" / "personal-assistant"
AGAINST = {"outcome": "refused", "refusal_ground": "RF-2", "reasoning": "II топ"}
PLACE = {"hearing_method": "in_person", "hearing_place": "105-бөлме", "hearing_time": "11:00:00"}
IN_TIME, TOO_LATE = "2026-12-24", "2026-12-25"
UNFIT = "Назначенное время не подходит"


@pytest.fixture
def office(static: Path) -> Iterator[DeskWorld]:
    world = simulation_world(TUESDAY)
    world.deploy(read_folder(SERVICE))
    services = web_services(world.qadam)
    yield DeskWorld(world, create_web(services, WebSettings(SECRET, static=static)), services)
    world.close()


def decided_against(office: DeskWorld) -> CaseView:
    """A case whose hearing is to be set."""
    view = office.register(phone="+77010001000")
    office.complete(office.open_task(view), CLERK, COMPLETE_PACKAGE)
    office.complete(office.open_task(view), SPECIALIST, AGAINST)
    return view


def set_day(office: DeskWorld, view: CaseView, day: str) -> UserTask:
    """The task that is open after the day was set."""
    task = office.open_task(view)
    office.complete(task, SPECIALIST, {**PLACE, "hearing_date": day})
    return office.open_task(view)


def page_of(office: DeskWorld, task: UserTask) -> str:
    return office.visitor(SPECIALIST).get(f"/tasks/{task.id}").text


def test_a_first_time_is_asked_for_without_reproach(office: DeskWorld) -> None:
    view = decided_against(office)

    assert UNFIT not in page_of(office, office.open_task(view))


def test_a_day_later_than_the_term_is_asked_for_again_with_the_reason(office: DeskWorld) -> None:
    view = decided_against(office)

    again = set_day(office, view, TOO_LATE)

    assert again.element_id.endswith("invite_to_hearing")
    assert UNFIT in page_of(office, again)
    assert not set_day(office, view, IN_TIME).element_id.endswith("invite_to_hearing")


def test_a_day_off_within_the_term_is_not_taken(office: DeskWorld) -> None:
    office.pass_time(days=2)
    view = decided_against(office)

    again = set_day(office, view, "2026-12-26")

    assert again.element_id.endswith("invite_to_hearing")


def test_whoever_sets_the_day_sees_what_every_system_answered(office: DeskWorld) -> None:
    page = page_of(office, office.open_task(decided_against(office)))

    assert "Государственная база данных «Физические лица»" in page
    assert "Централизованный банк данных лиц с инвалидностью" in page
