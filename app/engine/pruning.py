"""Cuts finished tasks off an instance, so that a long case costs no more than a short one."""

from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from app.engine.instance import ASIDE, Instance, is_aside, is_aside_here
from app.engine.joins import WRITES


def prune(instance: Instance) -> None:
    """Drop finished subprocesses, and in each open tree what no live token stands under.

    The root becomes the lowest common ancestor of all unfinished tasks, so that a split whose
    branches are not all done stays. Below it, finished chains shrink to their last task.
    """
    top = instance.workflow
    for task_id, tree in list(top.subprocesses.items()):
        holder = tree.holder
        # A tree that holds it may have gone just now: it stands earlier in this order.
        is_open = holder.workflow is top or holder.workflow.holder.id in top.subprocesses
        if not is_open or holder.has_state(TaskState.FINISHED_MASK):
            del top.subprocesses[task_id]
    for workflow in (top, *top.subprocesses.values()):
        _cut(workflow)
    if instance.frames or instance.ledger.scopes:
        _forget(instance)


def _forget(instance: Instance) -> None:
    """Drop what is held by tokens that are gone, and what nobody can undo any more."""
    live = instance.live()
    for token in [token for token in instance.frames if token not in live]:
        del instance.frames[token]
    instance.ledger.keep(live)
    if instance.is_over:
        instance.ledger.close(None)


def _cut(workflow: Any) -> None:
    if workflow.completed:
        _keep(workflow, workflow.task_tree, {workflow.task_tree.id})
        workflow.task_tree.children = []
        return
    live = [task for task in workflow.tasks.values() if task.has_state(TaskState.DEFINITE_MASK)]
    if not live:
        return
    root = _common_ancestor(live)
    # A token looks at its parent when it runs, so the parent stays.
    if root in live and root.parent is not None:
        root = root.parent
    if is_aside(root):
        root.internal_data[ASIDE] = 1
    below = _below(root)
    _keep(workflow, root, {task.id for task in below})
    for task in reversed(below[1:]):
        if not task.has_state(TaskState.NOT_FINISHED_MASK):
            _splice(workflow, task)


def _keep(workflow: Any, root: Any, kept: set[UUID]) -> None:
    root.parent = None
    workflow.task_tree = root
    workflow.last_task = None
    workflow.tasks = {task_id: task for task_id, task in workflow.tasks.items() if task_id in kept}


def _below(root: Any) -> list[Any]:
    """The task and all under it, each before its own children."""
    found, stack = [], [root]
    while stack:
        task = stack.pop()
        found.append(task)
        stack.extend(task.children)
    return found


def _splice(workflow: Any, task: Any) -> None:
    """Take a finished task out, where the shape of the tree stays the same without it.

    Forks stay while several of their branches are live: a join compares what stands below them.
    """
    children = task.children
    if len(children) > 1 or any(c.has_state(TaskState.NOT_FINISHED_MASK) for c in children):
        return
    parent = task.parent
    siblings = parent.children
    for child in children:
        if written := {**task.internal_data.get(WRITES, {}), **child.internal_data.get(WRITES, {})}:
            child.internal_data[WRITES] = written
        if is_aside_here(task):
            child.internal_data[ASIDE] = 1
        child.parent = parent
    place = siblings.index(task)
    parent.children = siblings[:place] + children + siblings[place + 1 :]
    del workflow.tasks[task.id]


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
