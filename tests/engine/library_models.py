"""The same models on the bare library, to pin what it does."""

from typing import Any

from engine_models import document
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState


def bare(body: str, before: str = "", parser: Any = None) -> Any:
    """An instance of the model in the library alone."""
    reader = parser or BpmnParser()
    reader.add_bpmn_str(document(body, before=before))
    return BpmnWorkflow(reader.get_spec("p"), reader.get_subprocess_specs("p"))


def ready(workflow: Any) -> list[Any]:
    """Ready user tasks, found without the library's iterators."""
    return [
        task
        for task in workflow.tasks.values()
        if task.has_state(TaskState.READY) and task.task_spec.manual
    ]
