"""The runner runs stray models as well, and says exactly what is not as expected."""

import json
from pathlib import Path

import pytest
from lxml import etree

from app.bootstrap.simulation import simulation_world
from app.cli.simulate import main
from app.domain.texts import Text
from app.simulation import Report, run_files
from app.simulation.folders import scenario_files
from app.simulation.junit import write_junit
from app.simulation.report import as_json, as_text

NAMED = """<bpmn:extensionElements><camunda:properties>
  <camunda:property name="name.ru" value="{ru}" /><camunda:property name="name.en" value="{en}" />
</camunda:properties></bpmn:extensionElements>"""
MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">
  <bpmn:process id="purchase" name="Сатып алу" isExecutable="true">
    {process}
    <bpmn:startEvent id="asked" name="Сұралды">{asked}</bpmn:startEvent>
    <bpmn:sequenceFlow id="to_weigh" sourceRef="asked" targetRef="weigh" />
    <bpmn:userTask id="weigh" name="Таразылау" camunda:candidateGroups="{group}"
      >{weigh}</bpmn:userTask>
    <bpmn:sequenceFlow id="to_gate" sourceRef="weigh" targetRef="is_dear" />
    <bpmn:exclusiveGateway id="is_dear" name="Қымбат па?" default="cheap"
      >{gate}</bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="dear" sourceRef="is_dear" targetRef="refused">
      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"
        >=amount &gt; limit</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="cheap" sourceRef="is_dear" targetRef="bought" />
    <bpmn:endEvent id="refused" name="Бас тартылды">{refused}</bpmn:endEvent>
    <bpmn:endEvent id="bought" name="Алынды">{bought}</bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
