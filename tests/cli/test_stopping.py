"""The server is told to stop while somebody still waits for an answer."""

import logging
import socket
from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING

import pytest

from app.cli.listening import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

REQUESTS = 10
"""More than the server has threads: two wait in its queue."""


class Request:
    """As the server's threads take it from the queue: it takes as long as the test likes."""

    goes_on = Event()

    def defer(self) -> None:
        """It waits for a thread."""

    def service(self) -> None:
        self.goes_on.wait()

    def cancel(self) -> None:
        """It is let go."""


@pytest.fixture(autouse=True)
def waitress_speaks_again() -> Iterator[None]:
    yield
    logging.getLogger("waitress").setLevel(logging.NOTSET)


def test_requests_that_are_let_go_at_the_stop_are_not_warned_of(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def nothing(_environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes]:
        start("204 No Content", [])
        return []

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = make_server(nothing, listening)
        dispatcher = server.task_dispatcher  # type: ignore[attr-defined]  # of waitress
        for _ in range(REQUESTS):
            dispatcher.add_task(Request())
        caplog.clear()
        dispatcher.shutdown()
        told = [record.message for record in caplog.records]
        Request.goes_on.set()
        server.close()

    assert told == []
