"""One deed on many tasks: previewed, undone in time, done row by row with refusals in words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from case_walks import CLERK, FOREIGN_CLERK, SPECIALIST, SUPERVISOR, Walk, command_id

from app.domain.identity import BatchId, CommandId, PersonId, UserTaskId
from app.domain.people import Person
from app.domain.task import HeldByAnother, TaskState, UserTask, UserTaskNotFound
from app.domain.task_batch import (
    MOST_TASKS,
    UNDO_WINDOW,
    BatchBegun,
    BatchDeed,
    BatchNotFound,
    BatchUnfit,
    TaskBatch,
)
from app.usecases.do_batch import NOT_YOURS, BeginBatch


@pytest.fixture
def tasks(walk: Walk) -> list[UserTask]:
    """Three free ones of three cases."""
    return [_free_task(walk) for _ in range(3)]


def _free_task(walk: Walk) -> UserTask:
    walk.register()
    walk.run_jobs()
    return next(task for task in walk.view().tasks if task.is_open)


def person(walk: Walk, login: PersonId) -> Person:
    found = walk.world.qadam.storage.queries.person(login)
    assert found is not None
    return found


def begin(
    walk: Walk,
    deed: BatchDeed,
    tasks: list[UserTask],
    *,
    actor: PersonId = CLERK,
    to: PersonId | None = None,
    command: CommandId | None = None,
) -> BatchId:
    wanted = tuple(task.id for task in tasks)
    order = BeginBatch(command or command_id(), actor, deed, wanted, to)
    return BatchId(walk.world.qadam.batches.start(order).batch_id)


def shown(walk: Walk, batch: BatchId, actor: PersonId = CLERK) -> TaskBatch:
    return walk.world.qadam.batches.show(person(walk, actor), batch)


def run_all(walk: Walk) -> None:
    walk.world.set_clock(walk.world.now() + UNDO_WINDOW)
    while walk.world.qadam.batches.run_next() is not None:
        pass


def holders(walk: Walk, tasks: list[UserTask]) -> list[PersonId | None]:
    with walk.world.qadam.storage.begin() as uow:
        return [uow.user_tasks.get(task.id).assignee for task in tasks]


def test_a_batch_begins_when_it_can_be_undone_no_more(walk: Walk, tasks: list[UserTask]) -> None:
    begin(walk, BatchDeed.CLAIM, tasks)
    walk.world.set_clock(walk.world.now() + UNDO_WINDOW - timedelta(seconds=1))
    assert walk.world.qadam.batches.run_next() is None
    assert holders(walk, tasks) == [None, None, None]
    run_all(walk)
    assert holders(walk, tasks) == [CLERK, CLERK, CLERK]


def test_what_is_undone_in_time_changes_nothing(walk: Walk, tasks: list[UserTask]) -> None:
    batch = begin(walk, BatchDeed.CLAIM, tasks)
    walk.world.qadam.batches.stop(person(walk, CLERK), batch)
    walk.world.qadam.batches.stop(person(walk, CLERK), batch)
    run_all(walk)
    assert holders(walk, tasks) == [None, None, None]
    assert shown(walk, batch).is_over


def test_what_has_begun_is_not_undone(walk: Walk, tasks: list[UserTask]) -> None:
    batch = begin(walk, BatchDeed.CLAIM, tasks)
    run_all(walk)
    with pytest.raises(BatchBegun):
        walk.world.qadam.batches.stop(person(walk, CLERK), batch)
    assert holders(walk, tasks) == [CLERK, CLERK, CLERK]


def test_one_row_that_cannot_be_done_spoils_no_other(walk: Walk, tasks: list[UserTask]) -> None:
    batch = begin(walk, BatchDeed.CLAIM, tasks)
    order = BeginBatch(command_id(), SUPERVISOR, BatchDeed.ASSIGN, (tasks[1].id,), CLERK)
    walk.world.qadam.batches.start(order)
    with walk.world.qadam.storage.begin() as uow:
        uow.instances.lock_by_task(tasks[0].id)
        uow.user_tasks.put(uow.user_tasks.get(tasks[0].id).claim(SPECIALIST))
        uow.commit()
    run_all(walk)
    rows = shown(walk, batch).rows
    assert [row.refusal for row in rows] == [HeldByAnother.title, None, None]
    assert holders(walk, tasks) == [SPECIALIST, CLERK, CLERK]


def test_a_row_whose_process_died_is_done_once(walk: Walk, tasks: list[UserTask]) -> None:
    batch = begin(walk, BatchDeed.CLAIM, tasks[:1])
    walk.world.set_clock(walk.world.now() + UNDO_WINDOW)
    with walk.world.qadam.storage.begin() as uow:
        assert uow.batches.take_row(walk.world.now(), timedelta(minutes=1)) is not None
        uow.commit()
    assert walk.world.qadam.batches.run_next() is None
    walk.world.set_clock(walk.world.now() + timedelta(minutes=2))
    run_all(walk)
    assert shown(walk, batch).settled == 1
    told = [event.kind for event in walk.view().history if event.kind == "claimed"]
    assert len(told) <= 1


def test_a_second_click_makes_no_second_batch(walk: Walk, tasks: list[UserTask]) -> None:
    same = command_id()
    first = begin(walk, BatchDeed.CLAIM, tasks, command=same)
    assert begin(walk, BatchDeed.CLAIM, tasks, command=same) == first


def test_the_preview_says_of_each_task_what_would_become_of_it(
    walk: Walk, tasks: list[UserTask]
) -> None:
    walk.claim(tasks[0], CLERK)
    wanted = [*(task.id for task in tasks), UserTaskId(uuid4())]
    preview = walk.world.qadam.batches.preview
    released = preview(person(walk, CLERK), BatchDeed.RELEASE, wanted)
    assert [row.refusal for row in released.rows] == [
        None,
        NOT_YOURS,
        NOT_YOURS,
        UserTaskNotFound.title,
    ]
    assert released.possible == 1
    assigned = preview(person(walk, SUPERVISOR), BatchDeed.ASSIGN, wanted, CLERK)
    assert assigned.possible == 3
    assert CLERK in [one.id for one in assigned.fit]
    assert SPECIALIST not in [one.id for one in assigned.fit]
    assert holders(walk, tasks) == [CLERK, None, None]


def test_tasks_out_of_sight_tell_nothing(walk: Walk, tasks: list[UserTask]) -> None:
    wanted = [task.id for task in tasks]
    seen = walk.world.qadam.batches.preview(person(walk, FOREIGN_CLERK), BatchDeed.CLAIM, wanted)
    assert {row.number for row in seen.rows} == {""}
    assert seen.possible == 0
    batch = begin(walk, BatchDeed.CLAIM, tasks, actor=FOREIGN_CLERK)
    assert {row.number for row in shown(walk, batch, FOREIGN_CLERK).rows} == {""}
    with pytest.raises(BatchNotFound):
        shown(walk, batch, CLERK)
    run_all(walk)
    assert holders(walk, tasks) == [None, None, None]


def test_own_and_others_tasks_go_back_to_their_group(walk: Walk, tasks: list[UserTask]) -> None:
    for task in tasks[:2]:
        walk.claim(task, CLERK)
    begin(walk, BatchDeed.RELEASE, tasks[:1])
    begin(walk, BatchDeed.RELEASE, tasks[1:], actor=SUPERVISOR)
    run_all(walk)
    with walk.world.qadam.storage.begin() as uow:
        assert {uow.user_tasks.get(task.id).state for task in tasks} == {TaskState.OPEN}


@pytest.mark.parametrize("count", [0, MOST_TASKS + 1])
def test_a_batch_has_at_least_one_task_and_not_too_many(walk: Walk, count: int) -> None:
    wanted = tuple(UserTaskId(uuid4()) for _ in range(count))
    with pytest.raises(BatchUnfit):
        walk.world.qadam.batches.start(BeginBatch(command_id(), CLERK, BatchDeed.CLAIM, wanted))
