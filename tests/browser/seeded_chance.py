"""Ids and delays as a seed gives them, so that what happens at one moment keeps its order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock
from unittest.mock import patch

OF_AN_ID = 16
"""As many bytes as `uuid4` asks for."""
COUNTED = 6
"""The first of them count on: they stand before the bits that tell the kind of a UUID."""


class SeededChance:
    """Stands in for the system's own source of chance.

    Ids grow: what was made later stands later where ids decide, whichever thread asked for others.
    """

    def __init__(self) -> None:
        self._random = random.Random()  # noqa: S311 - what nobody can foretell no test can compare
        self._made = 0
        self._lock = Lock()

    def begin(self, seed: str, *, made: int = 0) -> None:
        """From here on, the same as after every other such beginning with so many ids made."""
        with self._lock:
            self._random.seed(seed)
            self._made = made

    def bytes(self, count: int) -> bytes:
        with self._lock:
            if count != OF_AN_ID:
                return self._random.randbytes(count)
            self._made += 1
            rest = self._random.randbytes(count - COUNTED)
            return self._made.to_bytes(COUNTED, "big") + rest


@contextmanager
def seeded_chance(seed: str) -> Iterator[SeededChance]:
    """Where ids, tokens and delays of this process come from meanwhile."""
    chance = SeededChance()
    chance.begin(seed)
    with ExitStack() as stack:
        for source in ("os.urandom", "random._urandom"):
            stack.enter_context(patch(source, chance.bytes))
        yield chance
