"""The alarm clock: APScheduler wakes this process when the earliest timer row is due.

Rows are the truth; the scheduler keeps nothing of its own. One wake-up is moved to the earliest
`due_at` after each commit of this process, and a look every five seconds finds timers that other
processes armed.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 5
_WAKE, _LOOK = "wake", "look"


class AlarmClock:
    """Calls `fire` when `next_due` has come; `fire` bears being called too often."""

    def __init__(self, *, fire: Callable[[], int], next_due: Callable[[], datetime | None]) -> None:
        # APScheduler tells every run at INFO and a run still going at WARNING: both are our normal.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._fire = fire
        self._next_due = next_due
        self._ringing = Lock()
        self._stopped = False
        # One thread: the wake-up and the look never fire at once.
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        self._scheduler.add_job(self._ring, "interval", seconds=LOOK_EVERY_SECONDS, id=_LOOK)
        self._scheduler.start()
        self.set()

    def stop(self) -> None:
        """Let the ring at hand end; none begins after it."""
        self._scheduler.pause()
        self._scheduler.get_jobs()  # comes after a look at hand, which must not find them gone
        # It would wait for the ring while holding the lock that the ring needs for `set`.
        self._scheduler.shutdown(wait=False)
        with self._ringing:
            self._stopped = True

    def set(self) -> None:
        """Move the wake-up to the earliest due moment; called after each commit."""
        try:
            due = self._next_due()
        except Exception:
            # The commit before stands; the next look finds the timer without a wake-up.
            log.warning("the earliest timer could not be asked for", exc_info=True)
            return
        if due is None:
            try:
                self._scheduler.remove_job(_WAKE)
            except JobLookupError:
                return
        else:
            self._scheduler.add_job(
                self._ring, "date", run_date=due, id=_WAKE, replace_existing=True
            )

    def _ring(self) -> None:
        with self._ringing:
            if not self._stopped and self._fire():
                self.set()
