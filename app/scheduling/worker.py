"""The worker: a thread that runs due jobs one after another and rests when there are none."""

import logging
from collections.abc import Callable
from threading import Event, Thread

log = logging.getLogger(__name__)
REST_SECONDS = 5.0
"""How long it rests without a nudge; jobs of other processes are found after it at the latest."""


class Worker:
    """Calls `run_next` until it says that nothing is due."""

    def __init__(self, *, run_next: Callable[[], object | None]) -> None:
        self._run_next = run_next
        self._nudged = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._work, name="qadam-worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def nudge(self) -> None:
        """Something may be due: look at once."""
        self._nudged.set()

    def stop(self, patience: float | None = None) -> None:
        """Finish the job at hand, then end.

        Args:
            patience: seconds; a job still going then is left, and run again when its lease is over.
        """
        self._stopping.set()
        self._nudged.set()
        self._thread.join(patience)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._nudged.clear()
            try:
                ran = self._run_next()
            except Exception:
                # The database may be away: the rows stand, the next look goes on.
                log.exception("the worker could not run a job")
                ran = None
            if ran is None:
                self._nudged.wait(REST_SECONDS)
