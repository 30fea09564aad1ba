"""The product to measure, over an empty database of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import KINDS, FreshUrl

from app.bench.material import Bench
from app.bootstrap.benching import bench_on
from app.settings import Settings, read_settings

ENVIRONMENT = {"QADAM_DEMO": "1", "QADAM_SECRET": "a benchmark signs nothing that leaves it"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({**ENVIRONMENT, "QADAM_VAR": str(tmp_path)})


@pytest.fixture(params=KINDS)
def bench(
    request: pytest.FixtureRequest, fresh_urls: dict[str, FreshUrl], settings: Settings
) -> Iterator[Bench]:
    with bench_on(settings, fresh_urls[request.param]()) as made:
        yield made
