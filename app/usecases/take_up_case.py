"""Take a case up again at a stage of its process, after a complaint was found right.

The case goes on as what it is: its number, papers, history and audit chain stay, whatever it
waited for is closed, and its terms count anew. Its model says where: at a start event with the
property `takesOver`, which names the variables of the first course that go along.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.case import Case, ProcessInstance
from app.domain.identity import CaseNumber, CommandId, InstanceId
from app.domain.models import Beginning
from app.feel import Value
from app.ports.clock import Clock
from app.ports.complaints import CaseNotTakenUp
from app.ports.engine import ProcessEngine, Variables
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.usecases.advance_story import SYSTEM
from app.usecases.advancing import Deed, NewId, grounds_of, record_advance
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion
from app.usecases.surroundings import deadline_of


@dataclass(frozen=True, slots=True)
class TakeUpCase:
    command_id: CommandId
    instance_id: InstanceId
    stage: str
    """As the model knows it, in its variable `taken_up.stage`."""
    reason: str
    complaint: CaseNumber
    """The complaint that was found right."""


@dataclass(frozen=True, slots=True)
class CaseTakenUp:
    number: CaseNumber
    at: datetime


def take_up_case(
    command: TakeUpCase,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> CaseTakenUp:
    """Begin its process anew within the same case, whether it is over or under way.

    Idempotent by `command_id`.

    Raises:
        CaseNotTakenUp: neither its own version nor the newest one can be taken up.
    """
    with begin() as uow:
        instance = uow.instances.lock(command.instance_id)
        earlier = uow.command_log.answer_of(command.command_id, CaseTakenUp)
        if earlier is not None:
            return earlier
        now = clock.now()
        service, start, taken_over = _beginning(uow, instance, rules)
        instance = replace(instance, version=service.version)
        case = _with_new_term(uow.cases.get(instance.id), service, rules, uow, now)
        uow.cases.take_up(case)
        first = _first_variables(uow, instance, taken_over, command, now)
        uow.variables.drop(instance.id)
        uow.indexed.drop(instance.id)
        ground = grounds_of(uow, instance, rules, now, case)
        advance = engine.start(service.source, first, ground.around, start)
        facts = {
            "complaint": command.complaint,
            "stage": command.stage,
            "due": case.term_due_on.isoformat(),
            "reason": command.reason,
        }
        event = HistoryEvent(now, "taken_up", None, SYSTEM, (), facts)
        deed = Deed(SYSTEM, "case-taken-up", facts, events=[event])
        record_advance(uow, ground, advance, deed, new_id=new_id)
        answer = CaseTakenUp(case.number, now)
        uow.command_log.remember(command.command_id, answer, now)
        uow.commit()
        return answer


def _beginning(
    uow: UnitOfWork, instance: ProcessInstance, rules: Rulebook
) -> tuple[ServiceVersion, Beginning, tuple[str, ...]]:
    """The version, its start event, and what is taken over; the case's own version if it can."""
    own = rules.service(instance.process_key, instance.version, uow)
    for service in (own, rules.latest(instance.process_key, uow)):
        for element in service.model.elements.values():
            if element.takes_over is not None:
                return service, Beginning(element.id), element.takes_over
    raise CaseNotTakenUp(f"{instance.process_key} has no start event with takesOver")


def _with_new_term(
    case: Case, service: ServiceVersion, rules: Rulebook, uow: UnitOfWork, now: datetime
) -> Case:
    """The case with its terms counted from now; what was decided on the old ones is history."""
    again = replace(case, taken_up_at=now, term_met_at=None, term_changes=())
    edition = service.standard.edition(case.edition)
    calendar = rules.calendar(case.office_id, uow)
    deadline = deadline_of(again, again.term, edition, calendar)
    return replace(again, term_due_on=deadline.due, term_closes_at=deadline.closes_at)


def _first_variables(
    uow: UnitOfWork,
    instance: ProcessInstance,
    taken_over: tuple[str, ...],
    command: TakeUpCase,
    now: datetime,
) -> Variables:
    known = uow.variables.of(instance.id)
    told: dict[str, Value] = {
        "stage": command.stage,
        "reason": command.reason,
        "complaint": command.complaint,
        "at": now,
    }
    return {**{name: known[name] for name in taken_over if name in known}, "taken_up": told}
