"""What runs when it is due and belongs to no person: jobs and timers."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.bootstrap.bindings.grounds import OnInstance
from app.domain.work import Job, StartTimer, Timer
from app.usecases.fire_timer import fire_due_timers
from app.usecases.run_job import Handlers, JobRun, run_next_job

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class DueWork:
    run_next_job: Callable[[], JobRun | None]
    fire_due_timers: Callable[[], int]


def due_work(on: OnInstance, handlers: Handlers, jitter: Callable[[], float]) -> DueWork:
    return DueWork(
        run_next_job=partial(
            run_next_job, **on, handlers=handlers, jitter=jitter, report=_report_defect
        ),
        fire_due_timers=partial(fire_due_timers, **on, report=_report_stuck_timer),
    )


def _report_defect(job: Job, error: Exception) -> None:
    log.error("job %s of topic %s failed on our side", job.id, job.topic, exc_info=error)


def _report_stuck_timer(timer: Timer | StartTimer, error: Exception) -> None:
    told = timer.id if isinstance(timer, Timer) else f"{timer.process_key}/{timer.element_id}"
    log.error("timer %s could not be fired", told, exc_info=error)
