"""Moves an instance to its next wait states, one element at a time."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from app.domain.identity import ElementId, FlowId, TokenId
from app.engine import waits
from app.engine.codec import decode_all, encode
from app.engine.expressions import Scope
from app.engine.facts import Choice, Facts
from app.engine.failures import Stuck
from app.engine.instance import ARMED, GIVEN, Instance, is_aside
from app.engine.joins import CONFLICTS, note_write
from app.engine.names import inside
from app.engine.pruning import prune
from app.engine.specs import TAKEN
from app.feel.values import Value
from app.ports.engine import Failure, Passed, Surroundings, Wait

MAX_RUNS = 5_000
"""Elements that one step may pass; a loop without a wait state ends in an incident here."""
PRUNE_EVERY = 100
"""Passed elements between two cuts within one step; the library walks trees by recursion."""
_ACTIVE = TaskState.READY | TaskState.WAITING


class Stepper:
    """One step of one instance: collects what was passed, and the first failure."""

    def __init__(self, instance: Instance, around: Surroundings) -> None:
        self.passed: list[Passed] = []
        self.failure: Failure | None = None
        self._instance = instance
        self._around = around
        self._stuck: set[UUID] = set()
        self._watched: dict[UUID, tuple[Any, ElementId]] = {}
        self._runs = 0
        self._watch()

    def run(self) -> None:
        """Pass elements until each token rests at a wait state, an incident or an end."""
        while (task := self._next()) is not None:
            facts = self._instance.facts_of(task)
            try:
                if facts is None:
                    task.run()
                else:
                    self._handle(task, facts)
            except Stuck as stuck:
                self._stop(task, facts, stuck)
            if self._runs % PRUNE_EVERY == PRUNE_EVERY - 1:
                prune(self._instance)

    def set_variables(self, task: Any, values: Mapping[str, Value]) -> None:
        """Change process variables on behalf of the element at this token."""
        self._instance.variables.update(values)
        if not self._instance.definition.facts.joins:
            return
        element = self._instance.known(task).element.id
        writers, workflow = [task], task.workflow
        while workflow.parent_task_id is not None:
            holder = self._instance.workflow.get_task_from_id(workflow.parent_task_id)
            writers.append(holder)
            workflow = holder.workflow
        for name, value in values.items():
            note_write(writers, element, name, encode(value))

    def waits(self) -> tuple[Wait, ...]:
        """Every armed wait state, old and new."""
        return tuple(
            waits.wait_of(task, self._instance.known(task))
            for task in self._instance.tasks(_ACTIVE)
            if ARMED in task.internal_data and GIVEN not in task.internal_data
        )

    def _next(self) -> Any:
        """A token that can move now, or a wait that is not armed yet."""
        for task in self._instance.tasks(_ACTIVE):
            if task.id in self._stuck:
                continue
            marks = task.internal_data
            if task.state == TaskState.READY and (not task.task_spec.manual or GIVEN in marks):
                return task
            facts = self._instance.facts_of(task)
            if facts is not None and ARMED not in marks and waits.is_wait(facts):
                return task
        return None

    def _handle(self, task: Any, facts: Facts) -> None:
        marks = task.internal_data
        if waits.is_wait(facts) and ARMED not in marks:
            waits.arm(task, facts, self._scope())
            self._watch()
            return
        self._count()
        flows = tuple(choice.flow for choice in facts.outgoing)
        if GIVEN in marks:
            self._map_results(task, facts)
        elif facts.element.kind == "exclusive_gateway":
            flows = self._decide(task, facts)
        elif facts.element.kind == "script_task":
            self._script(task, facts)
        elif CONFLICTS in marks:
            variable, one, other = marks[CONFLICTS][0]
            raise Stuck("lost-update", f"{one} and {other} changed {variable} differently")
        self._pass(task, facts, flows)

    def _pass(self, task: Any, facts: Facts, flows: tuple[FlowId, ...]) -> None:
        is_event = facts.timer is not None or facts.catches_error
        self.passed.append(
            Passed(
                facts.element.id,
                TokenId(task.id),
                "fired" if is_event else "completed",
                flows,
            )
        )
        self._watched.pop(task.id, None)
        task.internal_data.pop(ARMED, None)
        if facts.element.kind == "end_event" and task.workflow is self._instance.workflow:
            self._instance.ends.append((facts.element.id, is_aside(task)))
        task.run()
        self._tell_cancelled()
        self._watch()

    def _map_results(self, task: Any, facts: Facts) -> None:
        marks = task.internal_data
        results = decode_all(marks[GIVEN])
        if facts.outputs:
            seen = self._scope().with_local({**waits.local(task), **results})
            results = waits.mapped(facts.outputs, seen)
        self.set_variables(task, results)
        del marks[GIVEN]

    def _decide(self, task: Any, facts: Facts) -> tuple[FlowId, ...]:
        choice = self._matching(facts)
        task.internal_data[TAKEN] = inside_entry(task, choice.target)
        return (choice.flow,)

    def _matching(self, facts: Facts) -> Choice:
        scope = self._scope()
        default = None
        if len(facts.outgoing) == 1 and facts.outgoing[0].condition is None:
            return facts.outgoing[0]
        for choice in facts.outgoing:
            if choice.is_default:
                default = choice
            elif choice.condition is not None and scope.condition(choice.condition, choice.flow):
                return choice
        if default is None:
            raise Stuck("no-matching-flow", "no condition is true and there is no default flow")
        return default

    def _script(self, task: Any, facts: Facts) -> None:
        value = self._scope().evaluate(facts.script, "script")
        if facts.result_variable:
            self.set_variables(task, {facts.result_variable: value})
        elif isinstance(value, dict):
            self.set_variables(task, value)

    def _scope(self) -> Scope:
        return Scope(self._instance.variables, self._around)

    def _count(self) -> None:
        self._runs += 1
        if self._runs > MAX_RUNS:
            raise Stuck("budget-exceeded", f"more than {MAX_RUNS} elements in one step")

    def _stop(self, task: Any, facts: Facts | None, stuck: Stuck) -> None:
        self._stuck.add(task.id)
        if self.failure is None and facts is not None:
            self.failure = Failure(facts.element.id, TokenId(task.id), stuck.code, stuck.detail)

    def _watch(self) -> None:
        """Keep every open wait and subprocess in sight, to tell when an event cancels it."""
        for task in self._instance.tasks(_ACTIVE | TaskState.STARTED):
            if task.id in self._watched:
                continue
            facts = self._instance.facts_of(task)
            if facts is None or facts.element.kind == "boundary_event":
                continue
            if ARMED in task.internal_data or task.state == TaskState.STARTED:
                self._watched[task.id] = (task, facts.element.id)

    def _tell_cancelled(self) -> None:
        gone = [
            (key, element)
            for key, (task, element) in self._watched.items()
            if task.state == TaskState.CANCELLED
        ]
        for key, element in gone:
            del self._watched[key]
            self.passed.append(Passed(element, TokenId(key), "cancelled"))


def inside_entry(task: Any, target: ElementId) -> str:
    """The node by which the library enters an element: its boundary split, where it has one."""
    name = inside(target)
    split = f"{name}.BoundaryEventSplit"
    return split if split in task.workflow.spec.task_specs else name
