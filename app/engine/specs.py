"""Our kinds of nodes, on the library's."""
# ruff: noqa: SLF001  the library's hooks for subclasses begin with an underscore

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    ExclusiveGateway,
    IntermediateCatchEvent,
    NoneTask,
    ParallelGateway,
    ScriptTask,
    ServiceTask,
    StartEvent,
    SubWorkflowTask,
    UserTask,
)
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.util.task import TaskState

from app.engine.joins import join

TAKEN = "t"
"""Marks a gateway with the inside name of the node it was decided for."""


class ToldEvent(EventDefinition):
    """An event that happens when we say so: it reads no clock and catches nothing thrown."""

    def catches(self, my_task: Any, event: Any) -> bool:
        return False

    def throw(self, my_task: Any) -> None:
        return None


class Terminate(TerminateEventDefinition):
    """Ends its scope; the library's extra broadcast would be kept as an event for others."""

    def throw(self, my_task: Any) -> None:
        return None


class Near:
    """Foresees no further than the next node, and only when it runs.

    The library foresees whole branches by recursion, which ends at some hundred nodes, and keeps
    them in the tree.
    """

    def _predict(self, *_: Any, **__: Any) -> None:
        return None

    def _run(self: Any, my_task: Any) -> Any:
        self._predict_hook(my_task)
        for child in my_task.children:  # the library's own nodes foresee themselves
            child.task_spec._predict(child, mask=TaskState.NOT_FINISHED_MASK)
        return super()._run(my_task)  # type: ignore[misc]  # mixed into the library's TaskSpec


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

    def _run_hook(self, my_task: Any) -> bool:
        return True


class Decision(Near, ExclusiveGateway):
    """An exclusive gateway: which flow is taken was decided before it runs."""

    def connect(self, taskspec: Any) -> None:
        BpmnTaskSpec.connect(self, taskspec)

    def test(self) -> None:
        TaskSpec.test(self)

    def _predict_hook(self, my_task: Any) -> None:
        return None

    def _run_hook(self, my_task: Any) -> bool:
        output = self._wf_spec.task_specs[my_task.internal_data.pop(TAKEN)]
        my_task._sync_children([output], TaskState.FUTURE)
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
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
        join(my_task, used)
        for task in used[1:]:
            task._set_state(TaskState.CANCELLED)
            task._drop_children()
        return True

    def _run_hook(self, my_task: Any) -> bool:
        return True


class Scope(Near, SubWorkflowTask):
    """An embedded subprocess; variables live at the process, so none are copied."""

    def copy_data(self, my_task: Any, subworkflow: Any) -> None:
        return None

    def update_data(self, my_task: Any, subworkflow: Any) -> None:
        return None


class Start(Near, StartEvent):
    """A none start event."""


class End(Near, EndEvent):
    """A none or terminate end event."""


class Boundary(Near, BoundaryEvent):
    """A boundary event that fires when told."""


class Catch(Near, IntermediateCatchEvent):
    """An intermediate event that fires when told."""
