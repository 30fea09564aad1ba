"""Moves an instance to its next wait states, one element at a time."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from app.domain.identity import ElementId, FlowId, TokenId
from app.engine import waits
from app.engine.building import entry
from app.engine.calling import BOUND, MAX_CALLS, Called
from app.engine.calls import Call, passed
from app.engine.codec import decode_all, encode_all
from app.engine.deciding import ask
from app.engine.event_specs import EventGateway, Watch, happen_again
from app.engine.events import HELD, Thrown, holds, tell, thrown_by
from app.engine.expressions import Scope, compiled, is_expression, words_without_values
from app.engine.facts import Choice, DecisionCall, Facts
from app.engine.failures import Stuck
from app.engine.instance import ARMED, DONE, GIVEN, Instance, is_aside, is_beside
from app.engine.joins import CONFLICTS
from app.engine.looping import Looping, is_turn
from app.engine.meeting import meet
from app.engine.names import inside
from app.engine.pruning import prune
from app.engine.specs import TAKEN, Container, Loop
from app.feel import Note
from app.feel.values import Value
from app.ports.engine import (
    Decided,
    Failure,
    Passed,
    Surroundings,
    ThrownOutside,
    Wait,
    Warned,
)

MAX_RUNS = 25_000
"""Elements that one step may pass; a loop without a wait state ends in an incident here."""
PRUNE_EVERY = 100
"""Passed elements between two cuts within one step, at least; as many as there are tasks to walk.

