"""Scenarios that run in several processes give the report that one process gives."""

from pathlib import Path

import pytest

from app.bootstrap.simulation import world_of
from app.simulation import run_files
from app.simulation.report import as_json
from app.simulation.side_by_side import FEWEST, run_side_by_side

WAYS = """
title: {title}
process: two-ways
clock: 2026-12-01T10:00:00+05:00
start: {{}}
steps:
  - complete: choose
    with: {{way: "{way}"}}
  - expect: {{ended_at: {end}}}
"""
MODEL = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  targetNamespace="urn:trial"><process id="two-ways" isExecutable="true">
  <startEvent id="begun"/><userTask id="choose"/>
  <exclusiveGateway id="which_way" default="to_b"/><endEvent id="a"/><endEvent id="b"/>
  <endEvent id="c"/>
  <sequenceFlow id="f1" sourceRef="begun" targetRef="choose"/>
  <sequenceFlow id="f2" sourceRef="choose" targetRef="which_way"/>
  <sequenceFlow id="to_a" sourceRef="which_way" targetRef="a">
    <conditionExpression>=way = "a"</conditionExpression></sequenceFlow>
  <sequenceFlow id="to_c" sourceRef="which_way" targetRef="c">
    <conditionExpression>=way = "c"</conditionExpression></sequenceFlow>
  <sequenceFlow id="to_b" sourceRef="which_way" targetRef="b"/></process></definitions>"""


@pytest.mark.slow
def test_the_report_is_the_one_of_a_single_process(tmp_path: Path) -> None:
    model = tmp_path / "two-ways.bpmn"
    model.write_text(MODEL, encoding="utf-8")
    files = []
    # The first share takes one way, the second another; one expects the wrong end, one is unusable.
    for place in range(2 * FEWEST):
        way = "a" if place < FEWEST else "b"
        end = "b" if place == 3 else way
        file = tmp_path / f"{place:02}.yaml"
        file.write_text(WAYS.format(title=f"№ {place}", way=way, end=end), encoding="utf-8")
        files.append(file)
    files[-1].write_text("title: no process\n", encoding="utf-8")

    alone = run_files(files, [model], world_of)
    together = run_side_by_side(files, [model], world_of, processes=2)

    assert as_json(together) == as_json(alone)
    assert together.exit_status == alone.exit_status
    assert [gap.flows for gap in together.coverage] == [["to_c"]]
    assert together.coverage == alone.coverage
    assert together.results == alone.results
