"""Timers of a scenario's world: one at a time, and those that begin a case."""

from collections.abc import Sequence
from uuid import uuid4

from app.bootstrap.composition import Qadam
from app.domain.identity import CaseNumber, ElementId
from app.domain.models import ProcessModel
from app.domain.work import StartTimer
from app.simulation.world import Start
from app.usecases.fire_timer import AT_ONCE, fire_timer
from app.usecases.service_version import ServiceNotFound
from app.usecases.start_by_timer import start_case_by_timer


def fire_next(qadam: Qadam, models: Sequence[ProcessModel]) -> bool:
    """Fire the timer that is due first; of several at one moment, the innermost of the model.

    One that begins a case where no case has one that is due. False if none is.
    """
    now = qadam.clock.now()
    with qadam.storage.begin() as uow:
        due = uow.timers.due(now, AT_ONCE)
        starting = uow.start_timers.due(now, 1)
    if not due:
        return any(_begin(qadam, timer) is not None for timer in starting)
    first = min(timer.due_at for timer in due)
    timer = max(
        (timer for timer in due if timer.due_at == first),
        key=lambda one: (_depth(one.element_id, models), one.element_id),
    )
    return fire_timer(
        timer,
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


def _depth(element: ElementId, models: Sequence[ProcessModel]) -> int:
    """How many calls and subprocesses lie around the element."""
    *calls, own = element.split("/")
    depth = len(calls)
    for model in models:
        at = model.elements.get(ElementId(own))
        while at is not None and at.parent is not None:
            depth, at = depth + 1, model.elements.get(at.parent)
    return depth
