from datetime import timedelta

import httpx
import pytest
from state_systems import Reached

from app.domain.state_systems import SYSTEM_NAMES, SystemCode
from app.integrations import http_client, stand_transport
from app.integrations.answers import DOWN, NO_CONNECTION, TOKEN_REFUSED
from app.integrations.reachability import demand_reachable
from app.ports.outside import SystemUnavailable
from app.settings import SYSTEMS

ASKED_WITH_A_TOKEN: tuple[SystemCode, ...] = (
    "gbdfl", "cbdi", "esobes", "mab", "egov", "sms", "aleumet",
)  # fmt: skip


def client_of(systems: Reached, token: str) -> httpx.Client:
    transport = stand_transport(systems.stand)
    return http_client("http://stand", token, timedelta(seconds=5), transport)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_system_that_answers_is_reachable_and_nothing_changes_there(
    systems: Reached, system: SystemCode
) -> None:
    with client_of(systems, f"{system}-token") as client:
        demand_reachable(system, client)

    assert systems.stand.control.sent_messages() == []
    assert systems.stand.control.received("monitoring", "stage") == []


@pytest.mark.parametrize("system", ASKED_WITH_A_TOKEN)
def test_a_system_that_is_down_or_refuses_the_token_is_not(
    systems: Reached, system: SystemCode
) -> None:
    with client_of(systems, "stale") as client, pytest.raises(SystemUnavailable) as refused:
        demand_reachable(system, client)
    systems.stand.control.set_fault(system, "*", "down-until")
    with (
        client_of(systems, f"{system}-token") as client,
        pytest.raises(SystemUnavailable) as down,
    ):
        demand_reachable(system, client)

    assert (refused.value.reason, down.value.reason) == (TOKEN_REFUSED, DOWN)
    assert refused.value.system == SYSTEM_NAMES[system]


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_system_out_of_reach_is_not(system: SystemCode) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    transport = httpx.MockTransport(refuse)
    with (
        http_client("http://state", "t", timedelta(seconds=5), transport) as client,
        pytest.raises(SystemUnavailable) as refused,
    ):
        demand_reachable(system, client)

    assert refused.value.reason == NO_CONNECTION
