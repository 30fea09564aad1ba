"""The timers that begin cases are those of the version in force."""

from datetime import timedelta

import pytest
from test_starting_by_timer import MODEL, TUESDAY, at, begun, deploy, timer, world

from app.bootstrap.deployments import deploy_files
from app.bootstrap.designing import design_services
from app.bootstrap.simulation import SimulationWorld
from app.domain.identity import PersonId, ProcessKey
from app.domain.models import ModelFile
from app.usecases.deploy_service import BeginsByTimer, Publication
from app.usecases.publish_service import BringBack

__all__ = ["world"]


def test_a_version_that_comes_back_brings_its_timers_back_counted_from_now(
    world: SimulationWorld,
) -> None:
    deploy(world, timer("timeDuration", "P3D"))
    deploy(world, timer("timeDuration", "P9D"))
    world.set_clock(TUESDAY + timedelta(days=1))
    designer = world.qadam.storage.queries.person(PersonId("madina"))
    assert designer is not None

    design_services(world.qadam).publisher.bring_back(
        designer, BringBack(ProcessKey("monthly"), 1, "Қате табылды")
    )

    assert world.next_due() == TUESDAY + timedelta(days=4)
    assert at(world, TUESDAY + timedelta(days=4)) == 1
    assert [case.version for case in begun(world)] == [1]


def test_a_process_that_a_timer_begins_takes_a_version_at_once_only(
    world: SimulationWorld,
) -> None:
    deploy(world, timer("timeDuration", "P3D"))
    none = MODEL.format(key="monthly", timers="", office="").encode()

    with pytest.raises(BeginsByTimer):
        deploy_files(
            world.qadam,
            [ModelFile("monthly.bpmn", none)],
            "madina",
            Publication(takes_effect=TUESDAY + timedelta(days=9), is_designed=True),
            is_trial=True,
        )

    assert world.next_due() == TUESDAY + timedelta(days=3)
