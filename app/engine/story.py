"""Tells what happens in a step: what was passed, called and cancelled, in order."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from app.domain.identity import FlowId, TokenId
from app.engine.calling import Bound
from app.engine.compensation_specs import BESIDE, Reopened
from app.engine.event_specs import EventGateway, Watch
from app.engine.facts import Facts
from app.engine.instance import ARMED, Instance, is_aside
from app.engine.specs import Loop
from app.ports.engine import Passed

CATCHING = ("boundary_event", "intermediate_catch_event", "start_event")


class Story:
    """The story of one step of one instance."""

    def __init__(self, instance: Instance) -> None:
        self.passed: list[Passed] = []
        self._instance = instance
        self._last_turns: dict[UUID, int] = {}
        """The token of a loop to the place where its last instance is told."""

    def pass_on(self, task: Any, facts: Facts, flows: tuple[FlowId, ...]) -> None:
        """The token leaves the element by these flows."""
        kind = facts.element.kind
        gateway = task.parent
        if kind == "event_based_gateway":
            flows = ()  # told with the event that happens
        elif gateway is not None and isinstance(gateway.task_spec, EventGateway):
            ways = self._instance.known(gateway).outgoing
            flows = (*(way.flow for way in ways if way.target == facts.element.id), *flows)
        # The start of an event subprocess has passed where it was watched for, if it was.
        is_caught = facts.event is not None and facts.event.kind == "compensation"
        if not facts.is_watched or is_caught or isinstance(task.task_spec, Watch):
            is_told = bool(facts.events) and kind in CATCHING
            self._tell(
                task,
                Passed(
                    self._instance.address(task),
                    TokenId(task.id),
                    "fired" if is_told else "completed",
                    tuple(FlowId(task.workflow.path + flow) for flow in flows),
                ),
            )
        is_error = any(event.kind == "error" for event in facts.events)
        if kind == "end_event" and not is_error and (ending := self._ending(task)) is not None:
            self._instance.ends.append((facts.element.id, is_aside(ending)))

    def come(self, task: Any) -> None:
        """One of several events has happened; the token waits for the others."""
        self.passed.append(Passed(self._instance.address(task), TokenId(task.id), "fired"))

    def call(self, task: Any, bound: Bound) -> None:
        """The call activity at the token has begun its process."""
        called = (bound.key, bound.version)
        address = self._instance.address(task)
        self.passed.append(Passed(address, TokenId(task.id), "called", called=called))

    def cancel(self) -> None:
        """What an event has cancelled: open waits, and subprocesses with all inside them."""
        cancelled = self._instance.workflow.cancelled
        for task in cancelled:
            self._instance.frames.pop(task.id, None)
            facts = self._instance.facts_of(task)
            if facts is None or facts.element.kind in ("boundary_event", "start_event"):
                continue
            # A loop is told by its instances; what is being undone was completed before.
            is_told = isinstance(task.task_spec, Loop | Reopened) or BESIDE in task.internal_data
            is_open = self._instance.is_entered(task) and not is_told
            if ARMED in task.internal_data or is_open:
                self.passed.append(
                    Passed(self._instance.address(task), TokenId(task.id), "cancelled")
                )
        cancelled.clear()

    def _tell(self, task: Any, passed: Passed) -> None:
        """The flows out of a loop are told with its last instance, if that ended just now."""
        place = self._last_turns.pop(task.id, None)
        if place is not None:
            self.passed[place] = replace(self.passed[place], by_flow=passed.by_flow)
            return
        holder = task.workflow.holder
        if holder is not None and isinstance(holder.task_spec, Loop):
            self._last_turns[holder.id] = len(self.passed)
        self.passed.append(passed)

    def _ending(self, task: Any) -> Any:
        """The token of the process that ends where this one does; None in a plain subprocess."""
        while (holder := task.workflow.holder) is not None:
            if not self._instance.known(holder).is_event_subprocess:
                return None
            task = holder
        return task
