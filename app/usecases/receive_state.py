"""Take in what a state system says of an entity: conditions that it makes true begin cases.

BPMN 2.0.2, 10.5.2: a condition that begins a process reads no instance, but may read the states of
entities in its environment; it has to become false before it happens again. How these states are
come by the standard leaves open: here, the systems report them.
"""

from dataclasses import dataclass, field, replace

from app.domain.entity_states import EntityState, StartCondition
from app.domain.identity import CaseNumber, OfficeId
from app.domain.models import Beginning
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.advancing import Deed, NewId, grounds_of, record_advance
from app.usecases.begin_case import NOBODY, BeginCase, Occasion
from app.usecases.offer_service import department_of, sent_command
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion
from app.usecases.start_by_message import applicant_told
from app.usecases.start_by_timer import office_of_start
from app.usecases.surroundings import before_a_case


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveState:
    event_id: str
    """The system's own id of the report."""
    state: EntityState
    district: str = ""
    """KATO code of the district whose department a case would be of; empty: the model says."""


@dataclass(frozen=True, slots=True)
class StateReceived:
    numbers: tuple[CaseNumber, ...] = ()
    """Of the cases that it has begun, or let go on where they had begun by another event."""
    is_repeated: bool = field(default=False, compare=False)


def receive_state(
    command: ReceiveState,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> StateReceived:
    """Weigh the start conditions of the newest versions on it, all in one transaction.

    A condition that becomes true begins one case, with what was told as its variables. One that
    the report does not decide, for want of a value, stays as it was; so does every condition where
    a later state of this entity is known already. Idempotent by the system's id.

    Raises:
        DistrictUnknown: no department serves the district.
    """
    state = command.state
    command_id = sent_command(state.system, command.event_id)
    with begin() as uow:
        earlier = uow.command_log.answer_of(command_id, StateReceived)
        if earlier is not None:
            return replace(earlier, is_repeated=True)
        # Two reports at once of one entity: the second is weighed after the first.
        uow.kept_messages.settle(f"{state.system} {state.entity}", state.subject)
        named = department_of(command.district, rules.offices(uow)) if command.district else None
        weighing = _Weighing(uow, engine, rules, clock, new_id, state, named)
        numbers = [
            number
            for service in rules.services(uow)
            for at in service.model.condition_starts
            if (number := weighing.weigh(service, at)) is not None
        ]
        answer = StateReceived(tuple(numbers))
        uow.command_log.remember(command_id, answer, clock.now())
        uow.commit()
        return answer


@dataclass(frozen=True, slots=True)
class _Weighing:
    """One report within one transaction."""

    uow: UnitOfWork
    engine: ProcessEngine
    rules: Rulebook
    clock: Clock
    new_id: NewId
    state: EntityState
    named: OfficeId | None

    def weigh(self, service: ServiceVersion, at: Beginning) -> CaseNumber | None:
        """The case that has begun or gone on, if the condition has become true now."""
        known = self.uow.start_conditions.of(service.key, at, self.state)
        if known is not None and known.at > self.state.at:
            return None
        office = self.named or office_of_start(at, self.rules, self.uow)
        around = before_a_case(self.rules.calendar(office, self.uow), self.clock.now())
        is_true = self.engine.condition_holds(service.source, at, self.state.told, around)
        if is_true is None:
            return None
        self.uow.start_conditions.put(self._weighed(service, at, is_true=is_true))
        if not is_true or (known is not None and known.is_true):
            return None
        return self._go_on(service, at) or self._begin(service, at, office)

    def _weighed(self, service: ServiceVersion, at: Beginning, *, is_true: bool) -> StartCondition:
        return StartCondition(
            process_key=service.key,
            element_id=at.element,
            event=at.event,
            system=self.state.system,
            entity=self.state.entity,
            subject=self.state.subject,
            is_true=is_true,
            at=self.state.at,
        )

    def _begin(self, service: ServiceVersion, at: Beginning, office: OfficeId) -> CaseNumber:
        told = self.state.told
        occasion = Occasion(
            office=office,
            applicant=applicant_told(told, NOBODY),
            variables=told,
            actor=self.state.system,
            action="begun-by-condition",
            facts={"element": at.element, **self._facts()},
        )
        begin = BeginCase(
            uow=self.uow,
            engine=self.engine,
            rules=self.rules,
            clock=self.clock,
            new_id=self.new_id,
        )
        return begin(service, at, occasion).case.number

    def _go_on(self, service: ServiceVersion, at: Beginning) -> CaseNumber | None:
        """The oldest case that has begun by another of several events, and waits for this one."""
        found = self.uow.start_conditions.waiting_case(service.key, at) if at.is_joint else None
        if found is None:
            return None
        instance = self.uow.instances.lock(found)
        ground = grounds_of(self.uow, instance, self.rules, self.clock.now())
        advance = self.engine.weigh(
            ground.service.source, instance.snapshot, self.state.told, ground.around
        )
        deed = Deed(self.state.system, "state-received", self._facts())
        record_advance(self.uow, ground, advance, deed, new_id=self.new_id)
        return ground.case.number

    def _facts(self) -> dict[str, str]:
        return {"entity": self.state.entity, "subject": self.state.subject}
