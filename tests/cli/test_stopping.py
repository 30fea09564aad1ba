"""The server is told to stop while somebody still waits for an answer."""

import logging
import socket
from collections.abc import Iterator
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from app.cli.listening import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

THREADS = 8
"""Of the server: more requests than that wait in its queue."""


@pytest.fixture(autouse=True)
def waitress_speaks_again() -> Iterator[None]:
    yield
    logging.getLogger("waitress").setLevel(logging.NOTSET)


def test_requests_that_are_let_go_at_the_stop_are_not_warned_of(
    caplog: pytest.LogCaptureFixture,
) -> None:
    goes_on, begun = Event(), []

    def slow(environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes]:
        begun.append(environ["PATH_INFO"])
        goes_on.wait()
        start("200 OK", [])
        return [b""]

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = make_server(slow, listening)
        running = Thread(target=server.run, daemon=True)
        running.start()
        port = listening.getsockname()[1]
        asking = [socket.create_connection(("127.0.0.1", port)) for _ in range(THREADS + 2)]
        for one in asking:
            one.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        dispatcher = server.task_dispatcher  # type: ignore[attr-defined]  # of waitress
        while len(begun) < THREADS or not dispatcher.queue:
            pass
        caplog.clear()
        dispatcher.shutdown()
        told = [record.message for record in caplog.records]
        goes_on.set()
        server.trigger.pull_trigger(server.close)  # type: ignore[attr-defined]  # of waitress
        running.join()
        for one in asking:
            one.close()

    assert told == []
