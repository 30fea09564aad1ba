"""A floor is only a floor if it does the same work."""

import pytest

from app.bench.commands import changes_of_completing, twin_names
from app.bench.material import ANSWERS, CHECKED, NEXT, WAYS, Bench
from app.bench.measuring import Rounds, in_turns
from app.domain.identity import TokenId
from app.storage.recorded_reads import reader, recorded_reads
from app.storage.row_changes import (
    RowChanges,
    RowNotMet,
    changes_between,
    read_rows,
    row_writer,
)


def shape(changes: RowChanges) -> tuple[object, ...]:
    """Per table: how many rows came, and which columns of a row changed."""
    updated = [
        (table.name, sorted(name for name in after if after[name] != before[name]))
        for table, before, after in changes.updated
    ]
    came = {table.name: len(rows) for table, rows in changes.inserted.items()}
    return came, sorted(updated), len(changes.deleted)


def test_the_rows_of_the_floor_change_as_those_of_the_command(bench: Bench) -> None:
    first, case, twin = bench.prepared(), bench.prepared(), bench.prepared()
    bench.complete(first)
    changes = changes_of_completing(bench, case)
    before = read_rows(bench.storage)
    with row_writer(bench.storage) as write:
        write(changes.under(twin_names(case, twin)))
    assert shape(changes_between(before, read_rows(bench.storage))) == shape(changes)
    assert changes.count > 8


def test_a_floor_that_meets_no_row_is_refused(bench: Bench) -> None:
    first, case = bench.prepared(), bench.prepared()
    bench.complete(first)
    changes = changes_of_completing(bench, case)
    nobody = {f"case:{case.instance_id}": "case:of nobody"}
    with row_writer(bench.storage) as write, pytest.raises(RowNotMet):
        write(changes.under(nobody))


def test_the_bare_step_ends_where_ours_does(bench: Bench) -> None:
    case = bench.prepared()
    bare = bench.bare_library().resume(case.snapshot, WAYS)
    assert bare.waiting_at() == {CHECKED}
    bare.complete(TokenId(case.task_id), ANSWERS)
    assert bare.waiting_at() == {NEXT}


def test_the_reads_of_a_page_give_the_same_rows_again(bench: Bench) -> None:
    case = bench.prepared()
    with recorded_reads(bench.storage) as reads, bench.storage.begin() as uow:
        uow.cases.get(case.instance_id)
    with reader(bench.storage) as read:
        assert str(case.instance_id) in read(reads)
    assert reads.count == 1


def test_both_are_done_once_a_round_and_take_turns_at_going_first() -> None:
    done: list[str] = []
    in_turns(
        lambda number: done.append(f"ours {number}"),
        lambda number: done.append(f"floor {number}"),
        Rounds(measured=1, warm_up=1),
    )
    assert done == ["floor 0", "ours 0", "ours 1", "floor 1"]
