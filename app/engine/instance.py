"""One running instance in memory: the library's trees, our variables, the ends reached."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from app.domain.identity import ElementId
from app.domain.refusals import TokenNotWaiting
from app.engine.definitions import Definition
from app.engine.facts import Facts
from app.engine.library import RefusingScriptEngine
from app.engine.specs import Boundary
from app.feel.values import Value

ARMED = "w"
"""Marks a wait whose facts were evaluated; holds them."""
GIVEN = "g"
"""Results that were given to a wait and could not yet be mapped."""
ASIDE = "a"
"""Marks a token that came from a non-interrupting boundary event."""


@dataclass(slots=True)
class Instance:
    """A process instance between a command's beginning and end."""

    definition: Definition
    workflow: Any
    variables: dict[str, Value] = field(default_factory=dict)
    ends: list[tuple[ElementId, bool]] = field(default_factory=list)
    """End events of the process in order of arrival, and whether off the main path."""

    @classmethod
    def fresh(cls, definition: Definition, variables: dict[str, Value]) -> "Instance":
        workflow = BpmnWorkflow(
            definition.spec, definition.scopes, script_engine=RefusingScriptEngine()
        )
        return cls(definition, workflow, variables)

    def workflows(self) -> Iterator[Any]:
        """The process and its open subprocesses, the innermost first."""
        inner = [sub for sub in self.workflow.subprocesses.values() if not sub.completed]
        yield from sorted(inner, key=lambda sub: -sub.depth)
        yield self.workflow

    def tasks(self, mask: int) -> Iterator[Any]:
        for workflow in self.workflows():
            yield from (task for task in list(workflow.tasks.values()) if task.has_state(mask))

    def facts_of(self, task: Any) -> Facts | None:
        return self.definition.facts_of(task)

    def known(self, task: Any) -> Facts:
        """Facts of a task that stands for an element of the drawing."""
        facts = self.definition.facts_of(task)
        if facts is None:  # pragma: no cover - the library's nodes never wait
            raise LookupError(task.task_spec.name)
        return facts

    def waiting(self, token: UUID) -> Any:
        """The task of a token that rests at an armed wait.

        Raises:
            TokenNotWaiting: it is done, cancelled, or was never there.
        """
        for task in self.tasks(TaskState.READY | TaskState.WAITING):
            if task.id == token and ARMED in task.internal_data and GIVEN not in task.internal_data:
                return task
        raise TokenNotWaiting(f"Expected a wait at token {token}, but it is done or cancelled")

    @property
    def is_over(self) -> bool:
        return bool(self.workflow.completed)

    @property
    def ended_at(self) -> ElementId | None:
        """The first end event of the main path, once no token is left."""
        if not self.is_over or not self.ends:
            return None
        return next((end for end, aside in self.ends if not aside), self.ends[0][0])


def is_aside_here(task: Any) -> bool:
    """Whether what follows this very task is off the main path."""
    spec = task.task_spec
    is_boundary = isinstance(spec, Boundary) and not spec.cancel_activity
    return is_boundary or bool(task.internal_data.get(ASIDE))


def is_aside(task: Any) -> bool:
    """Whether the token came from a non-interrupting boundary event of the process."""
    above = task
    while above is not None:
        if is_aside_here(above):
            return True
        above = above.parent
    return False
