"""A stand in the same process and a client of each of its systems, held to the contracts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from openapi_contract import Witness

from app.integrations import http_client, stand_transport
from app.stand import PEOPLE, Stand, create_stand
from app.stand.control import CALLS

MORNING = datetime(2026, 11, 20, 5, 44, tzinfo=UTC)
TOKENS = {system: f"{system}-token" for system in CALLS}


class Hand:
    """A clock that only a test moves."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, span: timedelta) -> None:
        self.now += span


@dataclass(frozen=True, slots=True)
class Reached:
    """The stand, and connections to it that check every exchange."""

    stand: Stand
    clock: Hand
    witness: Witness

    def connection(self, system: str, token: str | None = None) -> httpx.Client:
        return http_client(
            "http://stand", token or TOKENS[system], timedelta(seconds=5), self.witness
        )


@contextmanager
def reached() -> Iterator[Reached]:
    def refuse_to_wait(span: timedelta) -> None:
        raise AssertionError(f"nobody in process is held back, not even for {span}")

    clock = Hand()
    stand = create_stand(clock=clock, persons=PEOPLE, tokens=TOKENS, pause=refuse_to_wait)
    try:
        yield Reached(stand, clock, Witness(stand_transport(stand)))
    finally:
        stand.control.close()
