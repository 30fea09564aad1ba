"""Inclusive gateways: which tokens they wait for (BPMN 2.0.2, clause 13.4.3)."""

from collections import Counter
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.engine.compensation_specs import BESIDE
from app.engine.event_specs import Boundary
from app.engine.specs import Inclusive, gather

_LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


def meet(workflow: Any) -> bool:
    """Let the inclusive gateways of one tree go on that wait for nobody any more.

    Asked when no token of the instance can move by itself: until then each of them may still come.
    """
    arrivals: dict[Any, list[Any]] = {}
    for task in workflow.tasks.values():
        if task.state == TaskState.WAITING and isinstance(task.task_spec, Inclusive):
            arrivals.setdefault(task.task_spec, []).append(task)
    moved = False
    for gateway, here in arrivals.items():
        if not _is_awaited(gateway, here, workflow):
            _pass(gateway, here)
            moved = True
    return moved


def _is_awaited(gateway: Inclusive, here: list[Any], workflow: Any) -> bool:
    """Whether a token elsewhere may come by a flow that has none, and by no flow that has one."""
    arrived = Counter(task.parent.task_spec.name for task in here)
    empty = Counter(gateway.sources) - arrived
    for task in workflow.tasks.values():
        if not task.has_state(_LIVE) or task.task_spec is gateway or _only_watches(task):
            continue
        name = task.task_spec.name
        ways = [source for source in gateway.sources if name in gateway.upstream(source)]
        if any(way in empty for way in ways) and not any(way in arrived for way in ways):
            return True
    return False


def _only_watches(task: Any) -> bool:
    """A boundary event that has not happened holds no token; its activity does.

    Nor does a compensation come by flows that is done beside the token that threw it.
    """
    is_event = isinstance(task.task_spec, Boundary)
    return BESIDE in task.internal_data or (is_event and task.state == TaskState.WAITING)


def _pass(gateway: Inclusive, here: list[Any]) -> None:
    """Take one token from each flow that has one; the newest goes on for all."""
    needed = Counter(gateway.sources)
    used = []
    for arrival in reversed(here):
        source = arrival.parent.task_spec.name
        if needed[source]:
            needed[source] -= 1
            used.append(arrival)
    gather(used[0], used)
    used[0]._ready()  # noqa: SLF001  the library's name for it
