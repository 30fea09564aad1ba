"""SpiffWorkflow alone, in memory: the floor that benchmarks measure the engine against.

The same parsed model, run by the library's own loop, and nothing else: no snapshot is read or
written, nothing is pruned, armed, evaluated or told. A gateway is given its way, data stay where
the library keeps them.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.domain.identity import ElementId, TokenId
from app.domain.models import ModelSource
from app.engine import snapshot as snapshots
from app.engine.building import entry
from app.engine.calling import Called
from app.engine.definitions import Definitions, define
from app.engine.names import inside, outside
from app.engine.specs import TAKEN, Decision
from app.engine.trees import Top
from app.feel.values import Value

Ways = Mapping[ElementId, ElementId]
"""Exclusive gateway to the element that is taken after it."""


_ALONE = Called(Definitions(), lambda *_: None)
"""The workloads call no other process."""


class BareCase:
    """One case of the library, in memory, before the step that is measured."""

    def __init__(self, workflow: Any, ways: Ways) -> None:
        self._workflow = workflow
        self._ways = {inside(gateway): target for gateway, target in ways.items()}

    def go_on(self) -> None:
        """Run whatever needs nobody, up to the next wait states."""
        self._workflow.do_engine_steps(will_complete_task=self._show_the_way)

    def complete(self, token: TokenId, data: Mapping[str, Value]) -> None:
        """Complete the task at the token and go on."""
        task = self._workflow.get_task_from_id(token)
        task.set_data(**data)
        task.run()
        self.go_on()

    def waiting_at(self) -> set[ElementId]:
        """The elements where somebody has to act."""
        ready = self._workflow.get_tasks(state=TaskState.READY, manual=True)
        return {ElementId(outside(task.task_spec.name)) for task in ready}

    def _show_the_way(self, task: Any) -> None:
        if isinstance(task.task_spec, Decision):
            target = self._ways[task.task_spec.name]
            found = entry(task.workflow.spec.task_specs, inside(target))
            task.internal_data[TAKEN] = [found.name]


class BareLibrary:
    """The library with one model, parsed once."""

    def __init__(self, source: ModelSource) -> None:
        self._definition = define(source)

    def start(self) -> BareCase:
        """A new case, not moved yet."""
        return BareCase(Top(self._definition), {})

    def resume(self, snapshot: bytes, ways: Ways) -> BareCase:
        """A case as it stands in a snapshot of ours."""
        return BareCase(snapshots.read(self._definition, snapshot, _ALONE).workflow, ways)
