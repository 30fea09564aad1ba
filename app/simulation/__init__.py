"""The scenario runner: YAML scenarios walk cases through processes in virtual time."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from app.domain.models import Finding
from app.simulation.coverage import Coverage
from app.simulation.folders import NothingToDeploy, models_for
from app.simulation.reading import read_scenario, scenario_of
from app.simulation.report import Report, Result
from app.simulation.running import MakeWorld, ModelRefused, run_one
from app.simulation.scenario import Scenario
from app.simulation.systems import Fault, RecordChange
from app.simulation.world import Start, World
from app.simulation.yaml_nodes import ScenarioUnusable

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
    "scenario_of",
]


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
                run_one(
                    scenario, found, make_world, coverage, restart_everywhere=restart_everywhere
                )
            )
        except (ScenarioUnusable, NothingToDeploy) as error:
            unusable.append(str(error))
        except ModelRefused as error:
            refused += [finding for finding in error.findings if finding not in refused]
    return Report(results, coverage.gaps(), refused, unusable)
