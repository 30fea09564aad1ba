"""Does what an element is for: takes its inputs, runs it, and maps what came of it."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.domain.identity import ElementId
from app.engine import waits
from app.engine.calling import BOUND, MAX_CALLS, Bound, Called
from app.engine.calls import Call, passed
from app.engine.codec import decode_all
from app.engine.deciding import ask
from app.engine.expressions import Scope, compiled, is_expression, words_without_values
from app.engine.facts import DecisionCall, Facts
from app.engine.failures import Stuck
from app.engine.instance import GIVEN, Instance
from app.engine.joins import CONFLICTS
from app.engine.specs import Container
from app.feel import Note
from app.feel.values import Value
from app.ports.engine import Decided, JobWait, Surroundings, Warned


@dataclass(frozen=True, slots=True)
class Results:
    """What an element gave."""

    values: Mapping[str, Value]
    adds: AbstractSet[str] = frozenset()
    """Variables whose new value was computed from the old one."""


class Working:
    """The work of one step; remembers which rules spoke, and which nulls were swallowed."""

    def __init__(self, instance: Instance, around: Surroundings, called: Called) -> None:
        self.decided: list[Decided] = []
        self.warnings: list[Warned] = []
        self.sent_off: list[JobWait] = []
        """Jobs that nothing in the instance awaits."""
        self._instance = instance
        self._around = around
        self._called = called

    def scope(self, task: Any, *, own: bool = True) -> Scope:
        """What expressions at the token see; without `own`, its inputs are left out."""
        variables = self._instance.visible(task, own=own)
        return Scope(variables, self._around, partial(self._warn, self._instance.address(task)))

    def take_inputs(self, task: Any, facts: Facts) -> None:
        """Give the token its input parameters and the data that live with it. Raises Stuck."""
        if facts.inputs:
            found = waits.mapped(facts.inputs, self.scope(task, own=False))
            self._instance.frame(task).local = found
        for name in facts.held:
            self._instance.frame(task).local.setdefault(name, None)

    def call(self, task: Any, call: Call) -> Bound:
        """Bind the call activity to a process, and pass the variables in. Raises Stuck."""
        caller = task.workflow
        if caller.path.count("/") >= MAX_CALLS:
            raise Stuck("budget-exceeded", f"more than {MAX_CALLS} calls, one inside the other")
        scope = self.scope(task)
        bound = self._called.bind(caller.definition, call, scope)
        variables = passed(call.inputs, scope)
        definition = self._called.definition(caller.definition, bound)
        starts = () if definition is None else definition.facts.model.plain_starts
        if call.start is not None and call.start not in starts:
            raise Stuck("no-such-start", f"{bound.key} has no plain start event {call.start}")
        self._instance.workflow.called[task.id] = definition
        self._instance.frame(task).called = variables
        self._instance.tell_called(task, variables)
        task.internal_data[BOUND] = [bound.key, bound.version]
        return bound

    def work(self, task: Any, facts: Facts) -> Results:
        """Do what the element is for, and map what came of it. Raises Stuck."""
        demand_no_conflict(task.internal_data)
        found = self._done(task, facts)
        if not facts.outputs:
            return found
        seen = self.scope(task).with_local(found.values)
        mapped = waits.mapped(facts.outputs, seen)
        # What a person answered, or a called process gave, is not lost by a mapping beside it.
        is_kept = facts.call is not None or facts.element.kind == "user_task"
        return Results({**found.values, **mapped} if is_kept else mapped, _read_by(facts))

    def _done(self, task: Any, facts: Facts) -> Results:
        if GIVEN in task.internal_data:
            return Results(decode_all(task.internal_data[GIVEN]))
        if facts.call is not None:
            inner = self._instance.frame(task).called or {}
            return Results(passed(facts.call.outputs, Scope(inner, self._around)))
        if isinstance(task.task_spec, Container):
            return Results({})
        self.take_inputs(task, facts)
        if facts.element.kind == "script_task":
            return Results(self._script(task, facts), compiled(facts.script).names)
        if facts.decision is not None:
            return Results(self._ask(task, facts, facts.decision))
        if facts.is_sent_off:
            self.sent_off.append(waits.job_of(task, facts, self._instance))
        return Results({})

    def _script(self, task: Any, facts: Facts) -> dict[str, Value]:
        value = self.scope(task).evaluate(facts.script, "script")
        if facts.result_variable:
            return {facts.result_variable: value}
        return value if isinstance(value, dict) else {}

    def _ask(self, task: Any, facts: Facts, call: DecisionCall) -> dict[str, Value]:
        own = task.workflow.definition.decisions
        answer = ask(self._instance.address(task), call, self.scope(task), own)
        self.decided += answer.decided
        return {facts.result_variable: answer.value} if facts.result_variable else {}

    def _warn(self, element: ElementId, what: str, note: Note) -> None:
        warned = Warned(element, what, words_without_values(note))
        if warned not in self.warnings:
            self.warnings.append(warned)


def demand_no_conflict(marks: Mapping[str, Any]) -> None:
    """Raises Stuck for a join whose branches have overwritten each other."""
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
