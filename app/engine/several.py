"""Events that all have to happen before their element has: each waits by a token of its own."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.engine.codec import decode_all, encode_all
from app.engine.event_specs import happen_again
from app.engine.events import HELD
from app.engine.instance import ARMED, CAME, Instance, is_beside
from app.engine.specs import cancel
from app.feel.values import Value


def is_one_of_several(task: Any, values: Mapping[str, Value], instance: Instance) -> bool:
    """Whether others have yet to happen; what came with this one is kept for then."""
    if all(CAME in other.internal_data for other in _others(task, instance)):
        return False
    task.internal_data.pop(ARMED, None)
    task.internal_data[CAME] = encode_all(values)
    return True


def gathered(task: Any, values: Mapping[str, Value], instance: Instance) -> dict[str, Value]:
    """What came with all of them, the last over the others, whose waits end or begin anew."""
    found: dict[str, Value] = {}
    again = is_beside(task) and instance.known(task).may_repeat
    for other in _others(task, instance):
        found |= decode_all(other.internal_data[CAME])
        if again:
            fresh = happen_again(other)
            if HELD in other.internal_data:
                fresh.internal_data[HELD] = other.internal_data[HELD]
        cancel([other])
    return {**found, **values}


def _others(task: Any, instance: Instance) -> list[Any]:
    """The tokens that wait beside this one for the other events of its element."""
    element = instance.known(task).element.id
    return [
        other
        for other in task.parent.children
        if other is not task
        and other.state == TaskState.WAITING
        and (facts := instance.facts_of(other)) is not None
        and facts.element.id == element
    ]
