"""Stands in memory that come and go: building their pages takes longer than many a case."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from app.bootstrap.state_systems import make_stand
from app.settings import Settings

_lock = Lock()
_free: list["LentStand"] = []


class LentStand:
    """A stand with its invented people; giving it back makes it as new."""

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        self.settings = settings
        self.now = now
        """The clock of whoever has it."""
        self.stand = make_stand(settings, lambda: self.now(), None)

    def give_back(self) -> None:
        control = self.stand.control
        control.reset()
        control.authority.forget_all()
        control.delivers_after = None
        control.post.carrier = None
        with _lock:
            if self not in _free:
                _free.append(self)


def lend_stand(settings: Settings, now: Callable[[], datetime]) -> LentStand:
    """A stand of its own until it is given back."""
    with _lock:
        found = next((one for one in _free if one.settings == settings), None)
        if found is not None:
            _free.remove(found)
    if found is None:
        return LentStand(settings, now)
    found.now = now
    return found
