"""Cuts finished tasks off an instance, so that a long case costs no more than a short one."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.engine.instance import ASIDE, Instance, is_aside


def prune(instance: Instance) -> None:
    """Drop finished subprocesses, and in each open tree what no live token stands under.

    The root becomes the lowest common ancestor of all unfinished tasks, so that a split whose
    branches are not all done, and everything below it, stays.
    """
    top = instance.workflow
    for task_id, scope in list(top.subprocesses.items()):
        holder = scope.parent_workflow.tasks.get(task_id) if _is_open(top, scope) else None
        if holder is None or holder.has_state(TaskState.FINISHED_MASK):
            del top.subprocesses[task_id]
    for workflow in (top, *top.subprocesses.values()):
        _cut(workflow)


def _is_open(top: Any, scope: Any) -> bool:
    """Whether the workflow that holds this subprocess still exists."""
    return scope.parent_task_id in top.tasks or any(
        scope.parent_task_id in other.tasks for other in top.subprocesses.values()
    )


def _cut(workflow: Any) -> None:
    live = [task for task in workflow.tasks.values() if task.has_state(TaskState.NOT_FINISHED_MASK)]
    live = [task for task in live if not task.has_state(TaskState.PREDICTED_MASK)]
    if workflow.completed or not live:
        return
    root = _common_ancestor(live)
    # A token looks at its parent when it runs, so the parent stays.
    if root in live and root.parent is not None:
        root = root.parent
    if root.parent is None:
        return
    if is_aside(root):
        root.internal_data[ASIDE] = 1
    kept = set()
    stack = [root]
    while stack:
        task = stack.pop()
        kept.add(task.id)
        stack.extend(task.children)
    root.parent = None
    workflow.task_tree = root
    workflow.last_task = None
    workflow.tasks = {task_id: task for task_id, task in workflow.tasks.items() if task_id in kept}


def _common_ancestor(tasks: list[Any]) -> Any:
    path = _path(tasks[0])
    shared = len(path)
    for task in tasks[1:]:
        other = _path(task)
        shared = min(shared, len(other))
        while path[shared - 1] is not other[shared - 1]:
            shared -= 1
    return path[shared - 1]


def _path(task: Any) -> list[Any]:
    """From the root down to the task."""
    path = []
    while task is not None:
        path.append(task)
        task = task.parent
    return path[::-1]
