"""Walks one scenario through its world, step by step, until something is not as expected."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.domain.called_elements import CalledElements
from app.domain.identity import CaseNumber, PersonId
from app.domain.mistakes import filled
from app.domain.refusals import DomainError
from app.domain.task import UserTask, UserTaskNotFound
from app.ports.views import CaseView, MessageRow
from app.simulation import failing_words as say
from app.simulation.changing_systems import ChangeRefused, change_systems
from app.simulation.expecting import Seen, mismatches, plain
from app.simulation.failing import NotAsExpected, differs, refusal_told, unexpected
from app.simulation.report import Failure, StepDone
from app.simulation.scenario import (
    Advance,
    AnyStep,
    Cancel,
    ChangeSystems,
    ChangeTerm,
    Expect,
    FailJob,
    FireTimers,
    OnTask,
    Restart,
    RetryIncident,
    Scenario,
    SendMessage,
    SendSignal,
    SetVariables,
    StartAnother,
    Steer,
    SystemSends,
    Trigger,
)
from app.simulation.systems import EVERY_TIME
from app.simulation.virtual_time import VirtualTime
from app.simulation.words import step_words
from app.simulation.world import Start, World


class Walk:
    """One run of one scenario. Use once."""

    def __init__(
        self,
        scenario: Scenario,
        world: World,
        *,
        restart_everywhere: bool = False,
        most_moments: int | None = None,
    ) -> None:
        self._scenario = scenario
        self._world = world
        self._time = VirtualTime(
            world, restart_everywhere=restart_everywhere, most_moments=most_moments
        )
        self._restart_everywhere = restart_everywhere
        self._refusal: DomainError | None = None
        self._told: dict[tuple[CaseNumber, str], int] = {}
        """How many statuses or stages of a case an expectation has seen."""
        self._read: dict[CaseNumber, Sequence[MessageRow]] = {}
        """The messages of a case that an expectation has seen."""
        self.numbers: list[CaseNumber] = []
        """Cases of the scenario, numbered from 1."""
        self.steps: list[StepDone] = []
        self.failure: Failure | None = None
        # Each entry takes the very class of step that it stands under.
        self._deeds: Mapping[type[AnyStep], Callable[[Any], None]] = {
            Expect: self._check,
            OnTask: self._on_task,
            Advance: self._time.advance,
            FireTimers: self._time.advance,
            FailJob: lambda step: world.fail_next_job(step.topic, step.reason, step.retries),
            Restart: lambda _: world.restart(),
            RetryIncident: self._retry,
            ChangeTerm: self._change_term,
            ChangeSystems: self._change_systems,
            SystemSends: self._system_sends,
            StartAnother: lambda step: self._begin(step.start),
            SendMessage: self._message,
            SendSignal: self._signal,
            Trigger: self._trigger,
            SetVariables: self._set,
            Cancel: self._cancel,
            Steer: self._steer,
        }

    def run(self) -> None:
        """Walk it; afterwards `steps` and `failure` tell how it went."""
        steps, start = self._scenario.steps, self._scenario.start
        if start is not None:
            self._attempt(0, start.line, "start", lambda: self._begin(start), steps[:1])
        for number, step in enumerate(steps, 1):
            if self.failure is not None:
                return
            deed = self._deed(step)
            self._attempt(number, step.line, step_words(step), deed, steps[number : number + 1])

    def begin(self, start: Start) -> None:
        """The case of a walk that is led by hand. Raises as `act`."""
        self._begin(start)

    def act(self, step: AnyStep) -> None:
        """One step of a walk that is led by hand. Raises DomainError, NotAsExpected."""
        self._deeds[type(step)](step)

    def elements_of(self, case: CaseView) -> CalledElements:
        """The elements of the case's process and of what it calls."""
        models = {model.key: model for model in self._world.models()}
        return CalledElements(models[case.case.process_key], models.get)

    def _attempt(
        self,
        number: int,
        line: int,
        words: str,
        deed: Callable[[], None],
        upcoming: Sequence[AnyStep],
    ) -> None:
        try:
            try:
                deed()
            except DomainError as refusal:
                if not _expects_refusal(upcoming):
                    raise unexpected(refusal) from refusal
                self._refusal = refusal
        except NotAsExpected as wrong:
            self.failure = Failure(
                number,
                line,
                f"{words}: {wrong.what}",
                plain(wrong.expected),
                plain(wrong.found),
                wrong.told,
                wrong.key,
            )
        at, passed = self._world.now(), self.failure is None
        self.steps.append(StepDone(number, line, words, at, passed))
        if self._restart_everywhere:
            self._world.restart()

    def _deed(self, step: AnyStep) -> Callable[[], None]:
        return lambda: self._deeds[type(step)](step)

    def _begin(self, start: Start) -> None:
        if start.timer is not None:
            # What is due before it comes before it.
            before = self._world.start_due(start) - timedelta(microseconds=1)
            self._time.move_to(max(before, self._world.now()))
        if start.about:
            about = self._case(start.about).case.number
            self.numbers.append(self._world.file_complaint(start, about))
        else:
            self.numbers.append(self._world.start(start))
        self._time.settle()

    def _case(self, instance: int) -> CaseView:
        return self._world.case(self._number(instance))

    def _number(self, instance: int) -> CaseNumber:
        if instance > len(self.numbers):
            so_far = filled(say.SO_FAR, count=len(self.numbers))
            raise NotAsExpected(say.NO_INSTANCE, instance, so_far)
        return self.numbers[instance - 1]

    def _on_task(self, step: OnTask) -> None:
        for task in self._tasks_meant(step):
            self._work(step, task)
        self._time.settle()

    def _tasks_meant(self, step: OnTask) -> list[UserTask]:
        """An open one; a closed one where no other is meant, so that it refuses by itself."""
        named = _named(step, self._world.open_tasks(self._number(step.instance)))
        if step.every:
            return named
        if step.index < len(named):
            return [named[step.index]]
        tasks = self._case(step.instance).tasks
        if step.element != "*" and step.index < len(closed_too := _named(step, tasks)):
            return [closed_too[step.index]]
        there = sorted(task.element_id for task in tasks if task.is_open)
        raise UserTaskNotFound(f"Expected a user task {step.element}, found open {there}")

    def _work(self, step: OnTask, task: UserTask) -> None:
        actor = step.actor or self._someone(task)
        answers = _typed(step.answers) if task.form else step.answers
        match step.deed:
            case "complete":
                self._world.complete(task.id, actor, answers)
            case "claim":
                self._world.claim(task.id, actor)
            case "unclaim":
                self._world.unclaim(task.id, actor)
            case "save_draft":
                self._world.save_draft(task.id, actor, answers)
            case "sign":
                self._world.sign(task.id, actor)

    def _someone(self, task: UserTask) -> PersonId | None:
        """Who does it where the scenario does not say: the holder, or a demo person it admits.

        None: the world finds somebody, whom a stray model may name as it likes.
        """
        people = self._world.candidates(task)
        if task.assignee in people:
            return task.assignee
        if people and task.assignee is None:
            return people[0]
        if self._scenario.walks_as_people:
            groups = ", ".join(task.candidate_groups)
            raise NotAsExpected(
                filled(say.NOBODY, element=task.element_id),
                filled(say.AS_OR_GROUPS, groups=groups),
                say.NEITHER,
            )
        return None

    def _retry(self, step: RetryIncident) -> None:
        incidents = self._case(step.instance).incidents
        meant = [i for i in incidents if step.element in (None, i.element_id)]
        if not meant:
            there = [i.element_id for i in incidents]
            raise NotAsExpected(say.NO_INCIDENT, step.element or say.AN_INCIDENT, there)
        self._world.retry_incident(meant[0].id, step.actor)
        self._time.settle()

    def _change_term(self, step: ChangeTerm) -> None:
        self._world.change_term(self._number(step.instance), step)
        self._time.settle()

    def _change_systems(self, step: ChangeSystems) -> None:
        try:
            change_systems(step.changes, self._world)
        except ChangeRefused as refused:
            found = filled(say.STAND_SAYS, reason=str(refused))
            raise NotAsExpected(say.SYSTEMS, say.WHAT_MAY_BE, found) from refused
        self._time.settle()

    def _message(self, step: SendMessage) -> None:
        key = step.key or self._number(step.instance)
        self._world.message(step.name, key, step.payload)
        self._time.settle()

    def _signal(self, step: SendSignal) -> None:
        self._world.signal(step.name, step.payload)
        self._time.settle()

    def _trigger(self, step: Trigger) -> None:
        number = self._number(step.instance)
        self._world.trigger(number, step.element, step.variables)
        self._time.settle()

    def _steer(self, step: Steer) -> None:
        number = self._number(step.instance)
        steer = self._world.suspend if step.deed == "suspend" else self._world.resume
        steer(number, step.reason)
        self._time.settle()

    def _set(self, step: SetVariables) -> None:
        number = self._number(step.instance)
        self._world.set_variables(number, None, step.values)
        self._time.settle()

    def _system_sends(self, step: SystemSends) -> None:
        number = self.numbers[step.instance - 1] if step.instance <= len(self.numbers) else None
        begun = self._world.send(step.sending, number)
        if begun is not None and begun not in self.numbers:
            self.numbers.append(begun)
        self._time.settle()

    def _cancel(self, step: Cancel) -> None:
        self._world.cancel(self._number(step.instance), step.reason)
        self._time.settle()

    def _check(self, step: Expect) -> None:
        refusal, self._refusal = self._refusal, None
        wanted = step.wants.refused
        if wanted is not None and (refusal is None or refusal.code != wanted):
            raise differs("refused", wanted, None if refusal is None else refusal_told(refusal))
        if not self.numbers and wanted is not None:
            return
        case = self._case(step.instance)
        number = case.case.number
        sent, received = case.messages, self._world.received(number)
        fresh = {
            what: found if what in EVERY_TIME else found[self._told.get((number, what), 0) :]
            for what, found in received.items()
        }
        unread = _but(sent, self._read.get(number, ()))
        seen = Seen(case, self.elements_of(case), unread, fresh, self._world.registers(number))
        for wrong in mismatches(step.wants, seen):
            raise differs(wrong.what, wrong.expected, wrong.found)
        if step.wants.messages is not None:
            self._read[number] = sent
        for what, found in received.items():
            if getattr(step.wants, what) is not None:
                self._told[number, what] = len(found)


def _but(sent: Sequence[MessageRow], read: Sequence[MessageRow]) -> Sequence[MessageRow]:
    """What was not read yet: those sent at one moment stand in no order that a count could cut."""
    left = Counter((row.message, row.to, row.text, row.sent_at) for row in read)
    unread = []
    for row in sent:
        key = (row.message, row.to, row.text, row.sent_at)
        if left[key]:
            left[key] -= 1
        else:
            unread.append(row)
    return unread


def _expects_refusal(upcoming: Sequence[AnyStep]) -> bool:
    return any(isinstance(s, Expect) and s.wants.refused is not None for s in upcoming)


def _named(step: OnTask, tasks: Sequence[UserTask]) -> list[UserTask]:
    """Those of the step's element, oldest first."""
    named = [task for task in tasks if step.element in ("*", task.element_id)]
    return sorted(named, key=lambda task: (task.created_at, str(task.id)))


def _typed(answers: Mapping[str, object]) -> Mapping[str, object]:
    """Answers as a browser sends them: numbers as the text that was typed."""
    return {
        key: format(answer, "f") if isinstance(answer, Decimal) else answer
        for key, answer in answers.items()
    }
