"""The HTTP side all clients share: token, patience, and the way to a stand in the same process."""

import logging
import ssl
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_IN_PROCESS = "stand.in_process"
_FAULT_HEADER = "Stand-Fault"


def http_client(
    base_url: str, token: str, timeout: timedelta, transport: httpx.BaseTransport | None = None
) -> httpx.Client:
    """A client of one state system; keep it for the life of the process and close it.

    Args:
        base_url: what the contract's paths are appended to.
        token: sent as bearer token.
        timeout: to connect, and again between two pieces of the answer.
        transport: another way than the network, such as `stand_transport`.
    """
    # httpx tells each address at INFO, and an address of GBD FL holds a person's number.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx.Client(
        base_url=base_url,
        headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
        timeout=timeout.total_seconds(),
        verify=_certificates(),
        transport=transport,
        follow_redirects=False,
        trust_env=False,
    )


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities that all clients trust: reading them is most of what a client costs."""
    return httpx.create_ssl_context(trust_env=False)


def stand_transport(app: "WSGIApplication") -> httpx.BaseTransport:
    """To a WSGI application in this process, without a wait: a timeout is raised, not sat out."""
    return _InProcess(app)


class _InProcess(httpx.BaseTransport):
    def __init__(self, app: "WSGIApplication") -> None:
        def marked(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            environ[_IN_PROCESS] = True
            # Bytes as Latin-1 letters, as PEP 3333 has it; httpx gives the letters themselves.
            environ["PATH_INFO"] = environ["PATH_INFO"].encode().decode("latin-1")
            return app(environ, start_response)

        self._inner = httpx.WSGITransport(marked)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        if response.headers.get(_FAULT_HEADER) == "timeout":
            response.close()
            raise httpx.ReadTimeout("the stand keeps its answer back", request=request)
        return response
