from collections.abc import Iterator, Mapping
from contextlib import ExitStack

import pytest
from state_systems import Reached, reached

from app.integrations import (
    AleumetClient,
    CbdiClient,
    DdsClient,
    EgovClient,
    ESobesClient,
    GbdFlClient,
    MabClient,
    MonitoringClient,
    SmsClient,
)
from app.stand import Stand


@pytest.fixture
def systems() -> Iterator[Reached]:
    with reached() as found:
        yield found


@pytest.fixture
def stand(systems: Reached) -> Stand:
    return systems.stand


@pytest.fixture
def ports(systems: Reached) -> Iterator[Mapping[str, object]]:
    """A client of every system, by the names of the handlers' ports."""
    clients = {
        "registry": ("gbdfl", GbdFlClient),
        "disabilities": ("cbdi", CbdiClient),
        "programmes": ("esobes", ESobesClient),
        "phones": ("mab", MabClient),
        "portal": ("egov", EgovClient),
        "digital": ("dds", DdsClient),
        "sms": ("sms", SmsClient),
        "monitoring": ("monitoring", MonitoringClient),
        "services_portal": ("aleumet", AleumetClient),
    }
    with ExitStack() as open_ones:
        yield {
            name: kind(open_ones.enter_context(systems.connection(system)))
            for name, (system, kind) in clients.items()
        }


@pytest.fixture
def registry(ports: Mapping[str, object]) -> object:
    return ports["registry"]


@pytest.fixture
def sms(ports: Mapping[str, object]) -> object:
    return ports["sms"]
