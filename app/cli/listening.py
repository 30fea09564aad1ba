"""Listens on the configured port and answers until the program is told to stop."""

import errno
import logging
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, NoReturn, Protocol

from app.cli.problems import CannotGoOn
from app.settings import Settings, address_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

STOP_PATIENCE = 0.6
"""Seconds that open requests, and then the job at hand, have left after Ctrl+C."""
LARGEST_BODY = 64 * 1024 * 1024
"""Bytes; more than the largest upload, whose refusal is a page and no broken connection."""


class Server(Protocol):
    """What is used of waitress, which ships no types."""

    def run(self) -> None:
        """Answer requests; returns after Ctrl+C."""
        ...

    def close(self) -> None: ...


def held_port(settings: Settings) -> socket.socket:
    """The port, held from here on: a second start meanwhile finds it taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    try:
        if sys.platform != "win32":  # there it would share the port instead of reusing it
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen()
    except PermissionError:
        listening.close()
        raise CannotGoOn(
            f"Port {settings.port} is not for everybody: set QADAM_PORT to 1024 or more."
        ) from None
    except OSError as error:
        listening.close()
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise CannotGoOn(f"QADAM_HOST {settings.host} is no address of this machine.") from None
        free = settings.port + 1 if settings.port < 65535 else 8000
        raise CannotGoOn(
            f"Port {settings.port} is taken: stop the program that has it, "
            f"or start with QADAM_PORT={free} python3 run.py"
        ) from None
    return listening


def address(settings: Settings) -> str:
    return address_of(settings.host, settings.port)


def make_server(wsgi: "WSGIApplication", listening: socket.socket) -> Server:
    """A server on the held port."""
    from waitress import create_server

    server = create_server(
        wsgi,
        sockets=[listening],
        threads=8,
        ident="Qadam",
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=True,
    )
    server.task_dispatcher.shutdown = partial(_shut_down, server.task_dispatcher.shutdown)
    made: Server = server
    return made


def _shut_down(shutdown: Callable[..., bool]) -> bool:
    """Waitress's own way, which by itself gives open requests five seconds to end.

    It warns of those that it lets go: whoever stopped the program knows, and a job that asked
    the stand is asked for again at the next start.
    """
    logging.getLogger("waitress").setLevel(logging.ERROR)
    return shutdown(timeout=STOP_PATIENCE)


def until_stopped(server: Server, greeting: str) -> None:
    """Say the greeting, then answer requests until Ctrl+C or SIGTERM."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        print(greeting, flush=True)  # here, because a stop may follow at once
        server.run()
    except KeyboardInterrupt:
        return  # in the moment before it listens; it takes every later one itself
    finally:
        server.close()


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
