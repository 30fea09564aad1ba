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
        self._seed = ""
        self._of_size: dict[int, random.Random] = {}
        self._made = 0
        self._lock = Lock()

    def begin(self, seed: str, *, made: int = 0) -> None:
        """From here on, the same as after every other such beginning with so many ids made."""
        with self._lock:
            self._seed = seed
            self._of_size.clear()
            self._made = made

    def bytes(self, count: int) -> bytes:
        with self._lock:
            drawn = self._drawn(count)
            if count != OF_AN_ID:
                return drawn
            self._made += 1
            return self._made.to_bytes(COUNTED, "big") + drawn[COUNTED:]

    def _drawn(self, count: int) -> bytes:
        """Delays do not change where one id more is made: they are of another size."""
        found = self._of_size.get(count)
        if found is None:
            # What nobody can foretell no test can compare.
            found = random.Random(f"{self._seed} {count}")  # noqa: S311
            self._of_size[count] = found
        return found.randbytes(count)


@contextmanager
def seeded_chance(seed: str) -> Iterator[SeededChance]:
    """Where ids, tokens and delays of this process come from meanwhile."""
    chance = SeededChance()
    chance.begin(seed)
    with ExitStack() as stack:
        for source in ("os.urandom", "random._urandom"):
            stack.enter_context(patch(source, chance.bytes))
        yield chance
