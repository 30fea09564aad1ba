"""All workloads on one database."""

from collections.abc import Callable
from dataclasses import dataclass

from app.bench.commands import measure_complete, measure_start
from app.bench.material import Bench, Stock
from app.bench.measuring import Rounds
from app.bench.pages import measure_complete_over_http, measure_inbox
from app.bench.report import WorkloadResult

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured."""

    inbox_tasks: int
    """Open tasks in the clerk's inbox, at least."""
    rounds: Rounds
    """Of each workload."""
    old: int
    """Rounds of the case that lives long."""


FULL = Extent(inbox_tasks=300, rounds=Rounds(measured=300, warm_up=30), old=3_000)
QUICK = Extent(inbox_tasks=160, rounds=Rounds(measured=30, warm_up=6), old=300)


def measure(bench: Bench, database: str, extent: Extent, say: Say) -> list[WorkloadResult]:
    """Measure every workload, with `say` told of the progress."""
    rounds = extent.rounds
    say(f"{database}: {extent.inbox_tasks} cases for the inbox")
    stock = Stock(bench, extent.inbox_tasks)
    inbox = measure_inbox(bench, database, rounds)
    say(f"{database}: complete a user task")
    complete = measure_complete(bench, database, rounds, stock)
    say(f"{database}: complete a user task over HTTP")
    over_http = measure_complete_over_http(bench, database, rounds, stock)
    # Last: the jobs that its floor leaves behind belong to cases that nobody could go on with.
    say(f"{database}: start")
    start = measure_start(bench, database, rounds)
    return [start, complete, over_http, inbox]
