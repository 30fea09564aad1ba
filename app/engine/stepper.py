"""Moves an instance to its next wait states, one element at a time."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from app.domain.identity import FlowId, TokenId
from app.domain.models import Beginning
from app.engine import waits
from app.engine.building import entry
from app.engine.calling import Called
from app.engine.choosing import chosen, is_choice
from app.engine.codec import encode_all
from app.engine.compensating import Compensating, is_handler, is_undoing
from app.engine.compensation_specs import BESIDE, Reopened
from app.engine.erring import LEFT, catches_error, caught, leave
from app.engine.event_specs import happen_again
from app.engine.events import HELD, Thrown, holds, tell, thrown_by
from app.engine.facts import Facts
from app.engine.failures import Stuck
from app.engine.instance import ARMED, CAME, DONE, GIVEN, Instance, begin_at, is_beside
from app.engine.looping import Looping, is_turn
from app.engine.meeting import meet
from app.engine.names import inside
from app.engine.pruning import prune
from app.engine.several import gathered, is_one_of_several
from app.engine.specs import TAKEN, Container, Loop
from app.engine.story import Story
from app.engine.working import Working, demand_no_conflict
from app.feel.values import Value
from app.ports.engine import Failure, Surroundings, ThrownOutside, Wait

MAX_RUNS = 25_000
"""Elements that one step may pass; a loop without a wait state ends in an incident here."""
PRUNE_EVERY = 100
"""Passed elements between two cuts within one step, at least; as many as there are tasks to walk.

