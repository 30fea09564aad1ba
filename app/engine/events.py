"""Makes events happen: finds who catches what is thrown, and tells an event that it happens."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.util.task import TaskState

from app.engine.event_facts import Event, EventKind
from app.engine.event_specs import Watch
from app.engine.expressions import Scope
from app.engine.facts import Facts
from app.engine.failures import Stuck
from app.engine.instance import CAME, Instance
from app.engine.waits import correlation_key
from app.feel.values import Value
from app.ports.engine import ThrownOutside

HELD = "h"
"""Marks a conditional event whose condition was true when it was last weighed."""


def tell(task: Any) -> None:
    """The event at this waiting token happens now."""
    task.task_spec.catch(task, None)
    task.task_spec._update(task)  # noqa: SLF001  as the library's own event manager does


def catcher(instance: Instance, task: Any, kind: EventKind, code: str) -> Any:
    """The event that catches what happens at the task: the nearest, an exact code before any code.

    None if nobody catches it. Clause 10.5.1 of BPMN 2.0.2: what is thrown goes from the activity to
    the scope around it, and on to the scopes around that.
    """
    for catching in _from_the_inside(task):
        found = _among(instance, catching, kind, code)
        if found is not None:
            return found
    return None


def _from_the_inside(task: Any) -> Iterator[Sequence[Any]]:
    """What may catch, the nearest first: boundary events, then the watches of the scope.

    The watch that started an event subprocess does not catch what is thrown in that: it handles
    events of the scope around it (13.5.4).
    """
    own: Any = None
    while task is not None:
        split = task.parent
        if split is not None and isinstance(split.task_spec, BoundaryEventSplit):
            yield split.children
        workflow = task.workflow
        watches = [one for one in workflow.tasks.values() if isinstance(one.task_spec, Watch)]
        yield [one for one in watches if own is None or own not in one.task_spec.outputs]
        task = workflow.holder
        own = None if task is None else task.task_spec


def _among(instance: Instance, tasks: Sequence[Any], kind: EventKind, code: str) -> Any:
    catching: dict[str, Any] = {}
    for task in tasks:
        facts = instance.facts_of(task)
        event = None if facts is None else facts.event
        if CAME in task.internal_data:
            continue
        if event is not None and event.kind == kind and task.has_state(TaskState.WAITING):
            catching.setdefault(event.name, task)
    return catching.get(code) or catching.get("")


@dataclass(frozen=True, slots=True)
class Thrown:
    """What a token throws: who catches it here, with the variables it gets, and what goes out."""

    catching: Sequence[tuple[Any, Mapping[str, Value]]] = ()
    outside: Sequence[ThrownOutside] = ()

    def __add__(self, other: "Thrown") -> "Thrown":
        return Thrown((*self.catching, *other.catching), (*self.outside, *other.outside))


def thrown_by(task: Any, facts: Facts, instance: Instance, scope: Scope) -> Thrown:
    """What the events of this token throw, before the token moves.

    Raises:
        Stuck: an error that nobody catches; a key that is none.
    """
    found = Thrown()
    for event in facts.throws:
        found += _thrown(task, event, instance, scope)
    return found


def _thrown(task: Any, event: Event, instance: Instance, scope: Scope) -> Thrown:
    payload = instance.frame(task).local
    match event.kind:
        case "error":
            found = catcher(instance, task, "error", event.name)
            if found is None:
                detail = f"no event catches the error {event.name or '(without a code)'}"
                raise Stuck("uncaught-error", detail)
            return Thrown([(found, {**payload, **told(instance, found, event.name)})])
        case "escalation":
            # One that nobody catches is no failure: the token goes on (10.5.1).
            found = catcher(instance, task, "escalation", event.name)
            given = {} if found is None else {**payload, **told(instance, found, event.name)}
            return Thrown([] if found is None else [(found, given)])
        case "signal":
            hearing = [(one, payload) for one in _hearing(instance, event)]
            return Thrown(hearing, [ThrownOutside(event.name, "", payload)])
        case "message" if event.name:
            key = correlation_key(event.key, scope)
            return Thrown(outside=[ThrownOutside(event.name, key, payload)])
        case _:
            return Thrown()


def told(instance: Instance, catching: Any, code: str) -> dict[str, Value]:
    """The variables in which a catching event wants the code, and the name, of what it caught."""
    event = instance.known(catching).event
    variables: dict[str, Value] = {}
    if event is not None and event.code_variable:
        variables[event.code_variable] = code
    if event is not None and event.message_variable:
        variables[event.message_variable] = catching.workflow.definition.facts.error_name(code)
    return variables


def holds(condition: str, scope: Scope) -> bool:
    """Whether the condition is true now; one without a value, for want of data, is not.

    Raises:
        Stuck: its evaluation takes more than its budget.
    """
    try:
        return scope.evaluate(condition, "condition") is True
    except Stuck as stuck:
        if stuck.code == "budget-exceeded":
            raise
        return False


def _hearing(instance: Instance, event: Event) -> Iterator[Any]:
    """Tokens of this instance that wait for the signal, and have not heard it already."""
    for task in list(instance.tasks(TaskState.WAITING)):
        if CAME in task.internal_data:
            continue
        facts = instance.facts_of(task)
        waits_for = None if facts is None or facts.throws else facts.event
        if waits_for is not None and (waits_for.kind, waits_for.name) == ("signal", event.name):
            yield task
