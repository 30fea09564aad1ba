"""A storage of each kind, empty and migrated, for every test that asks for one."""

from collections.abc import Iterator

import pytest
from databases import KINDS, FreshUrl

from app.storage import Storage, open_storage


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def url(database: str, fresh_urls: dict[str, FreshUrl]) -> str:
    return fresh_urls[database]()


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    opened = open_storage(url)
    yield opened
    opened.close()
