"""The library's workflows, as we open them: one tree per process, subprocess, call or loop."""

from collections import deque
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from app.engine.library import RefusingScriptEngine


class _Waking:
    """Looks again only at what waits for others: the library would ask every waiting task."""

    def update_waiting_tasks(self: Any) -> None:
        if self.spec.by_turns:
            return
        for task in list(self.tasks.values()):
            if task.state == TaskState.WAITING and task.task_spec is self.spec.end:
                task.task_spec._update(task)  # noqa: SLF001  the library's name for it


class Top(_Waking, BpmnWorkflow):
    """The tree of the process, and what its nodes have to tell the stepper."""

    holder = None
    path = ""

    def __init__(self, definition: Any, *, deserializing: bool = False) -> None:
        self.definition = definition
        self.agenda: deque[Any] = deque()
        """Tasks that became ready, or came to wait, since the stepper looked."""
        self.called: dict[UUID, Any] = {}
        """Definitions of the called processes, by the token of their call activity."""
        self.cancelled: list[Any] = []
        """Tasks that were cancelled since the stepper looked."""
        super().__init__(
            definition.spec, script_engine=RefusingScriptEngine(), deserializing=deserializing
        )


class Tree(_Waking, BpmnSubWorkflow):
    """What a subprocess, a call activity or a loop has opened at one token."""

    def __init__(
        self, holder: Any, spec: Any, definition: Any, path: str, *, deserializing: bool = False
    ) -> None:
        self.holder = holder
        """The task that opened it, and goes on when it is completed."""
        self.definition = definition
        """The definition that its elements belong to: another one in a called process."""
        self.path = path
        """Call path of its elements: empty, or ids of call activities that each end in `/`."""
        super().__init__(spec, holder.id, holder.workflow.top_workflow, deserializing=deserializing)
        self.completed_event.connect(holder.task_spec.tree_completed, holder)

    @property
    def parent_workflow(self) -> Any:
        return self.holder.workflow

    def _calculate_depth(self) -> int:
        return int(self.holder.workflow.depth) + 1
