from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.integrations import GbdFlClient, SmsClient, http_client, stand_transport
from app.stand import PEOPLE, Stand, create_stand

MORNING = datetime(2026, 11, 20, 5, 44, tzinfo=UTC)


@pytest.fixture
def stand() -> Iterator[Stand]:
    def refuse_to_wait(span: timedelta) -> None:
        raise AssertionError(f"nobody in process is held back, not even for {span}")

    stand = create_stand(
        clock=lambda: MORNING,
        persons=PEOPLE,
        tokens={"gbdfl": "registry-token", "sms": "gateway-token"},
        pause=refuse_to_wait,
    )
    yield stand
    stand.control.close()


@pytest.fixture
def registry(stand: Stand) -> Iterator[GbdFlClient]:
    with _client(stand, "registry-token") as client:
        yield GbdFlClient(client)


@pytest.fixture
def gateway(stand: Stand) -> Iterator[SmsClient]:
    with _client(stand, "gateway-token") as client:
        yield SmsClient(client)


def _client(stand: Stand, token: str) -> httpx.Client:
    return http_client("http://stand", token, timedelta(seconds=5), stand_transport(stand))
