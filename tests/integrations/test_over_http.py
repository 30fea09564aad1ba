import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from in_a_thread import running
from state_systems import TOKENS
from waitress.server import create_server
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from app.integrations import GbdFlClient, SmsClient, http_client
from app.integrations.answers import NO_ANSWER_IN_TIME
from app.ports.outside import SystemUnavailable
from app.stand import PEOPLE, Stand, create_stand

AIGUL = PEOPLE[0]


@pytest.fixture
def held_back() -> threading.Event:
    """Set once the client has lost its patience: only then does the stand go on."""
    return threading.Event()


@pytest.fixture
def served(held_back: threading.Event) -> Iterator[tuple[Stand, str]]:
    """The stand below `/stand` of a real server on a free port."""
    stand = create_stand(
        clock=lambda: datetime(2026, 11, 20, 5, 44, tzinfo=UTC),
        persons=PEOPLE,
        tokens=TOKENS,
        pause=lambda _: held_back.wait(10),
    )

    def nothing_here(environ: object, start_response: object) -> list[bytes]:
        raise AssertionError("only the stand is asked")

    mounted = DispatcherMiddleware(nothing_here, {"/stand": stand})
    server = create_server(mounted, host="127.0.0.1", port=0, threads=2)
    with running(server):
        yield stand, f"http://127.0.0.1:{server.effective_port}/stand"
        held_back.set()
    stand.control.close()


def test_the_clients_reach_a_stand_mounted_below_another_site(served: tuple[Stand, str]) -> None:
    stand, address = served
    with (
        http_client(address, TOKENS["gbdfl"], timedelta(seconds=5)) as to_registry,
        http_client(address, TOKENS["sms"], timedelta(seconds=5)) as to_gateway,
    ):
        record = GbdFlClient(to_registry).person(AIGUL.iin)
        SmsClient(to_gateway).send(to=AIGUL.phone, text="Шешім дайын", idempotency_key="job-1")

    assert record is not None
    assert record.full_name == AIGUL.full_name
    assert [message.to for message in stand.control.sent_messages()] == [AIGUL.phone]


def test_an_answer_that_is_kept_back_costs_the_client_its_patience(
    served: tuple[Stand, str], held_back: threading.Event
) -> None:
    stand, address = served
    stand.control.set_fault("gbdfl", "person", "timeout", times=1)
    with (
        http_client(address, TOKENS["gbdfl"], timedelta(milliseconds=50)) as client,
        pytest.raises(SystemUnavailable) as refused,
    ):
        GbdFlClient(client).person(AIGUL.iin)
    held_back.set()

    assert refused.value.reason == NO_ANSWER_IN_TIME
