"""The whole product over a real database, with a stand and a clock that the test moves."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from case_walks import Walk
from databases import KINDS
from lent_storages import FreshStorage
from signing_desk import Desk
from signing_service import signing_service

from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import simulation_world

SERVICE = Path(__file__).parents[2] / "app" / "bench" / "service"
TUESDAY = datetime.fromisoformat("2026-12-22T10:00:00+05:00")


@pytest.fixture(params=KINDS)
def walk(request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]) -> Iterator[Walk]:
    """A walk that begins on Tuesday, 22 December 2026, at ten."""
    world = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    world.deploy(read_folder(SERVICE))
    yield Walk(world)
    world.close()


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, fresh_storages: dict[str, FreshStorage]) -> Iterator[Desk]:
    world = simulation_world(TUESDAY, database=fresh_storages[request.param]())
    world.deploy(signing_service())
    yield Desk(Walk(world))
    world.close()
