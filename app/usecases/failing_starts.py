"""Timers that could not begin their case: shown to supervisors, who may have them tried at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.identity import ElementId, PersonId, ProcessKey
from app.domain.models import Element
from app.domain.people import Person, Power, demand, offices_where
from app.domain.refusals import NotFound
from app.domain.standard import ServiceStandard
from app.domain.texts import Text
from app.domain.work import StartTimer
from app.ports.clock import Clock
from app.ports.storage import BeginWork
from app.usecases.acting import actor_of
from app.usecases.rulebook import Rulebook


class StartNotFailing(NotFound):
    """It has begun its case since, or a new version has its place."""

    code = "StartNotFailing"
    title = Text(
        "Бұл таймер іс бастап үлгерді немесе ауыстырылды",
        "Этот таймер уже начал дело или заменён",
        "This timer has begun its case, or was replaced",
    )


@dataclass(frozen=True, slots=True)
class FailingStart:
    timer: StartTimer
    standard: ServiceStandard
    element: Element


def failing_starts(actor: Person, *, begin: BeginWork, rules: Rulebook) -> Sequence[FailingStart]:
    """Those of the offices that the person supervises, the earliest first."""
    offices = offices_where(actor, Power.SEE_INSTANCES, rules.offices())
    with begin() as uow:
        timers = [timer for timer in uow.start_timers.failing() if timer.office_id in offices]
        services = [rules.service(timer.process_key, timer.version, uow) for timer in timers]
    return [
        FailingStart(timer, service.standard, service.model.elements[timer.element_id])
        for timer, service in zip(timers, services, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class RetryStart:
    actor: PersonId
    process: ProcessKey
    element: ElementId
    event: int


def retry_start(command: RetryStart, *, begin: BeginWork, rules: Rulebook, clock: Clock) -> None:
    """Have the timer tried at once. Repeating it changes nothing more.

    Raises:
        StartNotFailing: nothing keeps it from beginning any more.
        NotPermitted: the person may not mend instances of its office.
    """
    with begin() as uow:
        actor = actor_of(uow, command.actor)
        wanted = (command.process, command.element, command.event)
        found = [
            timer
            for timer in uow.start_timers.failing()
            if (timer.process_key, timer.element_id, timer.event) == wanted
        ]
        if not found:
            raise StartNotFailing(f"Expected a failing timer {command.element}, there is none")
        demand(actor, Power.MEND_INSTANCES, found[0].office_id, rules.offices(uow))
        uow.start_timers.put(replace(found[0], retry_at=clock.now()))
        uow.commit()
