"""Our kinds of event nodes, on the library's."""
# ruff: noqa: SLF001  the library's hooks for subclasses begin with an underscore

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    IntermediateCatchEvent,
    NoneTask,
    ReceiveTask,
    StartEvent,
)
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import TerminateEventDefinition
from SpiffWorkflow.util.task import TaskState

from app.engine.joins import follow
from app.engine.specs import Near, cancel


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


class Waiting(Near):
    """A node whose token may come to wait: the stepper is told, so that it arms it."""

    def _update_hook(self: Any, my_task: Any) -> Any:
        is_ready = super()._update_hook(my_task)  # type: ignore[misc]  # mixed in, as Near
        if not is_ready:
            my_task.workflow.top_workflow.agenda.append(my_task)
        return is_ready


class Start(Near, StartEvent):
    """A start event. Whatever it waits for has happened before a token stands here."""


class End(Near, EndEvent):
    """A none or terminate end event."""


class Boundary(Waiting, BoundaryEvent):
    """A boundary event that fires when told; an interrupting one ends its activity."""

    def _run_hook(self, my_task: Any) -> Any:
        if self.cancel_activity:
            beside = [task for task in my_task.parent.children if task is not my_task]
            # What another event has begun, and is over, may hang here, too, since it was cut.
            opened = my_task.parent.task_spec.outputs
            hosts = [one for one in beside if one.task_spec in opened]
            follow(my_task, [one for one in hosts if not isinstance(one.task_spec, Boundary)])
            cancel(beside)
        return super()._run_hook(my_task)


class _Chosen(Waiting):
    """After an event-based gateway: the first that happens ends the wait for the others."""

    def _run_hook(self: Any, my_task: Any) -> Any:
        opening = my_task.parent
        spec = None if opening is None else opening.task_spec
        if isinstance(spec, Opening) and not spec.is_parallel:
            cancel(task for task in opening.children if task is not my_task)
        return super()._run_hook(my_task)  # type: ignore[misc]  # mixed in, as Near


class Catch(_Chosen, IntermediateCatchEvent):
    """An intermediate event that fires when told."""


class Receive(_Chosen, ReceiveTask):
    """A receive task: waits until its message is told."""


class Opening(Near, NoneTask):
    """Leads to several waits at once, of which the first that happens ends the others."""

    is_parallel = False
    """Each of them has to happen, and goes its own way."""

    def __init__(self, wf_spec: Any, name: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, **kwargs)
        self.manual = False


class EventGateway(Opening):
    """An event-based gateway: the first event behind it is the way (10.6.6)."""


class After(Near, NoneTask):
    """Where the ways of several events of one element come together."""

    def __init__(self, wf_spec: Any, name: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, **kwargs)
        self.manual = False


class Throw(Near, NoneTask):
    """A throwing event or send task: what it throws is thrown before it runs."""

    def __init__(self, wf_spec: Any, name: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, **kwargs)
        self.manual = False


class Watch(Waiting, IntermediateCatchEvent):
    """Waits for the event that starts an event subprocess, beside all else in the scope.

    It bears the name of the start event and leads to the event subprocess, which then runs like
    any other. The library starts an event subprocess together with its scope.
    """

    holds = False

    def __init__(self, wf_spec: Any, name: str, *, interrupts: bool) -> None:
        super().__init__(wf_spec, name, ToldEvent(name))
        self.interrupts = interrupts

    def _run_hook(self, my_task: Any) -> Any:
        if self.interrupts:
            own = (my_task, *my_task.children)
            cancel(task for task in my_task.workflow.tasks.values() if task not in own)
        return super()._run_hook(my_task)


def happen_again(my_task: Any) -> Any:
    """A fresh wait beside this one, which happens now and ends nothing."""
    fresh = my_task.parent._add_child(my_task.task_spec, TaskState.WAITING)
    my_task.workflow.top_workflow.agenda.append(fresh)
    return fresh
