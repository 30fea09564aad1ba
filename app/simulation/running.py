"""One scenario in one world: deployed, walked, told."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.mistakes import filled
from app.domain.models import Finding
from app.simulation import failing_words as say
from app.simulation.changing_systems import ChangeRefused, change_systems
from app.simulation.coverage import Coverage
from app.simulation.expecting import passed_elements
from app.simulation.folders import Deployable
from app.simulation.report import Failure, Happened, Result
from app.simulation.scenario import Scenario
from app.simulation.unusable_words import SYSTEMS_NOT_SO
from app.simulation.walking import Walk
from app.simulation.world import World
from app.simulation.yaml_nodes import ScenarioUnusable
from app.usecases.deploy_service import DeploymentRefused

MakeWorld = Callable[[Scenario], World]
"""A fresh world whose clock stands at the scenario's."""


class ModelRefused(Exception):
    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


def run_one(
    scenario: Scenario,
    models: Sequence[Deployable],
    make_world: MakeWorld,
    coverage: Coverage,
    *,
    restart_everywhere: bool = False,
    most_moments: int | None = None,
) -> Result:
    """Walk it; what it passes is added to the coverage.

    Raises:
        ScenarioUnusable: it asks for systems that cannot be so.
        ModelRefused: the models do not deploy, and the scenario does not expect that.
    """
    world = make_world(scenario)
    try:
        findings = deploy_all(world, models)
        if scenario.refused_at_deployment is not False:
            return _refused_as_expected(scenario, findings)
        if findings:
            raise ModelRefused(findings)
        _prepare(scenario, world)
        walk = Walk(
            scenario, world, restart_everywhere=restart_everywhere, most_moments=most_moments
        )
        walk.run()
        return _result(scenario, world, walk, coverage)
    finally:
        world.close()


def deploy_all(world: World, models: Sequence[Deployable]) -> list[Finding]:
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
        told = filled(SYSTEMS_NOT_SO, reason=str(refused))
        raise ScenarioUnusable(scenario.file, refused.line, told) from refused


def _refused_as_expected(scenario: Scenario, findings: Sequence[Finding]) -> Result:
    element = scenario.refused_at_deployment
    named = [finding.element for finding in findings]
    held = bool(findings) if element is True else element in named
    failure = None
    if not held:
        expected = say.A_REFUSAL
        if element is not True:
            expected = filled(say.A_REFUSAL_THAT_NAMES, element=str(element))
        key = "refused_at_deployment"
        told = say.EXPECTATIONS[key]
        failure = Failure(0, 1, key, expected, named or say.DEPLOYED, told, key)
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
