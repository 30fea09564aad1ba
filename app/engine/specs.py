"""Our kinds of nodes, on the library's."""
# ruff: noqa: SLF001  the library's hooks for subclasses begin with an underscore

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.control import (
    BoundaryEventSplit,
    BpmnStartTask,
    SimpleBpmnTask,
    _EndJoin,
)
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    ExclusiveGateway,
    NoneTask,
    ParallelGateway,
    ScriptTask,
    ServiceTask,
    UserTask,
)
from SpiffWorkflow.util.task import TaskState

from app.engine.joins import join
from app.engine.names import outside
from app.engine.trees import Tree

TAKEN = "t"
"""Marks a node with the inside names of the nodes that its token goes on to."""


class Near:
    """Foresees no further than the next node, and only when it runs; tells the stepper.

    The library foresees whole branches by recursion, which ends at some hundred nodes, and keeps
    them in the tree. What becomes ready or is cancelled is told, so that nobody need search.
    """

    holds = True
    """Whether its scope stays open while a token rests here."""

    def test(self) -> None:
        return None

    def _predict(self, *_: Any, **__: Any) -> None:
        return None

    def _run(self: Any, my_task: Any) -> Any:
        taken = my_task.internal_data.pop(TAKEN, None)
        if taken is None:
            self._predict_hook(my_task)
        else:
            nodes = self._wf_spec.task_specs
            my_task._sync_children([nodes[name] for name in taken], TaskState.FUTURE)
        return super()._run(my_task)  # type: ignore[misc]  # mixed into the library's TaskSpec

    def _on_ready_hook(self: Any, my_task: Any) -> None:
        super()._on_ready_hook(my_task)  # type: ignore[misc]  # as above
        my_task.workflow.top_workflow.agenda.append(my_task)

    def _on_complete_hook(self: Any, my_task: Any) -> None:
        release(my_task)
        super()._on_complete_hook(my_task)  # type: ignore[misc]  # as above

    def _on_cancel(self: Any, my_task: Any) -> None:
        my_task.workflow.top_workflow.cancelled.append(my_task)
        super()._on_cancel(my_task)  # type: ignore[misc]  # as above


def release(my_task: Any) -> None:
    """The activity is done: the boundary events that wait beside it end.

    The library joins them with the activity in a node of its own, which keeps one more task in the
    tree for each event that has happened, and can be passed once only.
    """
    split = my_task.parent
    if isinstance(my_task.task_spec, BoundaryEvent) or split is None:
        return
    if isinstance(split.task_spec, BoundaryEventSplit):
        cancel(task for task in split.children if isinstance(task.task_spec, BoundaryEvent))


def cancel(tasks: Iterable[Any]) -> None:
    """Cancel those of the tasks that are not finished; what follows them goes with them."""
    for task in [task for task in tasks if task.has_state(TaskState.NOT_FINISHED_MASK)]:
        if task.id in task.workflow.tasks:
            task.cancel()


class Begin(Near, BpmnStartTask):
    """The root of a tree: leads to its start event, or to what needs none."""

    ways: Mapping[str, str] = MappingProxyType({})
    """Inside names of the elements it may begin at, with the node each of them is entered by."""
    usual = ""
    """The one of these nodes where it begins unless another is named."""

    def _predict_hook(self, my_task: Any) -> None:
        others = set(self.ways.values()) - {self.usual}
        begun = [node for node in self.outputs if node.name not in others]
        my_task._sync_children(begun, TaskState.FUTURE)


class Ending(Near, _EndJoin):
    """Waits for the last token of a tree, and ends whatever only watches for events."""

    def _update_hook(self, my_task: Any) -> bool:
        beyond = (self, *self.outputs)
        others = [task for task in my_task.workflow.tasks.values() if task is not my_task]
        # The newest waits for all: one for each token that has ended would pile up.
        cancel(task for task in others if task.task_spec is self)
        for task in others:
            if not task.has_state(TaskState.NOT_FINISHED_MASK):
                continue
            if task.task_spec not in beyond and task.task_spec.holds:
                my_task._set_state(TaskState.WAITING)
                return False
        cancel(task for task in others if task.state == TaskState.WAITING)
        return True

    def _run_hook(self, my_task: Any) -> bool:
        return True


class Last(Near, SimpleBpmnTask):
    """By this node the library knows that a tree is completed."""


class Split(Near, BoundaryEventSplit):
    """Opens an activity together with its boundary events."""


class ProcessSpec(BpmnProcessSpec):
    """The library's specification of a process or subprocess, with our nodes at both ends."""

    definition: Any
    """The definition it is part of; set once, when that is made."""
    meets = False
    """Whether it has inclusive gateways."""
    by_turns = False
    """Whether its tasks are opened one by one, as the stepper says, and not by flows."""
    aborting = ""
    """Name of the node that undoes what has completed in it, when an error has left it."""
    undoing: "ProcessSpec"
    """Of a process: what is opened to undo activities of it; set once, when that is built."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.task_specs.clear()
        self.start = Begin(self, "Start")
        self.end = Ending(self, f"{name}.EndJoin")
        self.end.connect(Last(self, "End"))


class Person(Near, UserTask):
    """A user task: waits until completed."""


class Job(Near, ServiceTask):
    """A service task: waits until its job is completed; nothing is called from here."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.manual = True

    def _run_hook(self, my_task: Any) -> bool:
        return True


