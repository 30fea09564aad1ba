"""Makes events happen: finds who catches an error, and tells an event that it fired."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.util.task import TaskState

from app.engine.instance import Instance


def tell(task: Any) -> None:
    """The event at this waiting token happens now."""
    task.task_spec.catch(task, None)
    task.task_spec._update(task)  # noqa: SLF001  as the library's own event manager does


def catcher(instance: Instance, task: Any, code: str) -> Any:
    """The boundary event that catches the error: the nearest, an exact code before any code.

    None if nobody catches it.
    """
    while task is not None:
        split = task.parent
        if split is not None and isinstance(split.task_spec, BoundaryEventSplit):
            found = _among(instance, split.children, code)
            if found is not None:
                return found
        task = task.workflow.holder
    return None


def _among(instance: Instance, siblings: list[Any], code: str) -> Any:
    catching: dict[str, Any] = {}
    for event in siblings:
        facts = instance.facts_of(event)
        if facts is not None and facts.catches_error and event.has_state(TaskState.WAITING):
            catching.setdefault(facts.error_code, event)
    return catching.get(code) or catching.get("")
