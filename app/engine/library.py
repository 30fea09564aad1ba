"""The library's global settings, and its script engine that refuses to run anything."""

import logging
from typing import Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.util.task import BpmnTaskIterator
from SpiffWorkflow.util.task import TaskIterator

LIBRARY_DEPTH = 1000
DEPTH = 1_000_000
"""Far above any tree that pruning leaves."""


def set_depth(depth: int) -> None:
    """Set the depth at which the library's iterators stop.

    It is a default argument there, and joins and completions construct the iterators
    themselves, so it cannot be passed in. At 1000 an instance with a ready task is reported as
    completed.
    """
    for iterator in (TaskIterator, BpmnTaskIterator):
        defaults = iterator.__init__.__defaults__
        iterator.__init__.__defaults__ = tuple(
            depth if type(value) is int else value for value in defaults
        )


def prepare() -> None:
    """Once, when the room is imported."""
    set_depth(DEPTH)
    # Below this level each change of state walks all tasks to fill a log record nobody reads.
    for name in ("spiff", "spiff.task", "spiff.workflow"):
        logging.getLogger(name).setLevel(logging.WARNING)


class AuthorTextReachedPython(RuntimeError):
    """A programming error: the library was about to evaluate text of a model."""


class RefusingScriptEngine(PythonScriptEngine):
    """Takes the place of `eval` and `exec`: expressions are FEEL and never come here."""

    def evaluate(self, task: Any, expression: Any, external_context: Any = None) -> Any:
        raise AuthorTextReachedPython(str(task.task_spec.name))

    def execute(self, task: Any, script: Any, external_context: Any = None) -> Any:
        raise AuthorTextReachedPython(str(task.task_spec.name))

    def call_service(self, task: Any, **kwargs: Any) -> Any:
        # The library's own handler of failures here names a variable that does not exist.
        raise AuthorTextReachedPython(str(task.task_spec.name))


prepare()
