"""The scenario runner: YAML scenarios walk cases through processes in virtual time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from app.domain.models import Finding
from app.simulation.changing_systems import ChangeRefused, change_systems
from app.simulation.coverage import Coverage
from app.simulation.expecting import passed_elements
from app.simulation.folders import Deployable, NothingToDeploy, models_for
from app.simulation.reading import read_scenario
from app.simulation.report import Failure, Happened, Report, Result
from app.simulation.scenario import Scenario
from app.simulation.systems import Fault, RecordChange
from app.simulation.walking import Walk
from app.simulation.world import Start, World
from app.simulation.yaml_nodes import ScenarioUnusable
from app.usecases.deploy_service import DeploymentRefused

__all__ = [
    "Fault",
    "MakeWorld",
    "RecordChange",
    "Report",
    "Scenario",
    "ScenarioUnusable",
    "Start",
    "World",
    "read_scenario",
    "run_files",
]

MakeWorld = Callable[[Scenario], World]
"""A fresh world whose clock stands at the scenario's."""


def run_files(
    paths: Sequence[Path],
    deploy: Sequence[Path],
    make_world: MakeWorld,
    *,
    restart_everywhere: bool = False,
) -> Report:
    """Run every scenario in a world of its own; no expectation that fails stops the others.

    Args:
        paths: scenario files.
        deploy: extra models of this run, as folders or `.bpmn` files.
        make_world: builds the product in memory.
        restart_everywhere: drop all in-memory objects at every wait state.
    """
    results: list[Result] = []
    refused: list[Finding] = []
    unusable: list[str] = []
    coverage = Coverage()
    # Neighbours of one process run on the same files: a folder is read once a run.
    found_for = cache(lambda folder, process: models_for(folder, process, deploy))
    for path in paths:
        try:
            scenario = read_scenario(path)
            found = found_for(path.resolve().parent, scenario.process)
            results.append(
                _run(scenario, found, make_world, coverage, restart_everywhere=restart_everywhere)
            )
        except (ScenarioUnusable, NothingToDeploy) as error:
            unusable.append(str(error))
        except _ModelRefused as error:
            refused += [finding for finding in error.findings if finding not in refused]
    return Report(results, coverage.gaps(), refused, unusable)


class _ModelRefused(Exception):
    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


def _run(
    scenario: Scenario,
    models: Sequence[Deployable],
    make_world: MakeWorld,
    coverage: Coverage,
    *,
    restart_everywhere: bool,
) -> Result:
    world = make_world(scenario)
    try:
        findings = _deploy(world, models)
        if scenario.refused_at_deployment is not False:
            return _refused_as_expected(scenario, findings)
        if findings:
            raise _ModelRefused(findings)
        _prepare(scenario, world)
        walk = Walk(scenario, world, restart_everywhere=restart_everywhere)
        walk.run()
        return _result(scenario, world, walk, coverage)
    finally:
        world.close()


def _deploy(world: World, models: Sequence[Deployable]) -> list[Finding]:
    findings: list[Finding] = []
    for model in models:
        try:
            world.deploy(model.files)
        except DeploymentRefused as refusal:
            findings += [
                replace(finding, file=str(model.root / finding.file))
                for finding in refusal.findings
            ]
    return findings


def _prepare(scenario: Scenario, world: World) -> None:
    try:
        change_systems(scenario.systems, world)
    except ChangeRefused as refused:
        raise ScenarioUnusable(scenario.file, refused.line, f"`systems`: {refused}") from refused


def _refused_as_expected(scenario: Scenario, findings: Sequence[Finding]) -> Result:
    element = scenario.refused_at_deployment
    named = [finding.element for finding in findings]
    held = bool(findings) if element is True else element in named
    failure = None
    if not held:
        expected = "a refusal" if element is True else f"a refusal that names {element}"
        failure = Failure(0, 1, "refused_at_deployment", expected, named or "deployed")
    return Result(str(scenario.file), scenario.title, (), (), (), failure)


def _result(scenario: Scenario, world: World, walk: Walk, coverage: Coverage) -> Result:
    timeline: list[Happened] = []
    passed: list[str] = []
    for instance, number in enumerate(walk.numbers, 1):
        case = world.case(number)
        coverage.add(walk.elements_of(case), case)
        passed += passed_elements(case)
        for event in case.history:
            detail = ", ".join(f"{key}: {value}" for key, value in (event.facts or {}).items())
            at = event.at
            timeline.append(
                Happened(at, instance, event.kind, event.element_id or "", detail or event.actor)
            )
    return Result(
        file=str(scenario.file),
        title=scenario.title,
        steps=walk.steps,
        timeline=sorted(timeline, key=lambda event: event.at),
        elements_passed=list(dict.fromkeys(passed)),
        failure=walk.failure,
    )
