from collections.abc import Iterator
from datetime import timedelta

import pytest
from stand_parts import TOKENS, Hand

from app.stand import PEOPLE, Stand, create_stand


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