class Passage(Near, NoneTask):
    """An abstract or manual task: passed through, as the standard says of an executing engine."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.manual = False


class Script(Near, ScriptTask):
    """A script task: its FEEL value was computed before it runs."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, script="", **kwargs)

    def _run_hook(self, my_task: Any) -> bool:
        return True


class Rules(Near, ScriptTask):
    """A business rule task: its decision was asked before it runs."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, script="", **kwargs)

    def _run_hook(self, my_task: Any) -> bool:
        return True


class Decision(Near, ExclusiveGateway):
    """An exclusive gateway: which flow is taken was decided before it runs."""

    def connect(self, taskspec: Any) -> None:
        BpmnTaskSpec.connect(self, taskspec)

    def _predict_hook(self, my_task: Any) -> None:
        return None

    def _run_hook(self, my_task: Any) -> bool:
        return True


class Fork(Near, ParallelGateway):
    """A parallel gateway that takes one token from each incoming flow, as the standard says.

    The library counts sources, not flows, forgets which tokens an earlier round has used, and
    cancels early tokens at once, so that cutting the tree could lose them.
    """

    def _update_hook(self, my_task: Any) -> bool:
        waiting = [
            task
            for task in my_task.workflow.tasks.values()
            if task.task_spec is self and task is not my_task and task.state == TaskState.WAITING
        ]
        needed = list(self._inputs)
        used = []
        # The newest first: it is the one that goes on; older ones wait for the next round.
        for arrival in (my_task, *waiting):
            source = arrival.parent.task_spec.name
            if source in needed:
                needed.remove(source)
                used.append(arrival)
        if needed:
            my_task._set_state(TaskState.WAITING)
            return False
        gather(my_task, used)
        return True

    def _run_hook(self, my_task: Any) -> bool:
        return True


class Inclusive(Fork):
    """An inclusive gateway: tokens wait at it until no other can come (`meeting`)."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        wf_spec.meets = True
        self._upstream: dict[str, frozenset[str]] = {}

    @property
    def sources(self) -> list[str]:
        """Inside names of the nodes before it, one for each incoming flow."""
        return list(self._inputs)

    def upstream(self, source: str) -> frozenset[str]:
        """Inside names of the nodes from which a token may come by that source, not by itself."""
        found = self._upstream.get(source)
        if found is None:
            found = self._upstream[source] = upstream(self, source)
        return found

    def _update_hook(self, my_task: Any) -> bool:
        if len(self._inputs) < 2:
            return True
        my_task._set_state(TaskState.WAITING)
        return False


def upstream(gateway: Any, source: str) -> frozenset[str]:
    """The nodes before `source`, and it, where the way does not lead through the gateway."""
    nodes = gateway._wf_spec.task_specs
    found, ahead = {source}, [source]
    while ahead:
        for name in _before(nodes[ahead.pop()]):
            if name not in found and nodes[name] is not gateway:
                found.add(name)
                ahead.append(name)
    return frozenset(found)


def _before(node: Any) -> Iterator[str]:
    """Nodes whose token may come to this one next; to a boundary event that of its activity."""
    for before in node.inputs:
        yield before.name
        if isinstance(before, BoundaryEventSplit):
            yield from (part.name for part in before.outputs if not isinstance(part, BoundaryEvent))


def gather(my_task: Any, used: list[Any]) -> None:
    """Let one arrival at a join go on for all of them."""
    join(my_task, used)
    for task in used:
        if task is not my_task:
            task._set_state(TaskState.CANCELLED)
            task._drop_children()


class Container(Near, BpmnTaskSpec):
    """A node that opens a tree of its own, rests while that is open, and goes on afterwards.

    Unlike the library's it opens the tree when it runs, not when it is reached: its inputs are
    mapped first, and what fails there is an incident of this node.
    """

    def _update_hook(self, my_task: Any) -> Any:
        tree = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        return super()._update_hook(my_task) if tree is None else tree.completed

    def _run(self, my_task: Any) -> Any:
        top = my_task.workflow.top_workflow
        if my_task.id in top.subprocesses:
            return super()._run(my_task)
        top.subprocesses[my_task.id] = self.tree(my_task)
        return None

    def tree(self, my_task: Any, *, deserializing: bool = False) -> Tree:
        """A tree for this token; a new one starts when the stepper comes to its root."""
        raise NotImplementedError

    def tree_completed(self, _: Any, my_task: Any) -> None:
        """The tree has no token left: this node is ready to go on."""
        my_task._ready()

    def _on_cancel(self, my_task: Any) -> None:
        super()._on_cancel(my_task)
        tree = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        if tree is not None:
            tree.cancel()


class Scope(Container):
    """An embedded subprocess."""

    inner: ProcessSpec

    def tree(self, my_task: Any, *, deserializing: bool = False) -> Tree:
        around = my_task.workflow
        return Tree(
            my_task, self.inner, around.definition, around.path, deserializing=deserializing
        )


class Loop(Scope):
    """An activity that runs several times; its instances stand in a tree of their own."""

    activity: Any
    """The node of which each instance is a task."""


class Call(Container):
    """A call activity; its definition was found before it runs."""

    def tree(self, my_task: Any, *, deserializing: bool = False) -> Tree:
        around = my_task.workflow
        called = around.top_workflow.called[my_task.id]
        path = f"{around.path}{outside(self.name)}/"
        return Tree(my_task, called.spec, called, path, deserializing=deserializing)
