"""Every scenario under `processes/` holds, also with a restart at every wait state."""

from functools import cache
from pathlib import Path

import pytest

from app.bootstrap.simulation import simulation_world
from app.simulation import Report, run_files
from app.simulation.report import Result, as_text

PROCESSES = Path(__file__).parents[2] / "processes"
SCENARIOS = sorted(PROCESSES.glob("*/scenarios/*.yaml"))


@cache
def report(service: str, *, restart_everywhere: bool) -> Report:
    files = [file for file in SCENARIOS if file.parents[1].name == service]
    return run_files(
        files,
        (),
        lambda scenario: simulation_world(scenario.clock),
        restart_everywhere=restart_everywhere,
    )


def result_of(scenario: Path, *, restart_everywhere: bool) -> Result:
    whole = report(scenario.parents[1].name, restart_everywhere=restart_everywhere)
    assert not whole.refused, as_text(whole)
    assert not whole.unusable, as_text(whole)
    return next(result for result in whole.results if result.file == str(scenario))


def passed_by_scenario(service: str) -> dict[str, frozenset[str]]:
    """The elements that each scenario of the service passes."""
    results = report(service, restart_everywhere=False).results
    return {Path(result.file).stem: frozenset(result.elements_passed) for result in results}


def told(result: Result) -> list[tuple[object, ...]]:
    return sorted((e.at, e.kind, e.element) for e in result.timeline)


def test_every_service_has_scenarios() -> None:
    walked = {scenario.parents[1] for scenario in SCENARIOS}

    assert walked == {standard.parent for standard in PROCESSES.glob("*/service.yaml")}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_the_scenario_holds(scenario: Path) -> None:
    assert result_of(scenario, restart_everywhere=False).failure is None


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_the_scenario_holds_with_a_restart_at_every_wait_state(scenario: Path) -> None:
    once = result_of(scenario, restart_everywhere=False)
    restarted = result_of(scenario, restart_everywhere=True)

    assert restarted.failure is None
    # Jobs of branches that run side by side come due at one moment, in either order.
    assert told(restarted) == told(once)


def test_the_scenarios_pass_every_element_and_flow() -> None:
    """Those of all services together: a stage is shared, and a complaint takes a case up again."""
    missed: dict[str, set[str]] = {}
    for service in sorted({path.parents[1].name for path in SCENARIOS}):
        for gap in report(service, restart_everywhere=False).coverage:
            left = {*gap.elements, *gap.flows}
            missed[gap.process] = missed.get(gap.process, left) & left

    assert {process: left for process, left in missed.items() if left} == {}
    assert missed.keys() == {path.stem for path in PROCESSES.glob("*/*.bpmn")}
