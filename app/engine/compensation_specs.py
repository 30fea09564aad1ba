"""Our kinds of nodes for compensation."""

from typing import Any

from app.engine.names import outside
from app.engine.specs import TAKEN, Container, Near
from app.engine.trees import Tree

BESIDE = "b"
"""Marks a token of a throwing event that compensates beside the one that has gone on."""


class Undoing(Container):
    """A node that rests while activities that have completed are undone, one after the other.

    They are undone in a tree of their own, whose tasks `compensating` opens.
    """

    def _run(self, my_task: Any) -> Any:
        if BESIDE in my_task.internal_data:
            my_task.internal_data[TAKEN] = [self._wf_spec.end.name]
        # Where there is nothing to undo it passes without a tree.
        return Near._run(self, my_task)  # noqa: SLF001  past the container's

    def tree(self, my_task: Any, *, deserializing: bool = False) -> Tree:
        around = my_task.workflow
        spec, path = around.definition.spec.undoing, around.path
        return Tree(my_task, spec, around.definition, path, deserializing=deserializing)


class Compensate(Undoing):
    """An event that throws compensation, and waits until it is done."""


class Aborting(Undoing):
    """In a scope that an error has left: undoes what has completed there, before it goes on."""

    def __init__(self, wf_spec: Any) -> None:
        super().__init__(wf_spec, f"{wf_spec.name}.Abort")


class Reopened(Undoing):
    """A subprocess that has completed, opened again to undo what was done in it."""


class ReopenedCall(Reopened):
    """The same of a call activity; its definition was found before it opens."""

    def tree(self, my_task: Any, *, deserializing: bool = False) -> Tree:
        around = my_task.workflow
        called = around.top_workflow.called[my_task.id]
        path = f"{around.path}{outside(self.name)}/"
        return Tree(my_task, called.spec.undoing, called, path, deserializing=deserializing)
