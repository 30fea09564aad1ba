"""Ids and delays as a seed gives them, so that what happens at one moment keeps its order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock
from unittest.mock import patch


class SeededChance:
    """Stands in for the system's own source of chance."""

    def __init__(self) -> None:
        self._random = random.Random()  # noqa: S311 - what nobody can foretell no test can compare
        self._lock = Lock()

    def begin(self, seed: str) -> None:
        """From here on, the same as after every other such beginning."""
        with self._lock:
            self._random.seed(seed)

    def bytes(self, count: int) -> bytes:
        with self._lock:
            return self._random.randbytes(count)


@contextmanager
def seeded_chance(seed: str) -> Iterator[SeededChance]:
    """Where ids, tokens and delays of this process come from meanwhile."""
    chance = SeededChance()
    chance.begin(seed)
    with ExitStack() as stack:
        for source in ("os.urandom", "random._urandom"):
            stack.enter_context(patch(source, chance.bytes))
        yield chance
