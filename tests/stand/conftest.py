from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from stand_parts import TOKENS, Hand

from app.stand import PEOPLE, Stand, create_stand
from app.stand.post import Answered


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def pauses() -> list[timedelta]:
    """How long the stand wanted to hold answers back."""
    return []


@pytest.fixture
def stand(clock: Hand, pauses: list[timedelta]) -> Iterator[Stand]:
    stand = create_stand(clock=clock, persons=PEOPLE, tokens=TOKENS, pause=pauses.append)
    yield stand
    stand.control.close()


@pytest.fixture
def sent(stand: Stand) -> list[tuple[str, Mapping[str, Any]]]:
    """What arrives at Qadam."""
    found: list[tuple[str, Mapping[str, Any]]] = []

    def carry(system: str, path: str, body: Mapping[str, Any]) -> Answered:
        found.append((path, body))
        return Answered(201, {"number": "ЖК-2026-000042", "due_on": "2026-12-08"})

    stand.control.post.carrier = carry
    return found
