"""Models of strangers run in a trial as they are; what only a service owes does not stop them."""

from pathlib import Path

from app.bootstrap.simulation import simulation_world
from app.simulation import Report, run_files
from app.simulation.report import as_text

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:s"'
    ' xmlns:activiti="http://activiti.org/bpmn" xmlns:other="urn:other">'
)
ONE_TASK = (
    '<process id="{key}"><startEvent id="begun"/><userTask id="weigh" {more}/><endEvent id="over"/>'
    '<sequenceFlow sourceRef="begun" targetRef="weigh"/>'
    '<sequenceFlow sourceRef="weigh" targetRef="over"/></process>'
)
SCENARIO = """\
title: A stray model
process: {key}
clock: 2026-12-22T10:00:00+05:00
start: {{}}
steps:
  - complete: {task}
  - expect: {{status: completed}}
"""


def run(folder: Path, body: str, key: str = "stray", task: str = "weigh") -> Report:
    model = folder / "stray.bpmn20.xml"
    model.write_text(f"{HEAD}{body}</definitions>", encoding="utf-8")
    file = folder / "walk.yaml"
    file.write_text(SCENARIO.format(key=key, task=task), encoding="utf-8")
    return run_files([file], [model], lambda read: simulation_world(read.clock))


def test_a_task_without_candidates_is_done_by_somebody(tmp_path: Path) -> None:
    report = run(tmp_path, ONE_TASK.format(key="stray", more=""))
    assert report.exit_status == 0, as_text(report)


def test_people_whom_nobody_here_knows_are_invented(tmp_path: Path) -> None:
    for more in ('activiti:assignee="kermit"', 'activiti:candidateUsers="fozzie, gonzo"'):
        report = run(tmp_path, ONE_TASK.format(key="stray", more=more))
        assert report.exit_status == 0, as_text(report)


def test_every_process_of_a_file_can_be_started(tmp_path: Path) -> None:
    both = ONE_TASK.format(key="first", more="") + ONE_TASK.format(key="second", more="").replace(
        'id="', 'id="second_'
    ).replace('Ref="', 'Ref="second_').replace("second_second", "second")
    report = run(tmp_path, both, key="second", task="second_weigh")
    assert report.exit_status == 0, as_text(report)


def test_an_element_without_an_id_is_given_one(tmp_path: Path) -> None:
    body = ONE_TASK.format(key="stray", more="").replace(
        "</process>",
        '<startEvent/><sequenceFlow sourceRef="x" targetRef="weigh"/></process>',
    )
    named = body.replace('<startEvent id="begun"/>', "").replace("begun", "startEvent_1")
    report = run(tmp_path, named.replace('<sequenceFlow sourceRef="x" targetRef="weigh"/>', ""))
    assert report.exit_status == 0, as_text(report)


def test_what_another_tool_left_does_not_stop_a_trial(tmp_path: Path) -> None:
    report = run(tmp_path, ONE_TASK.format(key="stray", more='other:colour="red"'))
    assert report.exit_status == 0, as_text(report)


def test_of_two_timers_at_one_moment_the_inner_one_fires_first_and_alone(tmp_path: Path) -> None:
    timer = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
    body = (
        '<process id="stray"><startEvent id="begun"/><subProcess id="around"><startEvent id="in"/>'
        '<userTask id="inside"/><sequenceFlow sourceRef="in" targetRef="inside"/>'
        f'<boundaryEvent id="inner" attachedToRef="inside">{timer}</boundaryEvent>'
        '<userTask id="after_inner"/><sequenceFlow sourceRef="inner" targetRef="after_inner"/>'
        f'</subProcess><boundaryEvent id="outer" attachedToRef="around">{timer}</boundaryEvent>'
        '<userTask id="weigh"/><sequenceFlow sourceRef="outer" targetRef="weigh"/>'
        '<sequenceFlow sourceRef="begun" targetRef="around"/></process>'
    )
    fired = "  - fire_timers: true\n  - expect: {{waits_at: [{where}]}}\n"
    steps = fired.format(where="after_inner") + fired.format(where="weigh")
    model = tmp_path / "stray.bpmn20.xml"
    model.write_text(f"{HEAD}{body}</definitions>", encoding="utf-8")
    file = tmp_path / "walk.yaml"
    head, _, rest = SCENARIO.format(key="stray", task="weigh").partition("steps:\n")
    file.write_text(f"{head}steps:\n{steps}{rest}", encoding="utf-8")
    report = run_files([file], [model], lambda read: simulation_world(read.clock))
    assert report.exit_status == 0, as_text(report)
