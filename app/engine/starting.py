"""When a timer or a condition begins an instance: judged before there is a case."""

from dataclasses import replace
from datetime import datetime

from app.domain.models import Beginning
from app.engine.event_facts import Timer
from app.engine.expressions import Scope, compiled
from app.engine.facts import ProcessFacts
from app.engine.failures import Stuck
from app.engine.times import Cycle, cycle_of, due_at
from app.ports.engine import StartDue, Surroundings, Variables


def start_due(
    facts: ProcessFacts, at: Beginning, since: datetime, first: int, around: Surroundings
) -> StartDue | None:
    """The first round from `first` on that is not before `since`. Raises Stuck.

    A date before the version was deployed begins nothing: the version before it may have done so,
    and each new one would do so again.
    """
    timer = facts.elements[at.element].events[at.event].timer
    if timer is None:
        return None
    scope = Scope({}, replace(around, now=since))
    if timer.kind == "timeCycle":
        return _round(cycle_of(timer, scope, timer.kind), since, first)
    return _once(timer, scope, since) if first == 1 else None


def condition_holds(
    facts: ProcessFacts, at: Beginning, told: Variables, around: Surroundings
) -> bool | None:
    """Whether the condition of a start event is true; None where what is told does not say."""
    text = facts.elements[at.element].events[at.event].condition
    try:
        if compiled(text).names - told.keys():
            return None
        found = Scope(told, around).evaluate(text, "condition")
    except Stuck:
        return None
    return found if isinstance(found, bool) else None


def _once(timer: Timer, scope: Scope, since: datetime) -> StartDue | None:
    due = due_at(timer, scope, timer.kind)
    return StartDue(1, due) if due >= since else None


def _round(cycle: Cycle, since: datetime, first: int) -> StartDue | None:
    number = first
    if cycle.due(number, "timeCycle") < since:
        # It may have begun years ago, and come each second.
        step = 1
        while cycle.due(number + step, "timeCycle") < since:
            step *= 2
        low, number = number + step // 2, number + step
        while low + 1 < number:
            middle = (low + number) // 2
            low, number = (
                (low, middle) if cycle.due(middle, "timeCycle") >= since else (middle, number)
            )
    if cycle.rounds is not None and number > cycle.rounds:
        return None
    return StartDue(number, cycle.due(number, "timeCycle"))