"""
SCENARIO = """\
title: Bought
process: purchase
clock: 2026-12-22T10:00:00+05:00
start: {limit: 100}
steps:
"""
CHEAP = SCENARIO + "  - complete: weigh\n    with: {amount: 5}\n"


def model(group: str = "specialist") -> str:
    return MODEL.format(
        group=group,
        process=NAMED.format(ru="Покупка", en="Purchase"),
        asked=NAMED.format(ru="Запрошено", en="Asked"),
        weigh=NAMED.format(ru="Взвесить", en="Weigh"),
        gate=NAMED.format(ru="Дорого?", en="Is it dear?"),
        refused=NAMED.format(ru="Отказано", en="Refused"),
        bought=NAMED.format(ru="Куплено", en="Bought"),
    )


def run(folder: Path, scenario: str, diagram: str | None = None) -> Report:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "purchase.bpmn").write_text(diagram or model(), encoding="utf-8")
    file = folder / "walk.yaml"
    file.write_text(scenario, encoding="utf-8")
    return run_files([file], [folder / "purchase.bpmn"], lambda read: simulation_world(read.clock))


def test_a_stray_model_runs_with_variables_instead_of_forms(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        CHEAP
        + "  - expect: {ended_at: bought, status: completed, variables: {amount: 5, limit: 100}}\n",
    )

    assert report.exit_status == 0, as_text(report)
    (gap,) = report.coverage
    assert (gap.elements, gap.flows) == (["refused"], ["dear"])
    assert "no scenario takes the flows dear" in as_text(report)


def test_an_expectation_that_does_not_hold_is_told_with_both_sides(tmp_path: Path) -> None:
    report = run(tmp_path, CHEAP + "  - expect: {ended_at: refused}\n")

    assert report.exit_status == 1
    failure = report.results[0].failure
    assert failure is not None
    assert (failure.step, failure.line) == (2, 8)
    assert (failure.expected, failure.found) == ("refused", "bought")
    told = json.loads(json.dumps(as_json(report)))
    assert told["scenarios"][0]["failure"]["found"] == "bought"
    assert told["scenarios"][0]["elements_passed"][:2] == ["asked", "weigh"]
    assert "walk.yaml:8: step 2" in as_text(report)


def test_a_refusal_that_nobody_expects_fails_the_scenario(tmp_path: Path) -> None:
    report = run(tmp_path, SCENARIO + "  - complete: weigh\n    as: zhanar\n  - restart: true\n")

    failure = report.results[0].failure
    assert failure is not None
    assert (failure.step, "NotACandidate" in str(failure.found)) == (1, True)


def test_a_closed_task_refuses_and_an_unknown_one_is_not_found(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        CHEAP
        + "  - complete: weigh\n  - expect: {refused: {code: UserTaskNotOpen}}\n"
        + "  - complete: weigh_again\n  - expect: {refused: {code: UserTaskNotFound}}\n",
    )

    assert report.exit_status == 0, as_text(report)


def test_instances_are_numbered_in_order_of_their_start(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        SCENARIO
        + "  - start: {start: {limit: 1}}\n"
        + "  - {complete: weigh, instance: 2, with: {amount: 5}}\n"
        + "  - expect: {waits_at: [weigh]}\n"
        + "  - {expect: {ended_at: refused}, instance: 2}\n",
    )

    assert report.exit_status == 0, as_text(report)


def test_a_refused_model_ends_the_run_with_its_findings(tmp_path: Path) -> None:
    broken = model().replace("bpmn:userTask", "bpmn:complexGateway")
    report = run(tmp_path, CHEAP, broken)

    assert report.exit_status == 2
    refused = as_json(report)["refused"]
    assert "weigh" in {finding["element"] for finding in refused}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("element", "status"), [("weigh", 0), ("bought", 1)])
def test_a_model_may_be_expected_to_be_refused(tmp_path: Path, element: str, status: int) -> None:
    broken = model().replace("bpmn:userTask", "bpmn:complexGateway")
    scenario = f"title: No\nrefused_at_deployment: {{element: {element}}}\n"

    assert run(tmp_path, scenario, broken).exit_status == status


def test_an_unusable_scenario_is_one_line(tmp_path: Path) -> None:
    report = run(tmp_path, SCENARIO + "  - dance: true\n")

    assert report.exit_status == 3
    assert len(as_text(report).splitlines()) == 1


def test_a_process_that_no_model_defines_is_one_line(tmp_path: Path) -> None:
    report = run(tmp_path, CHEAP.replace("process: purchase", "process: nothing"))

    assert report.exit_status == 3
    assert "no model defines the process 'nothing'" in report.unusable[0]


def test_below_processes_somebody_has_to_be_admitted(tmp_path: Path) -> None:
    folder = tmp_path / "processes" / "purchase" / "scenarios"
    report = run(folder, CHEAP, model(group="treasurer"))

    failure = report.results[0].failure
    assert failure is not None
    assert "nobody of the demo may work weigh" in failure.what


def test_the_report_is_written_as_junit(tmp_path: Path) -> None:
    report = run(tmp_path, CHEAP + "  - expect: {ended_at: refused}\n")
    write_junit(report, tmp_path / "out.xml")

    suite = etree.parse(tmp_path / "out.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
    assert suite.find("testcase/failure") is not None


def test_the_command_line_gives_the_report_and_its_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, CHEAP + "  - expect: {ended_at: bought}\n")
    file, diagram = str(tmp_path / "walk.yaml"), str(tmp_path / "purchase.bpmn")

    status = main([file, "--deploy", diagram, "--json", "--junit", str(tmp_path / "out.xml")])

    assert status == 0
    (scenario,) = json.loads(capsys.readouterr().out)["scenarios"]
    assert scenario["passed"]
    assert [step["step"] for step in scenario["steps"]] == ["start", "complete weigh", "expect"]
    assert {"at", "kind", "element", "detail"} <= scenario["timeline"][0].keys()
    assert (tmp_path / "out.xml").exists()


def test_a_folder_stands_for_the_scenarios_below_it(tmp_path: Path) -> None:
    names = ("lost-card/scenarios/replaced.yaml", "lost-card/service.yaml", "one.yaml")
    replaced, standard, one = (tmp_path / name for name in names)
    replaced.parent.mkdir(parents=True)
    for file in (replaced, standard, one):
        file.touch()
    assert scenario_files([tmp_path / "lost-card", one]) == [replaced, one]
    assert scenario_files([replaced.parent]) == [replaced]


def test_wrong_arguments_are_no_refused_model() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--nonsense"])

    assert ended.value.code == 3


def test_time_passes_in_working_days_and_only_forward(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        SCENARIO + "  - advance: 8 working days\n  - advance: {to: 2027-01-05T09:59:00+05:00}\n",
    )

    failure = report.results[0].failure
    assert failure is not None
    assert failure.found == "2027-01-05T09:59:00+05:00"
    assert report.results[0].steps[1].at.isoformat() == "2027-01-05T05:00:00+00:00"


def test_nothing_is_there_to_fire_where_no_timer_is_armed(tmp_path: Path) -> None:
    report = run(tmp_path, SCENARIO + "  - fire_timers: true\n")

    failure = report.results[0].failure
    assert failure is not None
    assert isinstance(failure.expected, Text)
    assert failure.expected.en == "an armed timer or a waiting job"
    assert "expected an armed timer or a waiting job" in as_text(report)
    (told,) = as_json(report)["scenarios"]  # type: ignore[misc]  # a list
    assert told["failure"]["expected"] == "an armed timer or a waiting job"