The library walks trees by recursion, so a tree must not grow for long.
"""
_ACTIVE = TaskState.READY | TaskState.WAITING


class Stepper:
    """One step of one instance: collects what was passed, and the first failure."""

    def __init__(self, instance: Instance, around: Surroundings, called: Called) -> None:
        self.story = Story(instance)
        self.working = Working(instance, around, called)
        self._instance = instance
        self._looping = Looping(instance, around)
        self._compensating = Compensating(instance, called, self.story)
        self._stuck: dict[UUID, Failure] = {}
        self._runs = 0
        self._next_cut = PRUNE_EVERY
        self.thrown: list[ThrownOutside] = []
        """Messages and signals for other instances."""
        self._changed = True
        """Whether conditions have to be weighed again."""
        self._agenda = instance.workflow.agenda
        self._agenda.clear()
        self._agenda.extend(instance.tasks(_ACTIVE))

    @property
    def failure(self) -> Failure | None:
        """The first that is left: an event may have taken a token away that could not go on."""
        live = {task.id for task in self._instance.tasks(TaskState.NOT_FINISHED_MASK)}
        return next((failed for token, failed in self._stuck.items() if token in live), None)

    def run(self) -> None:
        """Pass elements until each token rests at a wait state, an incident or an end."""
        while (task := self._next()) is not None or self._conditions_move():
            if task is not None:
                self._try(task)
            if self._runs >= self._next_cut:
                prune(self._instance)
                self._next_cut = self._runs + max(PRUNE_EVERY, self._instance.size)

    def _conditions_move(self) -> bool:
        """Whether a condition that has become true lets a token move, now that no other can."""
        return self._changed and self.weigh_conditions()

    def begin(self, at: Beginning) -> None:
        """Let the event happen that the instance begins with, where a token waits for it."""
        self.run()
        for task in list(self._instance.tasks(TaskState.WAITING)):
            facts = self._instance.facts_of(task)
            if facts is None or (facts.element.id, facts.number) != (at.element, at.event):
                continue
            if self._instance.is_waiting(task):
                self.happen(task, {})
                return

    def happen(self, task: Any, values: Mapping[str, Value]) -> None:
        """The event at this waiting token happens now, before any other token moves."""
        if self._instance.known(task).needs_all:
            if is_one_of_several(task, values, self._instance):
                self.story.come(task)
                return
            values = gathered(task, values, self._instance)
        task.internal_data[GIVEN] = encode_all(values)
        tell(task)
        self._try(task)

    def cancel(self) -> None:
        """End everything that is open."""
        self._instance.workflow.cancel()
        self.story.cancel()

    def set_variables(
        self, task: Any, values: Mapping[str, Value], adds: AbstractSet[str] = frozenset()
    ) -> None:
        """Change variables on behalf of the element at this token."""
        if values:
            self._instance.write(task, values, adds)
            self._changed = True

    def waits(self) -> tuple[Wait, ...]:
        """Every armed wait state, old and new."""
        return tuple(
            waits.wait_of(task, self._instance)
            for task in self._instance.tasks(_ACTIVE)
            if self._instance.is_waiting(task)
        )

    def _try(self, task: Any) -> None:
        facts = self._instance.facts_of(task)
        try:
            if LEFT in task.internal_data:
                self._go_on_erring(task)
            elif facts is None:
                task.run()
            else:
                self._handle(task, facts)
        except Stuck as stuck:
            self._stop(task, stuck)
        self.story.cancel()

    def _next(self) -> Any:
        """A token that can move now, or a wait that is not armed yet."""
        while True:
            while self._agenda:
                task = self._agenda.popleft()
                if self._can_move(task):
                    return task
            trees = [tree for tree in self._instance.workflows() if tree.spec.meets]
            if not any(meet(tree) for tree in trees):
                return None

    def _can_move(self, task: Any) -> bool:
        if task.id in self._stuck or task.id not in task.workflow.tasks:
            return False
        marks = task.internal_data
        if task.state == TaskState.READY:
            if not task.task_spec.manual or GIVEN in marks or DONE in marks:
                return True
        elif task.state != TaskState.WAITING:
            return False
        facts = self._instance.facts_of(task)
        is_open = ARMED not in marks and CAME not in marks
        return facts is not None and is_open and waits.is_wait(task, facts)

    def _handle(self, task: Any, facts: Facts) -> None:
        marks = task.internal_data
        if isinstance(task.task_spec, Loop):
            self._loop(task, facts)
            return
        if waits.is_wait(task, facts) and ARMED not in marks and GIVEN not in marks:
            self.working.take_inputs(task, facts)
            waits.arm(task, facts, self.working.scope(task))
            self._changed = True
            return
        self._count()
        if isinstance(task.task_spec, Container) and self._rests(task, facts):
            return
        if DONE not in marks:
            results = self.working.work(task, facts)
            self.set_variables(task, results.values, results.adds)
            marks.pop(GIVEN, None)
            # A flow that cannot be chosen is tried again without working twice.
            marks[DONE] = 1
        if is_turn(task):
            enough = self._looping.is_enough(task)
            self._pass(task, facts, ())
            self._looping.end_turn(task, enough=enough)
        else:
            self._pass(task, facts, self._flows(task, facts))

    def _rests(self, task: Any, facts: Facts) -> bool:
        """Open the tree of a container; False once that has ended, so that the token goes on."""
        if is_undoing(task):
            return self._undoes(task, facts)
        if self._instance.is_entered(task):
            return False
        self.working.take_inputs(task, facts)
        if facts.call is not None:
            self.story.call(task, self.working.call(task, facts.call))
        task.run()
        if facts.call is not None and facts.call.start is not None:
            begin_at(self._instance.workflow.subprocesses[task.id], facts.call.start)
        return True

    def _undoes(self, task: Any, facts: Facts) -> bool:
        """Begin a compensation; False where a throwing event has done its part and goes on."""
        is_throw = not isinstance(task.task_spec, Reopened)
        if not self._instance.is_entered(task):
            if is_throw:
                self.working.take_inputs(task, facts)
            event = facts.compensation
            if is_throw and event is not None and not event.waits:
                if DONE not in task.internal_data:
                    self._compensating.begin_beside(task)
            elif self._compensating.begin(task):
                return True
        if BESIDE not in task.internal_data and is_throw:
            return False
        task.run()
        if not is_throw:
            self._compensating.end_turn(task)
        return True

    def _loop(self, task: Any, facts: Facts) -> None:
        """Begin the instances of a loop; when they have ended, go on."""
        marks = task.internal_data
        self._count()
        if not self._instance.is_entered(task):
            self._looping.begin(task, facts)
            return
        if DONE not in marks:
            demand_no_conflict(marks)
            self.set_variables(task, self._looping.results(task, facts))
            marks[DONE] = 1
        self._pass(task, facts, self._flows(task, facts))

    def _pass(self, task: Any, facts: Facts, flows: tuple[FlowId, ...]) -> None:
        # Found first: an error that nobody catches stops the token before it has passed.
        thrown = (
            thrown_by(task, facts, self._instance, self.working.scope(task))
            if facts.throws
            else None
        )
        counts = is_beside(task) and ARMED in task.internal_data and not facts.needs_all
        again = waits.next_round(task) if counts else None
        self.story.pass_on(task, facts, flows)
        task.internal_data.pop(ARMED, None)
        task.internal_data.pop(DONE, None)
        self._compensating.note(task, facts)
        if not is_turn(task):  # a loop still asks what its instance held
            self._instance.frames.pop(task.id, None)
        if self._repeats(task, facts) or again is not None:
            fresh = happen_again(task)
            if HELD in task.internal_data:
                fresh.internal_data[HELD] = task.internal_data[HELD]
            if again is not None:
                fresh.internal_data[ARMED] = encode_all(again)
        if thrown is not None:
            self._throw(task, thrown)
        # What it has thrown may have taken the token itself away.
        if task.state == TaskState.READY:
            task.run()
            if is_handler(task):
                self._compensating.end_turn(task)

    def _repeats(self, task: Any, facts: Facts) -> bool:
        return facts.may_repeat and is_beside(task)

    def _throw(self, task: Any, thrown: Thrown) -> None:
        """Let the event happen to who catches it here; tell the platform what is for others."""
        self.thrown += thrown.outside
        for catching, values in thrown.catching:
            if catching.state != TaskState.WAITING or GIVEN in catching.internal_data:
                continue
            if catches_error(self._instance, catching):
                self.err(task, catching, values)
            else:
                self.happen(catching, values)

    def err(self, task: Any, catching: Any, values: Mapping[str, Value]) -> None:
        """An error at the task is caught, once what it leaves on the way is undone (10.7.3)."""
        undoing = leave(self._instance, task, catching, values)
        if undoing is None:
            self.happen(catching, values)
        elif not self._compensating.begin(undoing):
            self._go_on_erring(undoing)

    def _go_on_erring(self, task: Any) -> None:
        catching, values = caught(self._instance, task)
        if catching is None:
            raise LookupError("an error that nobody catches any more")
        self.err(task, catching, values)

    def weigh_conditions(self) -> bool:
        """Let events happen whose condition has become true; whether any did.

        A condition that stays true does not happen again (10.5.5): it has to be false in between.
        """
        self._changed = happened = False
        if not any(tree.definition.facts.has_conditions for tree in self._instance.workflows()):
            return False
        for task in list(self._instance.tasks(TaskState.WAITING)):
            facts = self._instance.facts_of(task)
            event = None if facts is None else facts.event
            if event is None or event.kind != "conditional" or ARMED not in task.internal_data:
                continue
            if task.state != TaskState.WAITING or task.id in self._stuck:
                continue
            is_true = holds(event.condition, self.working.scope(task))
            was_true = task.internal_data.get(HELD, False)
            task.internal_data[HELD] = is_true
            if is_true and not was_true:
                self.happen(task, {})
                happened = True
        return happened

    def _flows(self, task: Any, facts: Facts) -> tuple[FlowId, ...]:
        """Choose where the token goes on, and note it for the library where that is a choice."""
        ways = facts.outgoing
        if is_choice(facts):
            ways = chosen(facts, self.working.scope(task, own=False))
            nodes = task.workflow.spec.task_specs
            targets = [entry(nodes, inside(way.target)).name for way in ways]
            task.internal_data[TAKEN] = targets
        return tuple(way.flow for way in ways)

    def _count(self) -> None:
        self._runs += 1
        if self._runs > MAX_RUNS:
            raise Stuck("budget-exceeded", f"more than {MAX_RUNS} elements in one step")

    def _stop(self, task: Any, stuck: Stuck) -> None:
        address = self._instance.address(task)
        self._stuck[task.id] = Failure(address, TokenId(task.id), stuck.code, stuck.detail)
