"""Serves the pages by waitress on loopback, and asks them over one kept-alive connection."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from waitress import create_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
_FORM = "application/x-www-form-urlencoded"


class UnexpectedAnswer(Exception):
    """A page answered with another status than the measured one: the figures would be of no use."""


class PageClient:
    """A signed-in person at one connection."""

    def __init__(self, connection: HTTPConnection) -> None:
        self._connection = connection
        self._cookies: dict[str, str] = {}
        self._token = ""

    def sign_in(self, person: str) -> None:
        """As a demo person; keeps the session and its form token."""
        self._learn_token("/sign-in")
        self.post("/sign-in/demo", {"person": person, "next": "/tasks"})
        self._learn_token("/tasks")

    def get(self, path: str) -> str:
        """The page. Raises UnexpectedAnswer unless it is there."""
        return self._ask("GET", path, 200)

    def post(self, path: str, fields: Mapping[str, str]) -> None:
        """Send a form. Raises UnexpectedAnswer unless it was taken and another page follows."""
        body = urlencode({**fields, "csrf_token": self._token})
        self._ask("POST", path, 303, body)

    def _learn_token(self, path: str) -> None:
        found = _TOKEN.search(self.get(path))
        if found is None:
            raise UnexpectedAnswer(f"{path} names no form token")
        self._token = found[1]

    def _ask(self, method: str, path: str, expected: int, body: str | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = _FORM
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        self._remember(answer)
        if answer.status != expected:
            raise UnexpectedAnswer(f"{method} {path}: {answer.status} instead of {expected}")
        return page

    def _remember(self, answer: HTTPResponse) -> None:
        for header in answer.headers.get_all("Set-Cookie", ()):
            for name, morsel in SimpleCookie(header).items():
                self._cookies[name] = morsel.value


@contextmanager
def served(pages: "WSGIApplication") -> Iterator[PageClient]:
    """A client of the pages, served as production serves them, with eight threads."""
    with clients_of(pages, 1) as (client,):
        yield client


@contextmanager
def clients_of(pages: "WSGIApplication", count: int) -> Iterator[Sequence[PageClient]]:
    """As many clients of the pages, each at a connection of its own; served as by `served`."""
    server = create_server(pages, host="127.0.0.1", port=0, threads=8, ident="Qadam")
    thread = Thread(target=server.run, name="bench-server", daemon=True)
    thread.start()
    try:
        with ExitStack() as connections:
            yield [
                PageClient(
                    connections.enter_context(
                        closing(HTTPConnection("127.0.0.1", server.effective_port))
                    )
                )
                for _ in range(count)
            ]
    finally:
        # Closed by its own loop, which ends with its last socket; it may wake for something else
        # and be closed before the trigger is written to.
        with suppress(OSError):
            server.trigger.pull_trigger(server.close)
        thread.join()
        server.task_dispatcher.shutdown()
