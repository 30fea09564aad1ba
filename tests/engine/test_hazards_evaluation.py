"""Hazards 3, 4, 7, 9 and 10: data that builds objects, text that runs, clocks, errors that hide.

Of each pair the first test shows the library, the second shows ours.
"""

from datetime import UTC, datetime

import pytest
from engine_models import (
    Case,
    around,
    chain,
    document,
    end,
    flow,
    job,
    source,
    start,
    timer,
    user,
    waiting,
)
from library_models import bare, ready
from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.exceptions import WorkflowException

from app.domain.models import ModelFile
from app.engine import SpiffEngine
from app.engine.instance import Instance
from app.engine.library import AuthorTextReachedPython, RefusingScriptEngine
from app.ports.engine import TimerWait

ONE = start() + user("review") + end() + chain("start", "review", "done")


def test_3_the_library_reads_posted_data_as_types() -> None:
    workflow = bare(ONE)
    workflow.do_engine_steps()
    ready(workflow)[0].data["answer"] = {"typename": "BpmnWorkflow"}
    serializer = BpmnWorkflowSerializer()
    with pytest.raises((KeyError, TypeError, AttributeError)):
        serializer.deserialize_json(serializer.serialize_json(workflow))


def test_3_posted_data_stays_data() -> None:
    case = Case(source(ONE))
    hostile = {"typename": "BpmnWorkflow", "c": {"n": "1"}, "n": "2", "\ud800": ["\udfff"]}
    case.start(answer=hostile)
    assert case.complete("review").variables["answer"] == hostile


SCRIPT = (
    start() + '<scriptTask id="run" scriptFormat="{language}"><script>{text}</script></scriptTask>'
    + end() + chain("start", "run", "done")
)  # fmt: skip


def test_4_the_library_runs_what_an_author_wrote() -> None:
    text = "import sys; reached = sys.version_info[0]"
    workflow = bare(SCRIPT.format(language="python", text=text))
    workflow.do_engine_steps()
    assert workflow.data["reached"] == 3


@pytest.mark.parametrize("language", ["python", "feel"])
def test_4_python_is_refused_at_deployment(language: str) -> None:
    text = '__import__("sys").version_info[0]'
    model = ModelFile("x.bpmn", document(SCRIPT.format(language=language, text=text)))
    found = SpiffEngine().check([model], topics={}).findings
    assert {"script-format", "unknown-function", "bad-expression"} & {one.rule for one in found}


def test_4_a_model_that_was_never_linted_still_runs_no_python() -> None:
    text = '__import__("sys").version_info[0]'
    failed = Case(source(SCRIPT.format(language="python", text=text))).start()
    assert failed.failure is not None
    assert failed.failure.code == "expression-failed"


LATE = (
    start() + user("review") + timer("late", "review", "{date}") + end() + end("missed")
    + chain("start", "review", "done") + chain("late", "missed")
)  # fmt: skip


def test_7_the_library_reads_dates_as_python_and_the_wall_clock() -> None:
    workflow = bare(LATE.format(date="2026-12-01"))
    with pytest.raises(WorkflowException):
        workflow.do_engine_steps()
    past = bare(LATE.format(date='"2001-01-01T00:00:00"'))
    past.do_engine_steps()
    assert ready(past) == []


def test_7_a_timer_is_a_row_and_fires_only_when_told() -> None:
    case = Case(source(LATE.format(date="2001-01-01")))
    begun = case.start()
    assert waiting(begun) == ["late", "review"]
    (due,) = (wait.due_at for wait in begun.waits if isinstance(wait, TimerWait))
    assert due.astimezone(UTC) == datetime(2000, 12, 31, 18, 0, tzinfo=UTC)


def test_7_a_month_keeps_its_day_where_it_can() -> None:
    body = LATE.replace("timeDate", "timeDuration").format(date="P1M")
    body = body.replace("<timeDate>", "<timeDuration>").replace("</timeDate>", "</timeDuration>")
    case = Case(source(body), around(datetime(2027, 1, 31, 4, 0, tzinfo=UTC)))
    (due,) = (wait.due_at for wait in case.start().waits if isinstance(wait, TimerWait))
    assert due.astimezone(UTC) == datetime(2027, 2, 28, 4, 0, tzinfo=UTC)


