"""Hazards 6, 14, 17, 18 and 20: what the library's parser loses, waits for or cannot bear.

Of each pair the first test shows the library, the second shows ours.
"""

import pytest
from engine_models import Case, around, chain, end, path, source, start, user, waiting
from library_models import bare, ready
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.camunda.parser.CamundaParser import CamundaParser
from SpiffWorkflow.exceptions import WorkflowException

from app.engine.names import inside, outside
from app.ports.engine import UserTaskWait

ASSIGNED = start() + user("review", 'camunda:assignee="aigul"') + end() + chain(
    "start", "review", "done"
)  # fmt: skip


def test_6_the_library_forgets_who_is_assigned() -> None:
    workflow = bare(ASSIGNED, parser=CamundaParser())
    workflow.do_engine_steps()
    (task,) = ready(workflow)
    assert "aigul" not in str(vars(task.task_spec))


@pytest.mark.parametrize("prefix", ["camunda", "flowable", "activiti", "operaton"])
def test_6_attributes_of_the_dialect_and_its_namesakes_are_read(prefix: str) -> None:
    spaces = {
        "camunda": "http://camunda.org/schema/1.0/bpmn",
        "flowable": "http://flowable.org/bpmn",
        "activiti": "http://activiti.org/bpmn",
        "operaton": "http://operaton.org/schema/1.0/bpmn",
    }
    attributes = (
        f'xmlns:q="{spaces[prefix]}" q:assignee="=applicant.clerk" q:formKey="forms/a.form"'
    )
    body = start() + user("review", attributes) + end() + chain("start", "review", "done")
    begun = Case(source(body), around(variables={"applicant": {"clerk": "aigul"}})).start()
    (wait,) = begun.waits
    assert isinstance(wait, UserTaskWait)
    assert (wait.assignee, wait.form) == ("aigul", "forms/a.form")


PLAIN = start() + '<task id="note"/>' + end() + chain("start", "note", "done")


def test_14_the_library_waits_at_a_plain_task() -> None:
    workflow = bare(PLAIN)
    workflow.do_engine_steps()
    assert [task.task_spec.name for task in ready(workflow)] == ["note"]


def test_14_a_plain_task_is_passed_through() -> None:
    ended = Case(source(PLAIN)).start()
    assert path(ended) == ["start", "note", "done"]
    assert ended.ended_at == "done"


NAMELESS = (
    start() + user("review") + end() + '<sequenceFlow sourceRef="start" targetRef="review"/>'
    '<sequenceFlow sourceRef="review" targetRef="done"/>'
)  # fmt: skip


def test_17_the_library_drops_flows_without_an_id() -> None:
    workflow = bare(NAMELESS)
    workflow.do_engine_steps()
    assert ready(workflow) == []


def test_17_flows_without_an_id_are_given_one() -> None:
    case = Case(source(NAMELESS))
    assert waiting(case.start()) == ["review"]
    assert case.complete("review").passed[0].by_flow == ("flow_review_done",)


COLLIDING = start("Start") + user("Root") + end("End") + chain("Start", "Root", "End")


def test_18_the_library_cannot_bear_its_own_names() -> None:
    with pytest.raises((ValidationException, WorkflowException, KeyError)):
        bare(COLLIDING).do_engine_steps()


def test_18_elements_may_be_called_what_the_library_calls_its_own() -> None:
    case = Case(source(COLLIDING))
    assert waiting(case.start()) == ["Root"]
    assert case.complete("Root").ended_at == "End"


@pytest.mark.parametrize(
    "ids",
    [
        ("a.EndJoin", "a.BoundaryEventSplit"),
        ("p.EndJoin", "n_p.EndJoin"),
        ("..", "a.."),
        ("a", ".a"),
    ],
)
def test_18_every_id_comes_back_as_it_went_in(ids: tuple[str, ...]) -> None:
    for element in ids:
        assert outside(inside(element)) == element
    for own in ("Start", "End", "n_a.BoundaryEventSplit", "n_p.EndJoin"):
        assert outside(own) == ""


def row_of(count: int) -> str:
    ids = [f"step_{number}" for number in range(count)]
    tasks = "".join(f'<task id="{element}"/>' for element in ids)
    return start() + tasks + end() + chain("start", *ids, "done")


def test_20_the_library_cannot_parse_a_long_row() -> None:
    with pytest.raises((ValidationException, RecursionError)):
        bare(row_of(600))


def test_20_a_row_as_long_as_the_limit_parses_and_runs() -> None:
    ended = Case(source(row_of(1_990))).start()
    assert ended.ended_at == "done"
    assert len(ended.passed) == 1_992
