"""Makes events happen: finds who catches an error, and tells an event that it happens."""

from collections.abc import Iterator, Sequence
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.util.task import TaskState

from app.engine.event_facts import EventKind
from app.engine.event_specs import Watch
from app.engine.instance import Instance


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
    """What may catch, the nearest first: boundary events, then the watches of the scope."""
    while task is not None:
        split = task.parent
        if split is not None and isinstance(split.task_spec, BoundaryEventSplit):
            yield split.children
        workflow = task.workflow
        yield [one for one in workflow.tasks.values() if isinstance(one.task_spec, Watch)]
        task = workflow.holder


def _among(instance: Instance, tasks: Sequence[Any], kind: EventKind, code: str) -> Any:
    catching: dict[str, Any] = {}
    for task in tasks:
        facts = instance.facts_of(task)
        event = None if facts is None else facts.event
        if event is not None and event.kind == kind and task.has_state(TaskState.WAITING):
            catching.setdefault(event.name, task)
    return catching.get(code) or catching.get("")
