"""A service that calls a shared stage, through the whole product."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from app.bootstrap.demo_people import PEOPLE
from app.bootstrap.deployments import read_folder
from app.bootstrap.simulation import simulation_world
from app.simulation import Report, run_files
from app.simulation.report import as_text
from app.simulation.world import Start
from app.usecases.candidates import is_candidate

CLOCK = datetime.fromisoformat("2026-12-22T10:00:00+05:00")
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="urn:test">'
)


def named(tag: str, id: str, attributes: str = "", inner: str = "", extra: str = "") -> str:
    return (
        f'<{tag} id="{id}" name="{id} қазақша" {attributes}><extensionElements>'
        f'<camunda:properties><camunda:property name="name.ru" value="{id} по-русски"/>'
        f'<camunda:property name="name.en" value="{id}"/></camunda:properties>{extra}'
        f"</extensionElements>{inner}</{tag}>"
    )


def flow(one: str, other: str) -> str:
    return f'<sequenceFlow id="{one}_{other}" sourceRef="{one}" targetRef="{other}"/>'


def process(key: str, body: str) -> str:
    inner = named("process", key, 'isExecutable="true"', body)
    return f"{HEAD}{inner}</definitions>"


FORM = {
    "components": [
        {
            "type": "number",
            "key": "votes",
            "label": "Дауыс саны",
            "properties": {"label.ru": "Голоса", "label.en": "Votes"},
            "conditional": {"hide": "=not(asked)"},
        }
    ]
}
CALL = named(
    "callActivity",
    "hearing",
    'calledElement="hearing" camunda:calledElementBinding="deployment"',
    extra='<camunda:in source="asks" target="asked"/><camunda:out source="votes" target="votes"/>',
)
SERVICE = process(
    "aid",
    named("startEvent", "asked") + CALL + named("endEvent", "decided")
    + '<boundaryEvent id="too_late" name="Кеш" attachedToRef="hearing"><extensionElements>'
    '<camunda:properties><camunda:property name="name.ru" value="Поздно"/>'
    '<camunda:property name="name.en" value="Too late"/></camunda:properties></extensionElements>'
    "<timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent>"
    + named("endEvent", "closed") + flow("too_late", "closed")
    + flow("asked", "hearing") + flow("hearing", "decided"),
)  # fmt: skip
STAGE = process(
    "hearing",
    named("startEvent", "invited")
    + named(
        "userTask", "hold", 'camunda:formRef="hold" camunda:candidateGroups="specialist"'
    )
    + named("scriptTask", "count", 'scriptFormat="feel"', "<script>{votes: votes + 1}</script>")
    + named("endEvent", "held")
    + flow("invited", "hold") + flow("hold", "count") + flow("count", "held"),
)  # fmt: skip


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """The folder of a service, with the shared stage beside it."""
    folder, shared = tmp_path / "aid", tmp_path / "shared"
    (shared / "forms").mkdir(parents=True)
    folder.mkdir()
    (folder / "aid.bpmn").write_text(SERVICE, encoding="utf-8")
    (shared / "hearing.bpmn").write_text(STAGE, encoding="utf-8")
    (shared / "forms" / "hold.form").write_text(json.dumps(FORM), encoding="utf-8")
    return folder


def run(folder: Path, steps: str, *, restart_everywhere: bool = False) -> Report:
    file = folder / "scenarios" / "walk.yaml"
    file.parent.mkdir(exist_ok=True)
    head = "title: A hearing\nprocess: aid\nclock: 2026-12-22T10:00:00+05:00\n"
    file.write_text(f"{head}start: {{asks: true}}\nsteps:\n{steps}", encoding="utf-8")
    return run_files(
        [file],
        [],
        lambda read: simulation_world(read.clock),
        restart_everywhere=restart_everywhere,
    )


HELD = """\
  - expect: {waits_at: [hearing/hold]}
  - complete: hearing/hold
    with: {votes: 3}
  - expect: {ended_at: decided, variables: {votes: 4}, passed: [hearing/count, hearing, decided]}
