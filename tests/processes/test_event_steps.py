"""Steps of scenarios that bring events from outside."""

from pathlib import Path

import pytest

from app.bootstrap.simulation import simulation_world
from app.simulation import Report, run_files
from app.simulation.report import as_text

MODEL = """\
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial">
  <message id="reply" name="hearing-reply"/><message id="complaint" name="complaint-filed"/>
  <process id="hearing" isExecutable="true">
    <startEvent id="begun"/>
    <startEvent id="filed"><messageEventDefinition messageRef="complaint"/></startEvent>
    <receiveTask id="reply_wait" messageRef="reply"/><receiveTask id="wait"/>
    <exclusiveGateway id="which" default="f5"/><endEvent id="attended"/><endEvent id="absent"/>
    <sequenceFlow id="f1" sourceRef="begun" targetRef="reply_wait"/>
    <sequenceFlow id="f2" sourceRef="reply_wait" targetRef="wait"/>
    <sequenceFlow id="f6" sourceRef="filed" targetRef="wait"/>
    <sequenceFlow id="f3" sourceRef="wait" targetRef="which"/>
    <sequenceFlow id="f4" sourceRef="which" targetRef="attended">
      <conditionExpression>=attends</conditionExpression></sequenceFlow>
    <sequenceFlow id="f5" sourceRef="which" targetRef="absent"/>
  </process>
</definitions>
"""
TOP = "title: Hearing\nclock: 2026-12-22T10:00:00+05:00\n"
BY_FORM = TOP + "process: hearing\nstart: {attends: false}\nsteps:\n"


def run(folder: Path, scenario: str, *, restart: bool = False) -> Report:
    model, file = folder / "hearing.bpmn", folder / "walk.yaml"
    model.write_text(MODEL, encoding="utf-8")
    file.write_text(scenario, encoding="utf-8")
    return run_files(
        [file],
        [model],
        lambda read: simulation_world(read.clock),
        restart_everywhere=restart,
    )


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize(
    ("steps", "ended_at"),
    [
        ("  - message: {name: hearing-reply, with: {attends: true}}\n", "attended"),
        ("  - message: {name: hearing-reply}\n  - set: {attends: true}\n", "attended"),
        ("  - trigger: reply_wait\n    with: {attends: true}\n", "attended"),
        ("  - message: {name: hearing-reply}\n", "absent"),
    ],
)  # fmt: skip
def test_a_scenario_brings_messages_and_lets_tasks_go_on(
    tmp_path: Path, steps: str, ended_at: str, restart: bool
) -> None:
    ending = f"  - trigger: wait\n  - expect: {{ended_at: {ended_at}}}\n"
    report = run(tmp_path, BY_FORM + steps + ending, restart=restart)
    assert report.exit_status == 0, as_text(report)


def test_a_message_reaches_the_instance_that_the_step_names(tmp_path: Path) -> None:
    steps = (
        "  - start: {process: hearing, start: {attends: true}}\n"
        "  - message: {name: hearing-reply}\n    instance: 1\n"
        "  - expect: {waits_at: [wait]}\n"
        "  - {expect: {waits_at: [reply_wait]}, instance: 2}\n"
    )
    report = run(tmp_path, BY_FORM + steps)
    assert report.exit_status == 0, as_text(report)


def test_a_message_may_begin_the_scenario_or_a_further_instance(tmp_path: Path) -> None:
    begun = "start: {by_message: complaint-filed, with: {attends: true}}\nsteps:\n"
    steps = (
        "  - expect: {waits_at: [wait]}\n  - trigger: wait\n  - expect: {ended_at: attended}\n"
        "  - start: {by_message: complaint-filed}\n  - {expect: {waits_at: [wait]}, instance: 2}\n"
    )
    report = run(tmp_path, TOP + begun + steps)
    assert report.exit_status == 0, as_text(report)


def test_a_case_on_hold_waits_until_it_is_resumed(tmp_path: Path) -> None:
    steps = (
        "  - suspend: {reason: a court asked}\n  - expect: {status: suspended}\n"
        "  - message: {name: hearing-reply, with: {attends: true}}\n"
        "  - expect: {waits_at: [reply_wait]}\n"
        "  - resume: {reason: the court answered}\n  - expect: {waits_at: [wait], status: active}\n"
        "  - cancel: {reason: a mistake}\n  - expect: {status: cancelled, waits_at: []}\n"
    )
    report = run(tmp_path, BY_FORM + steps, restart=True)
    assert report.exit_status == 0, as_text(report)


def test_a_message_that_begins_nothing_fails_the_scenario(tmp_path: Path) -> None:
    report = run(tmp_path, TOP + "start: {by_message: nothing}\nsteps: []\n")
    assert report.exit_status == 1
    assert "ServiceNotFound" in as_text(report)


@pytest.mark.parametrize("step", ["set: {x: 1}", "trigger: wait"])
def test_below_processes_nobody_passes_by_the_people(tmp_path: Path, step: str) -> None:
    folder = tmp_path / "processes" / "hearing"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "hearing.bpmn").write_text(MODEL, encoding="utf-8")
    file = folder / "scenarios" / "walk.yaml"
    file.write_text(f"{BY_FORM}  - {step}\n", encoding="utf-8")
    report = run_files([file], [], lambda read: simulation_world(read.clock))
    assert report.exit_status == 3
    assert "as people walk it" in as_text(report)
