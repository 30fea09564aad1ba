"""Fire the timers whose moment has come, each exactly once however many clocks run."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.identity import TimerId, TokenId
from app.domain.refusals import TokenNotWaiting, Unavailable
from app.domain.work import StartTimer, Timer, TimerState
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork
from app.usecases.advance_story import SYSTEM
from app.usecases.advancing import Deed, NewId, grounds_of, record_advance
from app.usecases.rulebook import Rulebook
from app.usecases.start_by_timer import start_due_cases

AT_ONCE = 100
"""Timers fetched by one look; the next look takes the rest."""


def fire_due_timers(
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
    report: Callable[[Timer | StartTimer, Exception], None],
) -> int:
    """Fire due timers, one transaction each; returns how many this clock fired.

    Those that begin cases come after those of cases. A timer that cannot be fired now stays armed
    and holds no other back. `report` is told of one that fails for another reason than a storage
    that is busy: a defect of ours.
    """
    with begin() as uow:
        due = uow.timers.due(clock.now(), AT_ONCE)
    fired = 0
    for timer in due:
        try:
            fired += fire_timer(
                timer, begin=begin, engine=engine, rules=rules, clock=clock, new_id=new_id
            )
        except Unavailable:
            continue
        except Exception as error:  # whatever happens, the timers after this one must fire
            report(timer, error)
    return fired + start_due_cases(
        begin=begin,
        engine=engine,
        rules=rules,
        clock=clock,
        new_id=new_id,
        most=AT_ONCE,
        report=report,
    )


def fire_timer(
    timer: Timer,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> bool:
    """Fire one timer; False if it was fired or cancelled by somebody else in between."""
    with begin() as uow:
        instance = uow.instances.lock(timer.instance_id)
        armed = uow.timers.get(TimerId(timer.id))
        if armed.state is not TimerState.ARMED or instance.held_at is not None:
            return False
        ground = grounds_of(uow, instance, rules, clock.now())
        try:
            advance = engine.fire(
                ground.service.source, instance.snapshot, TokenId(timer.id), ground.around
            )
        except TokenNotWaiting:
            # The instance has left the element in a way that did not close the row: close it now.
            uow.timers.put([replace(armed, state=TimerState.CANCELLED)])
            uow.commit()
            return False
        uow.timers.put([replace(armed, state=TimerState.FIRED)])
        deed = Deed(SYSTEM, "timer-fired", {"element": timer.element_id}, closed=TokenId(timer.id))
        record_advance(uow, ground, advance, deed, new_id=new_id)
        uow.commit()
        return True
