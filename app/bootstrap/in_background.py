"""Lets work go on beside the request that asked for it."""

from collections.abc import Callable
from threading import Thread


def in_background(work: Callable[[], None]) -> None:
    """In a thread of its own, which does not hold the server back from ending."""
    Thread(target=work, name="qadam-scenarios", daemon=True).start()
