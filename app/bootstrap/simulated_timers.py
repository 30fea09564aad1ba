"""Timers of a scenario's world: one at a time, and those that begin a case."""

from uuid import uuid4

from app.bootstrap.composition import Qadam
from app.domain.identity import CaseNumber
from app.domain.work import StartTimer
from app.simulation.world import Start
from app.usecases.fire_timer import fire_timer
from app.usecases.service_version import ServiceNotFound
from app.usecases.start_by_timer import start_case_by_timer


def fire_next(qadam: Qadam) -> bool:
    """Fire the timer that the alarm clock would fire first; False if none is due.

    One that begins a case where no case has one that is due.
    """
    now = qadam.clock.now()
    with qadam.storage.begin() as uow:
        due = uow.timers.due(now, 1)
        starting = uow.start_timers.due(now, 1)
    if not due:
        return any(_begin(qadam, timer) is not None for timer in starting)
    return fire_timer(
        due[0],
        begin=qadam.storage.begin,
        engine=qadam.engine,
        rules=qadam.rules,
        clock=qadam.clock,
        new_id=uuid4,
    )


def start_timer(qadam: Qadam, start: Start) -> StartTimer:
    """The timer by which the scenario's case begins. Raises ServiceNotFound."""
    with qadam.storage.begin() as uow:
        armed = uow.start_timers.of(start.process)
    found = [timer for timer in armed if timer.element_id == start.timer]
    if not found:
        raise ServiceNotFound(f"Expected {start.timer} to begin {start.process} by a timer")
    return min(found, key=lambda timer: timer.due_at)


def begin_by_timer(qadam: Qadam, start: Start) -> CaseNumber:
    """Begin the case now. Raises ServiceNotFound."""
    number = _begin(qadam, start_timer(qadam, start))
    if number is None:
        raise ServiceNotFound(f"Expected {start.timer} to begin a case")
    return number


def _begin(qadam: Qadam, timer: StartTimer) -> CaseNumber | None:
    return start_case_by_timer(
        timer,
        begin=qadam.storage.begin,
        engine=qadam.engine,
        rules=qadam.rules,
        clock=qadam.clock,
        new_id=uuid4,
    )
