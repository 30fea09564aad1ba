"""Put a case on hold and let it go on: what a supervisor may do, always with a reason."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.audit import AuditEntry
from app.domain.case import CaseEnded, InstanceStatus, ProcessInstance
from app.domain.identity import CaseNumber, CommandId, PersonId
from app.domain.people import Power, demand
from app.domain.refusals import Conflict
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.usecases.acting import actor_of, own_command
from app.usecases.advancing import Grounds, audited, grounds_of
from app.usecases.mend_instance import ReasonMissing
from app.usecases.rulebook import Rulebook


class Deed(StrEnum):
    """What is done to the case; the word stands in its history and audit."""

    HOLD = "held"
    RESUME = "resumed"


class CaseNotOnHold(Conflict):
    code = "CaseNotOnHold"
    title = Text("Іс кідіртілмеген", "Дело не приостановлено", "The case is not on hold")


@dataclass(frozen=True, slots=True, kw_only=True)
class SteerInstance:
    command_id: CommandId
    number: CaseNumber
    actor: PersonId
    deed: Deed
    reason: str


@dataclass(frozen=True, slots=True)
class InstanceSteered:
    number: CaseNumber
    deed: str


def steer_instance(
    command: SteerInstance, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> InstanceSteered:
    """Hold the case or let it go on; idempotent by `command_id`.

    On hold its jobs and timers stand still and its tasks are refused; messages for it are kept, and
    its legal terms run on. What came due meanwhile happens when it is resumed.

    Raises:
        CaseNotFound: no such case.
        CaseEnded, CaseOnHold, CaseNotOnHold: it is over, on hold already, or not on hold.
        NotPermitted: the person does not mend instances in the case's office.
        ReasonMissing: no reason was given.
    """
    if not command.reason.strip():
        raise ReasonMissing(f"Expected a reason to steer case {command.number}")
    with begin() as uow:
        instance = uow.instances.lock_by_number(command.number)
        command_id = own_command(command.command_id, command.actor, instance.id)
        earlier = uow.command_log.answer_of(command_id, InstanceSteered)
        if earlier is not None:
            return earlier
        actor = actor_of(uow, command.actor)
        ground = grounds_of(uow, instance, rules, clock.now())
        demand(actor, Power.MEND_INSTANCES, ground.case.office_id, rules.offices(uow))
        if instance.status in (InstanceStatus.COMPLETED, InstanceStatus.CANCELLED):
            raise CaseEnded(f"Expected case {command.number} to be open")
        steered = _DEEDS[command.deed](uow, ground)
        facts = {"reason": command.reason.strip()}
        event = HistoryEvent(ground.now, command.deed.value, None, actor.id, (), facts)
        uow.history.add(instance.id, [event])
        audited(uow, steered, AuditEntry(ground.now, actor.id, f"case-{command.deed}", facts))
        answer = InstanceSteered(ground.case.number, command.deed.value)
        uow.command_log.remember(command_id, answer, ground.now)
        uow.commit()
        return answer


def _hold(_: UnitOfWork, ground: Grounds) -> ProcessInstance:
    ground.instance.demand_moving()
    return replace(ground.instance, held_at=ground.now, changed_at=ground.now)


def _resume(uow: UnitOfWork, ground: Grounds) -> ProcessInstance:
    if ground.instance.held_at is None:
        raise CaseNotOnHold(f"Expected case {ground.case.number} on hold")
    # Messages that came meanwhile were kept: whoever waits for them is looked for again.
    for message, key in sorted(uow.subscriptions.waits_of(ground.instance.id)):
        uow.kept_messages.settle(message, key)
        uow.kept_messages.wake(message, key)
    return replace(ground.instance, held_at=None, changed_at=ground.now)


_DEEDS: dict[Deed, Callable[[UnitOfWork, Grounds], ProcessInstance]] = {
    Deed.HOLD: _hold,
    Deed.RESUME: _resume,
}