The library walks trees by recursion, so a tree must not grow for long.
"""
CATCHING = ("boundary_event", "intermediate_catch_event", "start_event")
_ACTIVE = TaskState.READY | TaskState.WAITING


class Stepper:
    """One step of one instance: collects what was passed, and the first failure."""

    def __init__(self, instance: Instance, around: Surroundings, called: Called) -> None:
        self.passed: list[Passed] = []
        self.decided: list[Decided] = []
        self.warnings: list[Warned] = []
        self.failure: Failure | None = None
        self._instance = instance
        self._around = around
        self._called = called
        self._looping = Looping(instance, around)
        self._stuck: set[UUID] = set()
        self._runs = 0
        self._next_cut = PRUNE_EVERY
        self.thrown: list[ThrownOutside] = []
        """Messages and signals for other instances."""
        self._changed = True
        """Whether conditions have to be weighed again."""
        self._agenda = instance.workflow.agenda
        self._agenda.clear()
        self._agenda.extend(instance.tasks(_ACTIVE))

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

    def happen(self, task: Any, values: Mapping[str, Value]) -> None:
        """The event at this waiting token happens now, before any other token moves."""
        task.internal_data[GIVEN] = encode_all(values)
        tell(task)
        self._try(task)

    def cancel(self) -> None:
        """End everything that is open."""
        self._instance.workflow.cancel()
        self._tell_cancelled()

    def set_variables(self, task: Any, values: Mapping[str, Value]) -> None:
        """Change variables on behalf of the element at this token."""
        self._instance.write(task, values)
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
            if facts is None:
                task.run()
            else:
                self._handle(task, facts)
        except Stuck as stuck:
            self._stop(task, stuck)
        self._tell_cancelled()

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
        return facts is not None and ARMED not in marks and waits.is_wait(task, facts)

    def _handle(self, task: Any, facts: Facts) -> None:
        marks = task.internal_data
        if isinstance(task.task_spec, Loop):
            self._loop(task, facts)
            return
        if waits.is_wait(task, facts) and ARMED not in marks and GIVEN not in marks:
            self._take_inputs(task, facts)
            waits.arm(task, facts, self._scope(task))
            self._changed = True
            return
        self._count()
        if isinstance(task.task_spec, Container) and not self._instance.is_entered(task):
            self._take_inputs(task, facts)
            if facts.call is not None:
                self._call(task, facts.call)
            task.run()
            return
        if DONE not in marks:
            self._work(task, facts)
            # A flow that cannot be chosen is tried again without working twice.
            marks[DONE] = 1
        if is_turn(task):
            enough = self._looping.is_enough(task)
            self._pass(task, facts, ())
            self._looping.end_turn(task, enough=enough)
        else:
            self._pass(task, facts, self._flows(task, facts))

    def _loop(self, task: Any, facts: Facts) -> None:
        """Begin the instances of a loop; when they have ended, go on."""
        marks = task.internal_data
        self._count()
        if not self._instance.is_entered(task):
            self._looping.begin(task, facts)
            return
        if DONE not in marks:
            _demand_no_conflict(marks)
            self.set_variables(task, self._looping.results(task, facts))
            marks[DONE] = 1
        self._pass(task, facts, self._flows(task, facts))

    def _take_inputs(self, task: Any, facts: Facts) -> None:
        if facts.inputs:
            found = waits.mapped(facts.inputs, self._scope(task, own=False))
            self._instance.frame(task).local = found
        for name in facts.held:
            self._instance.frame(task).local.setdefault(name, None)

    def _call(self, task: Any, call: Call) -> None:
        """Bind the call activity to a process, and pass the variables in."""
        caller = task.workflow
        if caller.path.count("/") >= MAX_CALLS:
            raise Stuck("budget-exceeded", f"more than {MAX_CALLS} calls, one inside the other")
        scope = self._scope(task)
        bound = self._called.bind(caller.definition, call, scope)
        variables = passed(call.inputs, scope)
        definition = self._called.definition(caller.definition, bound)
        self._instance.workflow.called[task.id] = definition
        self._instance.frame(task).called = variables
        task.internal_data[BOUND] = [bound.key, bound.version]
        address, version = self._instance.address(task), (bound.key, bound.version)
        self.passed.append(Passed(address, TokenId(task.id), "called", called=version))

    def _work(self, task: Any, facts: Facts) -> None:
        """Do what the element is for, and map what came of it."""
        marks = task.internal_data
        results: dict[str, Value] = {}
        adds: AbstractSet[str] = frozenset()
        _demand_no_conflict(marks)
        if GIVEN in marks:
            results = decode_all(marks[GIVEN])
        elif facts.element.kind == "script_task":
            self._take_inputs(task, facts)
            results = self._script(task, facts)
            adds = compiled(facts.script).names
        elif facts.decision is not None:
            self._take_inputs(task, facts)
            results = self._ask(task, facts, facts.decision)
        elif facts.call is not None:
            inner = self._instance.frame(task).called or {}
            results = passed(facts.call.outputs, Scope(inner, self._around))
        elif not isinstance(task.task_spec, Container):
            self._take_inputs(task, facts)
        if facts.outputs:
            seen = self._scope(task).with_local(results)
            mapped = waits.mapped(facts.outputs, seen)
            results = mapped if facts.call is None else {**results, **mapped}
            adds = _read_by(facts)
        if results:
            self._instance.write(task, results, adds)
        marks.pop(GIVEN, None)

    def _pass(self, task: Any, facts: Facts, flows: tuple[FlowId, ...]) -> None:
        # Found first: an error that nobody catches stops the token before it has passed.
        thrown = thrown_by(task, facts, self._instance, self._scope(task)) if facts.throws else None
        again = waits.next_round(task) if is_beside(task) and ARMED in task.internal_data else None
        self._record(task, facts, flows)
        task.internal_data.pop(ARMED, None)
        task.internal_data.pop(DONE, None)
        if not is_turn(task):  # a loop still asks what its instance held
            self._instance.frames.pop(task.id, None)
        if self._repeats(task, facts) or again is not None:
            fresh = happen_again(task)
            if HELD in task.internal_data:
                fresh.internal_data[HELD] = task.internal_data[HELD]
            if again is not None:
                fresh.internal_data[ARMED] = encode_all(again)
        if thrown is not None:
            self._throw(thrown)
        # What it has thrown may have taken the token itself away.
        if task.state == TaskState.READY:
            task.run()

    def _repeats(self, task: Any, facts: Facts) -> bool:
        return facts.event is not None and facts.event.may_repeat and is_beside(task)

    def _record(self, task: Any, facts: Facts, flows: tuple[FlowId, ...]) -> None:
        kind = facts.element.kind
        gateway = task.parent
        if kind == "event_based_gateway":
            flows = ()  # told with the event that happens
        elif gateway is not None and isinstance(gateway.task_spec, EventGateway):
            ways = self._instance.known(gateway).outgoing
            flows = (*(way.flow for way in ways if way.target == facts.element.id), *flows)
        # The start of an event subprocess has passed where it was watched for.
        if not facts.is_watched or isinstance(task.task_spec, Watch):
            is_told = facts.event is not None and kind in CATCHING
            self._tell(
                Passed(
                    self._instance.address(task),
                    TokenId(task.id),
                    "fired" if is_told else "completed",
                    tuple(FlowId(task.workflow.path + flow) for flow in flows),
                ),
                ends_loop=isinstance(task.task_spec, Loop),
            )
        is_error = facts.event is not None and facts.event.kind == "error"
        if kind == "end_event" and not is_error and (ending := self._ending(task)) is not None:
            self._instance.ends.append((facts.element.id, is_aside(ending)))

    def _throw(self, thrown: Thrown) -> None:
        """Let the event happen to who catches it here; tell the platform what is for others."""
        if thrown.outside is not None:
            self.thrown.append(thrown.outside)
        for catching, values in thrown.catching:
            if catching.state == TaskState.WAITING and GIVEN not in catching.internal_data:
                self.happen(catching, values)

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
            is_true = holds(event.condition, self._scope(task))
            was_true = task.internal_data.get(HELD, False)
            task.internal_data[HELD] = is_true
            if is_true and not was_true:
                self.happen(task, {})
                happened = True
        return happened

    def _tell(self, passed: Passed, *, ends_loop: bool) -> None:
        """The flows out of a loop are told with its last instance, if that ended just now."""
        if ends_loop:
            for place in reversed(range(len(self.passed))):
                last = self.passed[place]
                if last.element_id == passed.element_id and last.outcome == "completed":
                    if not last.by_flow:  # else an earlier loop there has ended with it
                        self.passed[place] = replace(last, by_flow=passed.by_flow)
                        return
                    break
        self.passed.append(passed)

    def _ending(self, task: Any) -> Any:
        """The token of the process that ends where this one does; None in a plain subprocess."""
        while (holder := task.workflow.holder) is not None:
            if not self._instance.known(holder).is_event_subprocess:
                return None
            task = holder
        return task

    def _flows(self, task: Any, facts: Facts) -> tuple[FlowId, ...]:
        """Choose where the token goes on, and note it for the library where that is a choice."""
        ways = facts.outgoing
        if facts.element.kind == "exclusive_gateway" or any(way.is_choice for way in ways):
            ways = self._matching(task, facts)
            nodes = task.workflow.spec.task_specs
            targets = [entry(nodes, inside(way.target)).name for way in ways]
            task.internal_data[TAKEN] = targets
        return tuple(way.flow for way in ways)

    def _matching(self, task: Any, facts: Facts) -> tuple[Choice, ...]:
        """The flows whose condition is true: one after an exclusive gateway, else every one."""
        scope = self._scope(task, own=False)
        only_one = facts.element.kind == "exclusive_gateway"
        found: list[Choice] = []
        for way in facts.outgoing:
            if way.is_default or (found and only_one):
                continue
            if way.condition is None or scope.condition(way.condition, way.flow):
                found.append(way)
        found = found or [way for way in facts.outgoing if way.is_default]
        if not found:
            raise Stuck("no-matching-flow", "no condition is true and there is no default flow")
        return tuple(found)

    def _script(self, task: Any, facts: Facts) -> dict[str, Value]:
        value = self._scope(task).evaluate(facts.script, "script")
        if facts.result_variable:
            return {facts.result_variable: value}
        return value if isinstance(value, dict) else {}

    def _ask(self, task: Any, facts: Facts, call: DecisionCall) -> dict[str, Value]:
        own = task.workflow.definition.decisions
        answer = ask(self._instance.address(task), call, self._scope(task), own)
        self.decided += answer.decided
        return {facts.result_variable: answer.value} if facts.result_variable else {}

    def _scope(self, task: Any, *, own: bool = True) -> Scope:
        variables = self._instance.visible(task, own=own)
        return Scope(variables, self._around, partial(self._warn, self._instance.address(task)))

    def _warn(self, element: ElementId, what: str, note: Note) -> None:
        warned = Warned(element, what, words_without_values(note))
        if warned not in self.warnings:
            self.warnings.append(warned)

    def _count(self) -> None:
        self._runs += 1
        if self._runs > MAX_RUNS:
            raise Stuck("budget-exceeded", f"more than {MAX_RUNS} elements in one step")

    def _stop(self, task: Any, stuck: Stuck) -> None:
        self._stuck.add(task.id)
        if self.failure is None:
            address = self._instance.address(task)
            self.failure = Failure(address, TokenId(task.id), stuck.code, stuck.detail)

    def _tell_cancelled(self) -> None:
        """What an event has cancelled: open waits, and subprocesses with all inside them."""
        cancelled = self._instance.workflow.cancelled
        for task in cancelled:
            self._instance.frames.pop(task.id, None)
            facts = self._instance.facts_of(task)
            if facts is None or facts.element.kind in ("boundary_event", "start_event"):
                continue
            is_open = self._instance.is_entered(task) and not isinstance(task.task_spec, Loop)
            if ARMED in task.internal_data or is_open:
                self.passed.append(
                    Passed(self._instance.address(task), TokenId(task.id), "cancelled")
                )
        cancelled.clear()


def _demand_no_conflict(marks: Mapping[str, Any]) -> None:
    if CONFLICTS in marks:
        variable, one, other = marks[CONFLICTS][0]
        raise Stuck("lost-update", f"{one} and {other} changed {variable} differently")


def _read_by(facts: Facts) -> frozenset[str]:
    """Output parameters whose new value is computed from the old one."""
    return frozenset(
        parameter.name
        for parameter in facts.outputs
        if is_expression(parameter.source) and parameter.name in compiled(parameter.source).names
    )
