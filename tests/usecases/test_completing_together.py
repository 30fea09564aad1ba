"""Many tasks completed at once: each with the answers kept in it, and each checked by itself."""

from collections.abc import Mapping, Sequence

import pytest
from case_walks import CLERK, COMPLETE_PACKAGE, SPECIALIST, Walk
from test_batches import begin, person, run_all, shown

from app.domain.identity import PersonId
from app.domain.task import HeldByAnother, TaskState, UserTask, UserTaskNotOpen
from app.domain.task_batch import BatchDeed
from app.domain.texts import Text
from app.feel import Value
from app.usecases.complete_as_kept import NotFilledIn
from app.usecases.save_draft import SaveDraft

FILLED_IN: Mapping[str, Value] = {
    "package_complete": "yes",
    "seen_application": True,
    "seen_identity": True,
}


@pytest.fixture
def tasks(walk: Walk) -> list[UserTask]:
    """In the clerk's hands: filled in, begun, untouched."""
    found = []
    for _ in range(3):
        walk.register()
        walk.run_jobs()
        found.append(next(task for task in walk.view().tasks if task.is_open))
        walk.claim(found[-1])
    keep(walk, found[0], FILLED_IN)
    keep(walk, found[1], {"package_complete": ""})
    return found


def keep(walk: Walk, task: UserTask, answers: Mapping[str, Value], by: PersonId = CLERK) -> None:
    walk.world.qadam.save_draft(SaveDraft(task.id, by, answers))


def states(walk: Walk, tasks: Sequence[UserTask]) -> list[TaskState]:
    with walk.world.qadam.storage.begin() as uow:
        return [uow.user_tasks.get(task.id).state for task in tasks]


def previewed(walk: Walk, tasks: Sequence[UserTask]) -> list[Text | None]:
    ids = [task.id for task in tasks]
    seen = walk.world.qadam.batches.preview(person(walk, CLERK), BatchDeed.COMPLETE, ids)
    return [row.refusal for row in seen.rows]


def test_the_preview_says_of_each_what_is_missing_in_its_answers(
    walk: Walk, tasks: list[UserTask]
) -> None:
    done, begun, untouched = previewed(walk, tasks)
    assert done is None
    assert begun is not None
    assert begun.kk == "Құжаттар толық және мерзімі өтпеген бе? Біреуін таңдаңыз"
    assert begun.en.endswith("? Please choose one")
    assert untouched == NotFilledIn.title
    assert states(walk, tasks) == [TaskState.CLAIMED] * 3


def test_what_is_filled_in_is_completed_and_the_rest_says_why_not(
    walk: Walk, tasks: list[UserTask]
) -> None:
    batch = begin(walk, BatchDeed.COMPLETE, tasks)
    run_all(walk)
    rows = shown(walk, batch).rows
    assert [row.state for row in rows] == ["done", "refused", "refused"]
    assert rows[2].refusal == NotFilledIn.title
    assert states(walk, tasks) == [TaskState.COMPLETED, TaskState.CLAIMED, TaskState.CLAIMED]


def test_what_is_typed_until_the_batch_begins_counts(walk: Walk, tasks: list[UserTask]) -> None:
    batch = begin(walk, BatchDeed.COMPLETE, tasks)
    keep(walk, tasks[2], {**FILLED_IN, "#files": {}})
    run_all(walk)
    assert [row.state for row in shown(walk, batch).rows] == ["done", "refused", "done"]


def test_the_draft_of_a_colleague_completes_nothing(walk: Walk, tasks: list[UserTask]) -> None:
    walk.world.qadam.batches.preview(person(walk, SPECIALIST), BatchDeed.COMPLETE, [tasks[0].id])
    batch = begin(walk, BatchDeed.COMPLETE, tasks[:1], actor=SPECIALIST)
    run_all(walk)
    (row,) = shown(walk, batch, SPECIALIST).rows
    assert row.state == "refused"
    assert states(walk, tasks[:1]) == [TaskState.CLAIMED]


def test_a_task_that_went_on_meanwhile_is_told_and_stays_as_it_is(
    walk: Walk, tasks: list[UserTask]
) -> None:
    batch = begin(walk, BatchDeed.COMPLETE, tasks[:1])
    walk.complete(tasks[0], COMPLETE_PACKAGE)
    run_all(walk)
    (row,) = shown(walk, batch).rows
    assert row.refusal == UserTaskNotOpen.title
    assert previewed(walk, tasks[:1]) == [UserTaskNotOpen.title]


def test_a_task_in_the_hands_of_a_colleague_is_refused(walk: Walk, tasks: list[UserTask]) -> None:
    with walk.world.qadam.storage.begin() as uow:
        uow.instances.lock_by_task(tasks[0].id)
        uow.user_tasks.put(uow.user_tasks.get(tasks[0].id).assign(SPECIALIST))
        uow.commit()
    assert previewed(walk, tasks[:1]) == [HeldByAnother.title]