"""
ENDED = """\
  - cancel: {reason: Entered twice}
  - expect: {status: cancelled, waits_at: [], open_tasks: {hearing/hold: 0}, not_passed: [hearing]}
  - advance: 4 days
  - expect: {status: cancelled, not_passed: [too_late]}
  - cancel: {reason: Again}
  - expect: {refused: {code: CaseEnded}}
"""
LATE = """\
  - advance: 4 days
  - expect: {ended_at: closed, not_passed: [hearing, hearing/hold]}
"""


@pytest.mark.parametrize("restart_everywhere", [False, True])
def test_a_stage_waits_and_ends_under_the_name_of_its_call(
    service: Path, restart_everywhere: bool
) -> None:
    report = run(service, HELD, restart_everywhere=restart_everywhere)
    assert report.exit_status == 0, as_text(report)


def test_coverage_counts_each_process_by_itself(service: Path) -> None:
    gaps = {gap.process: (gap.elements, gap.flows) for gap in run(service, HELD).coverage}
    assert gaps == {
        "aid": (["closed", "too_late"], ["too_late_closed"]),
        "hearing": ([], []),
    }


def test_a_term_of_the_caller_closes_the_stage(service: Path) -> None:
    report = run(service, LATE)
    assert report.exit_status == 0, as_text(report)


@pytest.mark.parametrize("restart_everywhere", [False, True])
def test_a_supervisor_ends_a_case_with_the_stage_it_is_in(
    service: Path, restart_everywhere: bool
) -> None:
    report = run(service, ENDED, restart_everywhere=restart_everywhere)
    assert report.exit_status == 0, as_text(report)


def test_the_version_holds_the_stage_and_changes_with_it(service: Path) -> None:
    before = read_folder(service)
    assert [file.path for file in before] == [
        "aid.bpmn",
        "shared/forms/hold.form",
        "shared/hearing.bpmn",
    ]
    stage = service.parent / "shared" / "hearing.bpmn"
    stage.write_text(STAGE.replace("votes + 1", "votes + 2"), encoding="utf-8")
    assert read_folder(service) != before


def test_an_open_case_keeps_the_stage_it_began_with(service: Path) -> None:
    world = simulation_world(CLOCK)
    world.deploy(read_folder(service))
    number = world.start(Start(world.models()[0].key, 0, answers={"asks": True}))
    stage = service.parent / "shared" / "hearing.bpmn"
    stage.write_text(STAGE.replace("votes + 1", "votes + 100"), encoding="utf-8")
    world.deploy(read_folder(service))

    (task,) = world.case(number).tasks
    world.complete(task.id, None, {"votes": "3"})

    assert world.case(number).variables["votes"] == 4
    world.close()


def test_pages_show_the_stage_with_its_form_its_variables_and_its_own_diagram(
    service: Path,
) -> None:
    world = simulation_world(CLOCK)
    world.deploy(read_folder(service))
    number = world.start(Start(world.models()[0].key, 0, answers={"asks": True}))
    (task,) = world.case(number).tasks
    offices = world.qadam.rules.offices()
    person = next(one for one in PEOPLE if is_candidate(one, task, offices))

    desk = world.qadam.desk.task(person, task.id)
    bpmn, state = world.qadam.desk.diagram(person, number)
    called_bpmn, inside = world.qadam.desk.diagram(person, number, "hearing")

    assert desk.form is not None
    assert desk.scope["asked"] is True
    assert desk.element.name.en == "hold"
    assert (state.current, state.called) == ({"hearing": 1}, ("hearing",))
    assert "asked_hearing" in state.flows
    assert (inside.current, inside.passed) == ({"hold": 1}, ("invited",))
    assert inside.flows == ("invited_hold",)
    assert etree.fromstring(called_bpmn).find("{*}process").get("id") == "hearing"  # type: ignore[union-attr]  # it is there
    assert etree.fromstring(bpmn).find("{*}process").get("id") == "aid"  # type: ignore[union-attr]  # as above
    world.close()
