"""Many tasks completed at once: each with the answers kept in it, and each checked by itself."""

from collections.abc import Mapping, Sequence

import pytest
from case_walks import CLERK, COMPLETE_PACKAGE, SPECIALIST, Walk
from signing_desk import FIELD, HEAD, Desk
from test_batches import begin, person, run_all, shown

from app.domain.forms import FormInvalid, Problem
from app.domain.identity import PersonId
from app.domain.task import HeldByAnother, TaskState, UserTask, UserTaskNotOpen
from app.domain.task_batch import BatchDeed
from app.domain.texts import Text
from app.feel import Value
from app.storage import count_statements
from app.usecases.complete_as_kept import NotFilledIn
from app.usecases.save_draft import SaveDraft
from app.usecases.signing import NOT_SIGNED

FILLED_IN: Mapping[str, Value] = {
    "package_complete": "yes",
    "seen_application": True,
    "seen_identity": True,
}

MOST_STATEMENTS = 8
"""Who asks, once in the look and once as the person of this test; and six that read the tasks."""


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


def previewed(walk: Walk, tasks: Sequence[UserTask], by: PersonId = CLERK) -> list[Text | None]:
    ids = [task.id for task in tasks]
    seen = walk.world.qadam.batches.preview(person(walk, by), BatchDeed.COMPLETE, ids)
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


def test_the_preview_asks_the_database_as_often_for_many_tasks_as_for_few(
    walk: Walk, tasks: list[UserTask]
) -> None:
    previewed(walk, tasks)
    with count_statements(walk.world.qadam.storage) as few:
        previewed(walk, tasks[:1])
    with count_statements(walk.world.qadam.storage) as many:
        previewed(walk, tasks)
    assert many.count == few.count <= MOST_STATEMENTS


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


def test_a_paper_that_is_still_to_be_signed_is_told_until_it_is_signed(desk: Desk) -> None:
    keep(desk.walk, desk.task, {}, HEAD)
    assert previewed(desk.walk, [desk.task], HEAD) == [
        FormInvalid([Problem(FIELD, NOT_SIGNED)]).words
    ]
    desk.sign_with_demo_key()
    assert previewed(desk.walk, [desk.task], HEAD) == [None]
