from collections.abc import Iterator

import pytest
from signing_counter import Counter
from state_systems import Reached, reached

from app.integrations import GbdFlClient, SmsClient
from app.stand import Stand


@pytest.fixture
def systems() -> Iterator[Reached]:
    with reached() as found:
        yield found


@pytest.fixture
def stand(systems: Reached) -> Stand:
    return systems.stand


@pytest.fixture
def registry(systems: Reached) -> Iterator[GbdFlClient]:
    with systems.connection("gbdfl") as client:
        yield GbdFlClient(client)


@pytest.fixture
def gateway(systems: Reached) -> Iterator[SmsClient]:
    with systems.connection("sms") as client:
        yield SmsClient(client)


@pytest.fixture
def counter() -> Iterator[Counter]:
    counter = Counter()
    yield counter
    counter.authority.close()
