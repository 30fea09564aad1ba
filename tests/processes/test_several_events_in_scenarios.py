"""Scenarios of events with several triggers, and of what begins a process by itself."""

from pathlib import Path

import pytest

from app.bootstrap.simulation import simulation_world
from app.simulation import run_files
from app.simulation.report import as_text

HEAD = """\
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:trial"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
  <message id="reply" name="replied"/><message id="consent" name="consented"/>
  <signal id="calendar" name="calendar-changed"/>
  <process id="trial" isExecutable="true">
"""
REPLY = '<messageEventDefinition messageRef="reply"/>'
CONSENT = '<messageEventDefinition messageRef="consent"/>'
SIGNAL = '<signalEventDefinition signalRef="calendar"/>'
TIMER = "<timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition>"
CYCLE = "<timerEventDefinition><timeCycle>R/P1M</timeCycle></timerEventDefinition>"
TOP = "title: Several events\nclock: 2026-12-22T10:00:00+05:00\nprocess: trial\n"


def flows(*pairs: str) -> str:
    ends = [pair.split(">") for pair in pairs]
    return "".join(
        f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in ends
    )


CATCH = (
    '<startEvent id="begun"/><intermediateCatchEvent id="wait"{how}>' + REPLY + SIGNAL + TIMER
    + '</intermediateCatchEvent><userTask id="work"/><endEvent id="done"/>'
    + flows("begun>wait", "wait>work", "work>done")
)  # fmt: skip
BESIDE = (
    '<startEvent id="begun"/><userTask id="work"/><boundaryEvent id="early" attachedToRef="work"'
    ' cancelActivity="{interrupts}"{how}>' + REPLY + SIGNAL
    + '</boundaryEvent><userTask id="look"/><endEvent id="done"/><endEvent id="looked"/>'
    + flows("begun>work", "work>done", "early>look", "look>looked")
)  # fmt: skip
THROW = (
    '<startEvent id="begun"/><userTask id="work"/><boundaryEvent id="heard" attachedToRef="work">'
    + SIGNAL + '</boundaryEvent><endEvent id="done"/><userTask id="other"/>'
    '<boundaryEvent id="told" attachedToRef="other" cancelActivity="false">' + SIGNAL
    + '</boundaryEvent><intermediateThrowEvent id="tell">' + SIGNAL + CONSENT
    + '</intermediateThrowEvent><parallelGateway id="fork"/><endEvent id="closed"/>'
    '<endEvent id="noted"/>'
    + flows("begun>fork", "fork>work", "fork>other", "work>tell", "tell>done", "told>noted",
            "heard>closed", "other>closed")
)  # fmt: skip
TIMED = (
    '<startEvent id="monthly"><extensionElements><camunda:properties><camunda:property'
    ' name="office" value="almaty-medeu"/></camunda:properties></extensionElements>' + CYCLE
    + '</startEvent><userTask id="work"/><endEvent id="done"/>'
    + flows("monthly>work", "work>done")
)  # fmt: skip
GATEWAY = (
    '<eventBasedGateway id="which" instantiate="true"/><intermediateCatchEvent id="replied">'
    + REPLY + '</intermediateCatchEvent><intermediateCatchEvent id="consented">' + CONSENT
    + '</intermediateCatchEvent><userTask id="work"/><endEvent id="done"/>'
    + flows("which>replied", "which>consented", "replied>work", "consented>work", "work>done")
)  # fmt: skip
RECEIVE = (
    '<receiveTask id="wait" instantiate="true" messageRef="reply"/><userTask id="work"/>'
    '<endEvent id="done"/>' + flows("wait>work", "work>done")
)
EVERY = (
    '<startEvent id="applied"/><startEvent id="asked">' + REPLY + "</startEvent><startEvent"
    ' id="called">' + SIGNAL + '</startEvent><startEvent id="monthly"><extensionElements>'
    '<camunda:properties><camunda:property name="office" value="almaty"/></camunda:properties>'
    "</extensionElements>" + CYCLE + '</startEvent><receiveTask id="agreed" instantiate="true"'
    ' messageRef="consent"/><userTask id="work"/><endEvent id="done"/>'
    + flows("applied>work", "asked>work", "called>work", "monthly>work", "agreed>work", "work>done")
)
TWO_STARTS = (
    '<startEvent id="applied"/><startEvent id="found"/><userTask id="read"/><userTask id="look"/>'
    '<endEvent id="done"/>' + flows("applied>read", "found>look", "read>done", "look>done")
)
CONDITION = (
    '<startEvent id="full"><extensionElements><camunda:properties><camunda:property name="office"'
    ' value="almaty-medeu"/></camunda:properties></extensionElements><conditionalEventDefinition>'
    "<condition>=free_places = 0</condition></conditionalEventDefinition></startEvent>"
    '<userTask id="work"/><endEvent id="done"/>' + flows("full>work", "work>done")
)
WALKS = {
    "a condition on what a system tells begins the case": (
        CONDITION,
        "start:\n  by_state: {system: aleumet, entity: supplier, subject: '1',"
        " with: {free_places: 0}}\n"
        "steps:\n  - expect: {waits_at: [work], passed: [full], variables: {subject: '1'}}\n"
        "  - state: {system: aleumet, entity: supplier, subject: '2', with: {free_places: 0}}\n"
        "  - {expect: {waits_at: [work], variables: {subject: '2'}}, instance: 2}\n",
    ),
    "each of several plain starts begins a case of its own": (
        TWO_STARTS,
        "start: {x: 1}\nsteps:\n  - expect: {waits_at: [read], passed: [applied]}\n"
        "  - start: {start: {x: 1, start_at: found}}\n"
        "  - {expect: {waits_at: [look], passed: [found]}, instance: 2}\n"
        "  - start: {start: {start_at: look}}\n  - expect: {refused: {code: StartUnknown}}\n",
    ),
    "the first of several": (
        CATCH.format(how=""),
        "start: {x: 1}\nsteps:\n  - expect: {waits_at: [wait]}\n"
        "  - signal: {name: calendar-changed}\n  - expect: {waits_at: [work], passed: [wait]}\n",
    ),
    "a timer is one of several": (
        CATCH.format(how=""),
        "start: {x: 1}\nsteps:\n  - advance: 3 days\n  - expect: {waits_at: [work]}\n",
    ),
    "all of several": (
        CATCH.format(how=' parallelMultiple="true"'),
        "start: {x: 1}\nsteps:\n  - signal: {name: calendar-changed}\n  - advance: 3 days\n"
        "  - expect: {waits_at: [wait]}\n  - message: {name: replied, with: {a: 1}}\n"
        "  - expect: {waits_at: [work], variables: {a: 1}}\n",
    ),
    "several beside a task": (
        BESIDE.format(interrupts="true", how=""),
        "start: {x: 1}\nsteps:\n  - message: {name: replied}\n  - expect: {waits_at: [look]}\n",
    ),
    "all beside a task, again and again": (
        BESIDE.format(interrupts="false", how=' parallelMultiple="true"'),
        "start: {x: 1}\nsteps:\n  - message: {name: replied}\n  - expect: {not_passed: [look]}\n"
        "  - signal: {name: calendar-changed}\n  - message: {name: replied}\n"
        "  - signal: {name: calendar-changed}\n"
        "  - expect: {open_tasks: {look: 2, work: 1}}\n",
    ),
    "several are thrown": (
        THROW,
        "start: {x: 1}\nsteps:\n  - complete: work\n"
        "  - expect: {passed: [work, tell, told, noted, done], waits_at: [other]}\n",
    ),
    "a timer begins the case": (
        TIMED,
        "start: {by_timer: monthly}\nsteps:\n  - expect: {waits_at: [work], passed: [monthly]}\n"
        "  - start: {start: {by_timer: monthly}}\n"
        "  - {expect: {waits_at: [work]}, instance: 2}\n",
    ),
    "a process has a start of every kind": (
        EVERY,
        "start: {x: 1}\nsteps:\n  - expect: {passed: [applied], waits_at: [work]}\n"
        "  - start: {by_message: replied}\n  - {expect: {passed: [asked]}, instance: 2}\n"
        "  - start: {by_message: consented}\n  - {expect: {passed: [agreed]}, instance: 3}\n"
        "  - start: {start: {by_timer: monthly}}\n"
        "  - {expect: {passed: [monthly], waits_at: [work]}, instance: 4}\n",
    ),
    "a gateway begins the case": (
        GATEWAY,
        "start: {by_message: consented}\nsteps:\n"
        "  - expect: {waits_at: [work], passed: [consented], not_passed: [replied]}\n",
    ),
    "a receive task begins the case": (
        RECEIVE,
        "start: {by_message: replied}\nsteps:\n  - expect: {waits_at: [work], passed: [wait]}\n",
    ),
}


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("walk", WALKS)
def test_the_scenario_walks_as_it_says(tmp_path: Path, walk: str, restart: bool) -> None:
    body, scenario = WALKS[walk]
    model, file = tmp_path / "trial.bpmn", tmp_path / "walk.yaml"
    model.write_text(f"{HEAD}{body}</process></definitions>", encoding="utf-8")
    file.write_text(TOP + scenario, encoding="utf-8")
    report = run_files(
        [file],
        [model],
        lambda read: simulation_world(read.clock),
        restart_everywhere=restart,
    )
    assert report.exit_status == 0, as_text(report)
