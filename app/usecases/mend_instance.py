"""What a supervisor does to an instance that no model foresees: let it go on, change its data."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from app.domain.case import CaseEnded, InstanceStatus
from app.domain.identity import CaseNumber, CommandId, ElementId, JobId, PersonId, TokenId
from app.domain.people import Power, demand
from app.domain.refusals import Invalid, TokenNotWaiting
from app.domain.texts import Text
from app.domain.work import LeaseLost
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import Advance, JobWait, ProcessEngine
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.usecases.acting import actor_of, own_command
from app.usecases.advancing import Deed, Grounds, NewId, grounds_of, record_advance
from app.usecases.indexing import keep_variables
from app.usecases.rulebook import Rulebook


class ReasonMissing(Invalid):
    code = "ReasonMissing"
    title = Text("Себебін жазыңыз", "Укажите причину", "Give the reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGoOn:
    """Pass a wait that nothing else ends: a receive task, or a job that no handler will do."""

    command_id: CommandId
    number: CaseNumber
    element: ElementId
    actor: PersonId
    reason: str
    variables: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVariables:
    command_id: CommandId
    number: CaseNumber
    element: ElementId | None = None
    """Of whose scope, where a token stands; None for the process."""
    actor: PersonId
    reason: str
    variables: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelInstance:
    """End a case that nobody can or should bring to an end by its model."""

    command_id: CommandId
    number: CaseNumber
    actor: PersonId
    reason: str


@dataclass(frozen=True, slots=True)
class InstanceMended:
    number: CaseNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """These commands, with what they work with. Each is one transaction, idempotent by id.

    Raises (all):
        CaseNotFound: no such case.
        CaseEnded: it is over.
        NotPermitted: the person does not mend instances in the case's office.
        ReasonMissing: no reason was given.
    """

    begin: BeginWork
    engine: ProcessEngine
    rules: Rulebook
    clock: Clock
    new_id: NewId

    def let_go_on(self, command: LetGoOn) -> InstanceMended:
        """Raises TokenNotWaiting, too: nothing waits there that could be passed so."""

        def step(uow: UnitOfWork, ground: Grounds) -> Advance:
            kinds = ("message", "job")
            tokens = [
                token
                for token in uow.tokens.of(ground.instance.id)
                if token.element_id == command.element and token.kind in kinds
            ]
            if _is_weighed(ground, command.element):
                # A condition is never let go on: it is weighed, and happens if it is true.
                return self.engine.retry(
                    ground.service.source, ground.instance.snapshot, ground.around
                )
            if not tokens:
                raise TokenNotWaiting(f"Expected a receive task or job at {command.element}")
            source, snapshot = ground.service.source, ground.instance.snapshot
            if tokens[0].kind == "message":
                return self.engine.deliver(
                    source, snapshot, [tokens[0].id], command.variables, ground.around
                )
            token = TokenId(tokens[0].id)
            return self.engine.complete(source, snapshot, token, command.variables, ground.around)

        return self._do(command, step, "let-go-on", command.element)

    def set_variables(self, command: SetVariables) -> InstanceMended:
        """Change variables; what waited for them goes on."""

        def step(uow: UnitOfWork, ground: Grounds) -> Advance:
            source = ground.service.source
            changed, told = self.engine.set_variables(
                source, ground.instance.snapshot, command.variables, ground.around, command.element
            )
            keep_variables(uow, ground.instance.id, ground.indexed, told)
            changed, jobs = self.engine.jobs_again(source, changed, ground.around)
            _give_again(uow, jobs)
            return self.engine.retry(source, changed, ground.around)

        return self._do(command, step, "variables-set", command.element)

    def cancel(self, command: CancelInstance) -> InstanceMended:
        """End the instance; its open tasks, jobs, timers and waits for messages are cancelled."""

        def step(uow: UnitOfWork, ground: Grounds) -> Advance:
            return self.engine.cancel(
                ground.service.source, ground.instance.snapshot, ground.around
            )

        return self._do(command, step, "instance-cancelled", None)

    def _do(
        self,
        command: LetGoOn | SetVariables | CancelInstance,
        step: Callable[[UnitOfWork, Grounds], Advance],
        action: str,
        element: ElementId | None,
    ) -> InstanceMended:
        if not command.reason.strip():
            raise ReasonMissing(f"Expected a reason to mend case {command.number}")
        with self.begin() as uow:
            instance = uow.instances.lock_by_number(command.number)
            command_id = own_command(command.command_id, command.actor, instance.id)
            earlier = uow.command_log.answer_of(command_id, InstanceMended)
            if earlier is not None:
                return earlier
            actor = actor_of(uow, command.actor)
            ground = grounds_of(uow, instance, self.rules, self.clock.now())
            demand(actor, Power.MEND_INSTANCES, ground.case.office_id, self.rules.offices(uow))
            if instance.status in (InstanceStatus.COMPLETED, InstanceStatus.CANCELLED):
                raise CaseEnded(f"Expected case {command.number} to be open")
            if not isinstance(command, CancelInstance):
                instance.demand_moving()
            advance = step(uow, ground)
            # Names alone: values may be personal data.
            ends = isinstance(command, CancelInstance)
            names = () if isinstance(command, CancelInstance) else sorted(command.variables)
            facts = {"reason": command.reason, "variables": ", ".join(names)}
            kind = "instance_cancelled" if ends else "mended"
            event = HistoryEvent(ground.now, kind, element, actor.id, (), facts)
            deed = Deed(actor.id, action, facts, events=[event], ends=ends)
            record_advance(uow, ground, advance, deed, new_id=self.new_id)
            answer = InstanceMended(ground.case.number)
            uow.command_log.remember(command_id, answer, ground.now)
            uow.commit()
            return answer


def _give_again(uow: UnitOfWork, waits: Sequence[JobWait]) -> None:
    """Jobs that are tried later find what was mended; one in a worker's hands goes on as it is."""
    for wait in waits:
        job = uow.jobs.get(JobId(wait.token_id))
        if job.inputs != wait.inputs:
            with suppress(LeaseLost):
                uow.jobs.put(replace(job, inputs=wait.inputs))


def _is_weighed(ground: Grounds, element: ElementId) -> bool:
    return element in ground.service.model.conditional_events
