from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.integrations import GbdFlClient, SmsClient, http_client, stand_transport
from app.stand import PEOPLE, Stand, create_stand


@pytest.fixture
def stand() -> Iterator[Stand]:
    stand = create_stand(
        clock=lambda: datetime(2026, 11, 20, 5, 44, tzinfo=UTC),
        persons=PEOPLE,
        tokens={"gbdfl": "token", "sms": "token"},
    )
    yield stand
    stand.control.close()


@pytest.fixture
def registry(stand: Stand) -> Iterator[GbdFlClient]:
    with http_client(
        "http://stand", "token", timedelta(seconds=5), stand_transport(stand)
    ) as client:
        yield GbdFlClient(client)


@pytest.fixture
def sms(stand: Stand) -> Iterator[SmsClient]:
    with http_client(
        "http://stand", "token", timedelta(seconds=5), stand_transport(stand)
    ) as client:
        yield SmsClient(client)
