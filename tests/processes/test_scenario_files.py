"""A scenario file is read strictly: what is not understood is told with its line."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.simulation import ScenarioUnusable, read_scenario
from app.simulation.failing_words import EXPECTATIONS
from app.simulation.reading_steps import WANTED
from app.simulation.scenario import Advance, Expect, OnTask, RetryIncident, Scenario, StartAnother

TOP = """\
title: A walk
process: personal-assistant
clock: 2026-12-22T10:00:00+05:00
start: {channel: department_counter, applicant_iin: 050412400174, representative: no}
"""


def read(tmp_path: Path, text: str) -> Scenario:
    file = tmp_path / "walk.yaml"
    file.write_text(text, encoding="utf-8")
    return read_scenario(file)


def test_a_scenario_is_read_with_its_start_systems_and_steps(tmp_path: Path) -> None:
    scenario = read(
        tmp_path,
        TOP
        + """\
systems:
  gbdfl:
    persons: {"050412400174": {status: dead}}
    faults: [{call: person, kind: down-until, until: 2026-12-23T09:00:00+05:00}]
steps:
  - complete: check
    as: zhanar
    with: {package_complete: yes, seen: true, amount: 2.50}
    index: 1
  - advance: 3 working days
  - retry_incident: "*"
  - start: {start: {channel: egov_portal}}
  - instance: 2
    expect: {waits_at: [check], due: {check: 2026-12-24}}
""",
    )

    assert scenario.clock == datetime(2026, 12, 22, 5, tzinfo=UTC)
    assert scenario.start is not None
    assert scenario.start.channel == "department_counter"
    assert scenario.start.answers == {"applicant_iin": "050412400174", "representative": "no"}
    (record,) = scenario.systems.records
    assert (record.system, record.kind, record.iin, record.record) == (
        "gbdfl",
        "persons",
        "050412400174",
        {"status": "dead"},
    )
    assert scenario.systems.faults[0].until == datetime(2026, 12, 23, 4, tzinfo=UTC)
    complete, advance, retry, another, expect = scenario.steps
    assert isinstance(complete, OnTask)
    assert complete.answers == {"package_complete": "yes", "seen": True, "amount": Decimal("2.50")}
    assert (complete.index, complete.actor) == (1, "zhanar")
    assert isinstance(advance, Advance)
    assert (advance.amount, advance.unit) == (3, "working day")
    assert isinstance(retry, RetryIncident)
    assert retry.element is None
    assert isinstance(another, StartAnother)
    assert another.start.process == "personal-assistant"
    assert isinstance(expect, Expect)
    assert (expect.instance, expect.wants.waits_at) == (2, ("check",))


@pytest.mark.parametrize(
    ("steps", "line", "told"),
    [
        ("  - {complete: a, wiht: {}}", 6, "unknown key 'wiht'"),
        ("  - expect: {waits_on: [a]}", 6, "unknown key 'waits_on'"),
        ("  - expect: {open_task_count: many}", 6, "whole number"),
        ("  - expect: {status: fine}", 6, "the status is one of"),
        ("  - expect: {incidents: [{matches: '('}]}", 6, "no regular expression"),
        ("  - expect: {}", 6, "nothing is expected"),
        ("  - restart: true\n  - advance: a while", 7, "`advance` is"),
        ("  - advance: {to: 2026-12-10T09:00:00}", 6, "needs a zone"),
        ("  - {complete: a, claim: b}", 6, "a step is one of"),
        ("  - {claim: a, instance: 0}", 6, "numbered from 1"),
        ("  - complete: &a x\n  - claim: *a", 7, "aliases are not read"),
        ("  - {complete: a, complete: b}", 6, "given twice"),
        ("  - complete: [", 7, "no YAML"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(
    tmp_path: Path, steps: str, line: int, told: str
) -> None:
    with pytest.raises(ScenarioUnusable, match=rf"walk\.yaml:{line}: .*{told}"):
        read(tmp_path, TOP + "steps:\n" + steps + "\n")


@pytest.mark.parametrize("step", ["migrate", "delegate"])
def test_a_step_that_is_not_supported_yet_is_named(tmp_path: Path, step: str) -> None:
    with pytest.raises(ScenarioUnusable, match=f"the step '{step}' is not supported yet"):
        read(tmp_path, f"{TOP}steps:\n  - {step}: {{}}\n")


def test_a_case_is_not_cancelled_without_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ScenarioUnusable, match="lacks 'reason'"):
        read(tmp_path, TOP + "steps:\n  - cancel: {}\n")


@pytest.mark.parametrize("missing", ["title", "clock", "start"])
def test_the_top_of_a_scenario_is_whole(tmp_path: Path, missing: str) -> None:
    kept = "".join(f"{line}\n" for line in TOP.splitlines() if not line.startswith(missing))

    with pytest.raises(ScenarioUnusable, match=f"lacks '{missing}'"):
        read(tmp_path, kept)


def test_a_scenario_of_a_refused_model_needs_no_start(tmp_path: Path) -> None:
    scenario = read(tmp_path, "title: Broken\nrefused_at_deployment: {element: task_a}\n")

    assert scenario.refused_at_deployment == "task_a"


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ScenarioUnusable, match=r"nowhere\.yaml:1: cannot be read"):
        read_scenario(tmp_path / "nowhere.yaml")


def test_each_expectation_has_words_for_when_it_does_not_hold() -> None:
    assert set(WANTED) <= set(EXPECTATIONS)
    assert all(told.kk and told.ru and told.en for told in EXPECTATIONS.values())
