"""The workloads of commands: start a case, complete a user task, by use case and over HTTP.

Their floor is the library's bare step in memory, and the rows that the command changed, written
through SQLAlchemy Core in one transaction on a connection to the same database.
"""

from collections.abc import Callable, Sequence
from statistics import median_low
from uuid import uuid4

from app.bench.material import ANSWERS, WAYS, Bench, Registered, Stock
from app.bench.measuring import Operation, Rounds, in_turns
from app.bench.report import WorkloadResult
from app.domain.identity import CaseNumber, InstanceId, TokenId
from app.storage import count_statements
from app.storage.row_changes import (
    Names,
    ReadyChanges,
    RowChanges,
    changes_between,
    read_rows,
    row_writer,
)

COUNTED = 5
"""Operations that are counted and not timed; the count is their median."""


def measure_start(bench: Bench, database: str, rounds: Rounds) -> WorkloadResult:
    """Register an application: the process runs to its first job."""
    bench.register()
    before = read_rows(bench.storage)
    registered = bench.register()
    changes = changes_between(before, read_rows(bench.storage))
    changes.make_room(bench.storage, _fresh_names(registered.number, registered.instance_id, 0))
    library = bench.bare_library()
    ready = [
        changes.under(_fresh_names(registered.number, registered.instance_id, number))
        for number in range(rounds.all)
    ]
    statements = statements_of(bench, lambda _: bench.register(), range(COUNTED))
    with row_writer(bench.storage) as write:

        def floor(number: int) -> None:
            library.start().go_on()
            write(ready[number])

        figures = in_turns(lambda _: bench.register(), floor, rounds)
    return WorkloadResult("start", database, figures.ours, figures.floor, statements)


def measure_complete(
    bench: Bench,
    database: str,
    rounds: Rounds,
    stock: Stock,
    *,
    name: str = "complete-user-task",
    complete: Callable[[Registered], object] | None = None,
) -> WorkloadResult:
    """Complete the check of the papers: a gateway is passed, the next user task waits.

    Args:
        bench: what is measured.
        database: its kind.
        rounds: how often.
        stock: where the cases are taken from.
        name: of the workload.
        complete: another way to do it than the use case; the floor stays the same.
    """
    doing = complete or bench.complete
    (template,) = stock.take(1)
    cases, twins = stock.take(rounds.all + COUNTED), stock.take(rounds.all)
    statements = statements_of(bench, lambda number: doing(cases[number]), range(COUNTED))
    floor = _floor_of_completing(bench, template, twins)
    with row_writer(bench.storage) as write:
        figures = in_turns(
            lambda number: doing(cases[number + COUNTED]),
            lambda number: floor(number, write),
            rounds,
        )
    return WorkloadResult(name, database, figures.ours, figures.floor, statements)


def _floor_of_completing(
    bench: Bench, template: Registered, twins: Sequence[Registered]
) -> Callable[[int, Callable[[ReadyChanges], None]], None]:
    """The step and the rows for each twin: a case in the same state as those of ours."""
    changes = changes_of_completing(bench, template)
    library = bench.bare_library()
    steps = [library.resume(twin.snapshot, WAYS) for twin in twins]
    ready = [changes.under(twin_names(template, twin)) for twin in twins]

    def floor(number: int, write: Callable[[ReadyChanges], None]) -> None:
        steps[number].complete(TokenId(twins[number].task_id), ANSWERS)
        write(ready[number])

    return floor


def changes_of_completing(bench: Bench, case: Registered) -> RowChanges:
    """The rows that change as the use case completes the task of the case.

    It must not be the first of its model: that one also names a set of candidates, once for all.
    """
    before = read_rows(bench.storage)
    bench.complete(case)
    return changes_between(before, read_rows(bench.storage))


def twin_names(template: Registered, twin: Registered) -> Names:
    return {
        template.instance_id: twin.instance_id,
        template.task_id: twin.task_id,
        f"case:{template.instance_id}": f"case:{twin.instance_id}",
    }


def statements_of(bench: Bench, operation: Operation, numbers: Sequence[int]) -> int:
    """How many statements one operation sends, BEGIN and COMMIT left out."""
    counts = []
    for number in numbers:
        with count_statements(bench.storage) as statements:
            operation(number)
        counts.append(statements.count)
    return median_low(counts)


def _fresh_names(number: CaseNumber, instance_id: InstanceId, place: int) -> Names:
    """The floor's cases are numbered by a prefix of their own: numbers are unique."""
    prefix = number.rsplit("-", 2)[0]
    fresh = uuid4()
    return {
        prefix: f"{prefix}-floor",
        number: f"{prefix}-floor-{place}",
        instance_id: fresh,
        f"case:{instance_id}": f"case:{fresh}",
    }
