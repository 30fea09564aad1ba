"""Runs many scenarios in several processes at once: each has a world of its own anyway."""

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

from app.domain.models import Finding
from app.simulation import MakeWorld, Report, run_files
from app.simulation.report import Gap

FEWEST = 8
"""Scenarios that are worth a process: to begin one costs about as much as two of them."""


def run_side_by_side(
    paths: Sequence[Path],
    deploy: Sequence[Path],
    make_world: MakeWorld,
    *,
    restart_everywhere: bool = False,
    processes: int,
) -> Report:
    """As `run_files`, and the report is the same one.

    Args:
        paths: scenario files.
        deploy: extra models of this run.
        make_world: a function that another process can import.
        restart_everywhere: drop all in-memory objects at every wait state.
        processes: at most so many; few scenarios are run in this one.
    """
    count = min(processes, len(paths) // FEWEST)
    if count < 2:
        return run_files(paths, deploy, make_world, restart_everywhere=restart_everywhere)
    bounds = [len(paths) * place // count for place in range(count + 1)]
    shares = [paths[start:end] for start, end in pairwise(bounds)]
    run = partial(
        run_files, deploy=deploy, make_world=make_world, restart_everywhere=restart_everywhere
    )
    # A copy of this process has everything imported; elsewhere than on Linux copies are not safe.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(count, mp_context=context) as pool:
        return _joined(list(pool.map(run, shares)))


def _joined(reports: Sequence[Report]) -> Report:
    refused: list[Finding] = []
    for report in reports:
        refused += [finding for finding in report.refused if finding not in refused]
    return Report(
        [result for report in reports for result in report.results],
        _still_open([gap for report in reports for gap in report.coverage]),
        refused,
        [told for report in reports for told in report.unusable],
    )


def _still_open(gaps: Sequence[Gap]) -> list[Gap]:
    """What of each process none of the shares has passed."""
    open_ones: dict[str, Gap] = {}
    for gap in gaps:
        before = open_ones.get(gap.process, gap)
        open_ones[gap.process] = Gap(
            gap.process,
            [name for name in before.elements if name in gap.elements],
            [name for name in before.flows if name in gap.flows],
        )
    return [open_ones[process] for process in sorted(open_ones)]
