"""What an error leaves on its way to who catches it (BPMN 2.0.2, 10.7.3).

A subprocess or called process that has no event subprocess for the error is compensated: what has
completed in it is undone, the last first, before the error is caught further out. Where one caught
it, that has seen to it: its scope is left as it is.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.util.task import TaskState

from app.engine.codec import decode_all, encode_all
from app.engine.compensation_specs import Undoing
from app.engine.event_specs import Boundary, Watch
from app.engine.facts import Facts
from app.engine.instance import Instance
from app.engine.specs import Loop, cancel
from app.feel.values import Value

LEFT = "e"
"""Of a token that undoes what an error has left: the event that catches it, and what it gets."""


def may_be_left(task: Any) -> bool:
    """Whether an error could leave the scope of the task, because somebody further out waits."""
    holder = task.workflow.holder
    while holder is not None:
        beside = () if holder.parent is None else holder.parent.children
        watches = holder.workflow.tasks.values()
        for one in (*beside, *watches):
            if isinstance(one.task_spec, Boundary | Watch) and _catches_error(one):
                return True
        holder = holder.workflow.holder
    return False


def _catches_error(task: Any) -> bool:
    facts: Facts | None = task.workflow.definition.facts_of(task)
    is_error = facts is not None and facts.event is not None and facts.event.kind == "error"
    return is_error and bool(task.state == TaskState.WAITING)


def catches_error(instance: Instance, task: Any) -> bool:
    event = instance.known(task).event
    return event is not None and event.kind == "error"


def leave(instance: Instance, task: Any, catching: Any, values: Mapping[str, Value]) -> Any:
    """The token that undoes what the error leaves first; None where there is nothing (more).

    Everything else in the scopes that it leaves has ended with that. The caller begins it.
    """
    left = list(_left(task, catching))
    for place, holder in enumerate(left):
        handled = place > 0 and _handles_errors(instance, left[place - 1])
        is_scope = not isinstance(holder.task_spec, Loop | Undoing)
        if is_scope and not handled and instance.ledger.of(holder.id):
            _end_all_but(left[place:], catching)
            tree = instance.workflow.subprocesses[holder.id]
            cancel(one for one in tree.tasks.values() if one.task_spec is not tree.spec.start)
            node = tree.spec.task_specs[tree.spec.aborting]
            # The library has no public name for either.
            fresh = tree.task_tree._add_child(node, TaskState.READY)  # noqa: SLF001
            fresh.internal_data[LEFT] = [catching.id.hex, encode_all(values)]
            return fresh
    return None


def caught(instance: Instance, task: Any) -> tuple[Any, Mapping[str, Value]]:
    """Who catches the error when the token has undone what it left; None if it waits no more."""
    catching, values = task.internal_data[LEFT]
    found = (one for one in instance.tasks(TaskState.WAITING) if one.id == UUID(catching))
    return next(found, None), decode_all(values)


def _left(task: Any, catching: Any) -> Iterator[Any]:
    """The tokens whose trees the error leaves, the innermost first."""
    tree = task.workflow
    while tree is not catching.workflow:
        yield tree.holder
        tree = tree.holder.workflow


def _handles_errors(instance: Instance, holder: Any) -> bool:
    """Whether it is an event subprocess that an error has begun."""
    facts = instance.facts_of(holder)
    if facts is None or not facts.is_event_subprocess:
        return False
    begun = holder.workflow.definition.facts.elements.values()
    return any(
        one.element.parent == facts.element.id
        and one.is_watched
        and any(event.kind == "error" for event in one.events)
        for one in begun
    )


def _end_all_but(holders: list[Any], catching: Any) -> None:
    """End what goes on beside these in the scopes that the error leaves with them."""
    for holder in holders:
        is_last = holder.workflow is catching.workflow
        split = holder.parent
        is_split = split is not None and isinstance(split.task_spec, BoundaryEventSplit)
        beside = split.children if is_split else ()
        others = beside if is_last else holder.workflow.tasks.values()
        cancel(one for one in list(others) if one is not holder and one is not catching)