CHOICE = (
    start() + user("review") + '<exclusiveGateway id="which"/>' + end("yes") + end("no")
    + chain("start", "review", "which") + flow("which", "yes", "{one}")
    + flow("which", "no", "{other}")
)  # fmt: skip


def test_9_the_library_raises_and_the_instance_cannot_go_on() -> None:
    workflow = bare(CHOICE.format(one="outcome == 1", other="outcome == 2"))
    workflow.do_engine_steps()
    (task,) = ready(workflow)
    task.data["outcome"] = 3
    task.run()
    with pytest.raises(WorkflowException):
        workflow.do_engine_steps()
    workflow.do_engine_steps()
    assert ready(workflow) == []


def test_9_a_gateway_without_a_way_is_an_incident_that_mended_data_frees() -> None:
    case = Case(source(CHOICE.format(one='=outcome = "yes"', other='=outcome = "no"')))
    case.start()
    failed = case.complete("review", outcome="maybe")
    assert failed.failure is not None
    assert (failed.failure.code, failed.failure.element_id) == ("no-matching-flow", "which")
    assert failed.ended_at is None
    assert failed.variables["outcome"] == "maybe"

    assert case.retry().failure is not None
    assert case.mend(outcome="no").ended_at == "no"


@pytest.mark.parametrize("value", ["secret", None])
def test_9_a_condition_that_is_not_true_or_false_is_an_incident(value: str | None) -> None:
    case = Case(source(CHOICE.format(one="=outcome", other="=outcome = 2")))
    case.start()
    failed = case.complete("review", outcome=value)
    assert failed.failure is not None
    assert failed.failure.code == "expression-failed"
    assert "secret" not in failed.failure.detail


def test_9_results_wait_with_the_failure_when_their_mapping_fails() -> None:
    mapping = (
        "<extensionElements><camunda:inputOutput>"
        '<camunda:outputParameter name="total">=part + found</camunda:outputParameter>'
        "</camunda:inputOutput></extensionElements>"
    )
    body = start() + job("ask", inner=mapping) + end() + chain("start", "ask", "done")
    case = Case(source(body))
    case.start()
    failed = case.complete("ask", found="x")
    assert failed.failure is not None
    assert (failed.failure.element_id, failed.waits) == ("ask", ())
    assert case.mend(part="y").variables["total"] == "yx"
    assert case.now.ended_at == "done"


def test_9_one_stuck_branch_does_not_hold_the_other() -> None:
    body = (
        start() + '<parallelGateway id="fork"/>' + user("one", 'camunda:dueDate="=missing.day"')
        + user("two") + end() + chain("start", "fork", "one", "done")
        + chain("fork", "two", "done")
    )  # fmt: skip
    case = Case(source(body))
    begun = case.start()
    assert begun.failure is not None
    assert (begun.failure.element_id, waiting(begun)) == ("one", ["two"])
    case.complete("two")
    assert waiting(case.mend(missing={"day": None})) == ["one"]


def test_10_the_library_hides_the_real_error_of_a_service() -> None:
    workflow = bare(ONE)
    with pytest.raises(NameError):
        PythonScriptEngine().call_service(workflow.task_tree)


def test_10_nothing_is_ever_called_from_the_engine() -> None:
    case = Case(source(start() + job("ask") + end() + chain("start", "ask", "done")))
    assert waiting(case.start()) == ["ask"]
    instance = Instance.fresh(case.engine._definitions.get(case.model), {})
    with pytest.raises(AuthorTextReachedPython):
        RefusingScriptEngine().call_service(instance.workflow.task_tree)
    assert not issubclass(AuthorTextReachedPython, WorkflowTaskException)


def test_9_a_failure_does_not_tell_what_people_typed() -> None:
    body = start() + user("review", 'camunda:dueDate="=date(born)"') + end() + chain(
        "start", "review", "done"
    )  # fmt: skip
    failed = Case(source(body)).start(born="900101 Aigul")
    assert failed.failure is not None
    assert "date" in failed.failure.detail
    assert "Aigul" not in failed.failure.detail
