"""Counts the dates of armed waits again: what a term decides moves when the term is changed."""

from SpiffWorkflow.util.task import TaskState

from app.engine import waits
from app.engine.codec import decode_all, encode_all
from app.engine.expressions import Scope
from app.engine.instance import ARMED, Instance
from app.engine.times import day_or_moment, due_at
from app.ports.engine import Surroundings, Wait


def rearm(instance: Instance, around: Surroundings) -> tuple[Wait, ...]:
    """Every user task and every timer with a `timeDate`, with its dates as they come out now.

    A duration or a cycle has begun to run at its own moment and runs on. Nothing else of a task is
    evaluated again: who may work it and what its form was given stay as they are.

    Raises:
        Stuck: an expression that could be evaluated once cannot any more.
    """
    found: list[Wait] = []
    for task in instance.tasks(TaskState.READY | TaskState.WAITING):
        if not instance.is_waiting(task):
            continue
        marks = task.internal_data
        facts = instance.known(task)
        armed = decode_all(marks[ARMED])
        scope = Scope(instance.visible(task), around)
        if facts.timer is not None and facts.timer.kind == "timeDate":
            armed["due"] = due_at(facts.timer, scope, facts.timer.kind)
        elif facts.element.kind == "user_task":
            given = facts.extensions.get
            armed["due"] = day_or_moment(given("dueDate"), scope, "dueDate")
            armed["follow_up"] = day_or_moment(given("followUpDate"), scope, "followUpDate")
        else:
            continue
        marks[ARMED] = encode_all(armed)
        found.append(waits.wait_of(task, instance))
    return tuple(found)
