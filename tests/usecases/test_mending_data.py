"""A supervisor corrects what a case knows, and the work that waited for it goes on with that."""

import pytest
from case_walks import AIGUL, CLERK, SUPERVISOR, Walk
from trial_models import ASK_REGISTRY

from app.domain.case import InstanceStatus
from app.domain.identity import CaseNumber, ProcessKey
from app.domain.models import ModelFile
from app.domain.people import NotPermitted
from app.simulation.world import Start
from app.usecases.read_mending import MendingDesk, MendingPage

NOBODY = "580412400175"
ASK_ABOUT = ASK_REGISTRY.replace("=applicant.iin", "=asked.iin")


@pytest.fixture
def stuck(walk: Walk) -> Walk:
    """A case whose job asks the registry for a person that the registry does not know."""
    walk.world.deploy([ModelFile("ask.bpmn", ASK_ABOUT.encode())])
    start = Start(ProcessKey("ask-registry"), 1, answers={"asked": {"iin": NOBODY}})
    walk.numbers.append(walk.world.start(start))
    walk.run_jobs()
    assert walk.view().status is InstanceStatus.INCIDENT
    return walk


def page(walk: Walk, actor: str, number: CaseNumber) -> MendingPage:
    qadam = walk.world.qadam
    desk = MendingDesk(
        queries=qadam.storage.queries,
        rules=qadam.rules,
        record_opening=qadam.desk.record_opening,
    )
    with qadam.storage.begin() as uow:
        person = uow.people.get(actor)  # type: ignore[arg-type]  # the id of a person
    assert person is not None
    return desk.page(person, number)


def test_a_job_that_is_tried_again_asks_with_the_mended_data(stuck: Walk) -> None:
    number = stuck.view().case.number

    stuck.world.set_variables(number, None, {"asked": {"iin": AIGUL}})
    (incident,) = stuck.view().incidents
    stuck.world.retry_incident(incident.id, SUPERVISOR)
    stuck.run_jobs()

    assert stuck.view().status is InstanceStatus.COMPLETED


def test_looking_at_the_data_is_recorded_and_needs_the_power_to_mend(stuck: Walk) -> None:
    number = stuck.view().case.number

    (scope,) = page(stuck, SUPERVISOR, number).scopes

    assert scope.variables["asked"] == {"iin": NOBODY}
    openings = stuck.world.qadam.storage.queries.case_openings(stuck.view().case.instance_id, 5)
    assert [(row.person, row.page) for row in openings] == [(SUPERVISOR, "data")]
    with pytest.raises(NotPermitted):
        page(stuck, CLERK, number)


def test_a_stage_that_stands_open_has_data_of_its_own(walk: Walk) -> None:
    walk.at_completeness()
    number = walk.view().case.number

    scopes = page(walk, SUPERVISOR, number).scopes

    own, *stages = scopes
    assert (own.path, own.element) == ("", None)
    for scope in stages:
        assert scope.element is not None
        assert scope.element.startswith(f"{scope.path}/")
