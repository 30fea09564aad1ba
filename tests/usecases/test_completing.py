"""Completing a user task: once, by the right person, with answers that the form accepts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest
from case_walks import (
    CLERK,
    COMPLETE_PACKAGE,
    FOREIGN_CLERK,
    GRANTED,
    HERE,
    SPECIALIST,
    SUPERVISOR,
    Walk,
    command_id,
)

from app.domain.case import InstanceStatus
from app.domain.forms import FormInvalid
from app.domain.identity import UploadId
from app.domain.people import Grant, Role
from app.domain.task import HeldByAnother, NotACandidate, UserTaskNotOpen
from app.usecases.store_upload import StoreUpload
from app.usecases.verify_audit import verify_audit


def test_a_granted_case_ends_with_a_document_and_a_message(walk: Walk) -> None:
    walk.complete(walk.at_completeness(), COMPLETE_PACKAGE)
    walk.complete(walk.task("decide_application"), GRANTED, actor=SPECIALIST)
    walk.run_jobs()

    view = walk.view()
    assert (view.status, view.ended_element) == (InstanceStatus.COMPLETED, "service_granted")
    assert [document.template for document in view.documents] == ["notice"]
    assert [(m.message, m.to) for m in view.messages] == [("notice", "+77010004812")]


def test_a_second_completion_with_the_same_command_gets_the_first_answer(walk: Walk) -> None:
    task, same = walk.at_completeness(), command_id()

    first = walk.complete(task, COMPLETE_PACKAGE, command=same)
    second = walk.complete(task, COMPLETE_PACKAGE, command=same)

    assert first == second
    assert len([t for t in walk.view().tasks if t.element_id == "decide_application"]) == 1


def test_a_completed_task_is_not_open_for_another_command(walk: Walk) -> None:
    task = walk.at_completeness()
    walk.complete(task, COMPLETE_PACKAGE)

    with pytest.raises(UserTaskNotOpen):
        walk.complete(task, COMPLETE_PACKAGE)


def test_two_completions_at_once_move_the_case_once(walk: Walk) -> None:
    task = walk.at_completeness()

    def attempt(_: int) -> bool:
        try:
            walk.complete(task, COMPLETE_PACKAGE)
        except UserTaskNotOpen:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(attempt, range(4)))

    assert sorted(outcomes) == [False, False, False, True]
    assert len([t for t in walk.view().tasks if t.element_id == "decide_application"]) == 1


def test_a_task_in_other_hands_names_its_holder(walk: Walk) -> None:
    walk.complete(walk.at_completeness(), COMPLETE_PACKAGE)
    task = walk.task("decide_application")
    walk.claim(task, SPECIALIST)

    with pytest.raises(NotACandidate):
        walk.claim(task, CLERK)
    walk.world.qadam.rules.forget()
    held = walk.task("decide_application")
    assert held.assignee == SPECIALIST
    with pytest.raises(HeldByAnother):
        held.claim(CLERK)


def test_a_clerk_of_another_office_is_no_candidate(walk: Walk) -> None:
    task = walk.at_completeness()

    with pytest.raises(NotACandidate):
        walk.complete(task, COMPLETE_PACKAGE, actor=FOREIGN_CLERK)


def test_missing_answers_are_named_and_the_task_stays_open(walk: Walk) -> None:
    task = walk.at_completeness()

    with pytest.raises(FormInvalid) as refused:
        walk.complete(task, {"package_complete": "no"})

    assert {p.key for p in refused.value.problems} == {"acceptance_ground", "missing_papers"}
    assert walk.task("check_completeness").is_open


def test_every_deed_stands_in_a_sound_audit_chain(walk: Walk) -> None:
    walk.complete(walk.at_completeness(), COMPLETE_PACKAGE)

    report = verify_audit(queries=walk.world.qadam.storage.queries)

    assert report.flaws == ()
    # registered, job done, task completed; and the deployment's own chain
    assert (report.chains, report.rows) == (2, 4)


def test_another_persons_command_id_gives_nobody_their_answer(walk: Walk) -> None:
    task, same = walk.at_completeness(), command_id()
    walk.complete(task, COMPLETE_PACKAGE, command=same)

    for stranger in (FOREIGN_CLERK, SUPERVISOR):
        with pytest.raises(NotACandidate):
            walk.complete(task, COMPLETE_PACKAGE, actor=stranger, command=same)


def test_a_command_id_of_another_task_completes_this_one(walk: Walk) -> None:
    first, same = walk.at_completeness(), command_id()
    walk.complete(first, COMPLETE_PACKAGE, command=same)
    second = walk.at_completeness()

    assert walk.complete(second, COMPLETE_PACKAGE, command=same).task_id == second.id
    assert walk.task("decide_application").is_open


@pytest.mark.parametrize("grants", [(), (Grant(Role.AUDITOR, HERE),)])
def test_a_holder_who_lost_the_right_does_nothing_more_with_the_task(
    walk: Walk, grants: tuple[Grant, ...]
) -> None:
    task = walk.at_completeness()
    walk.claim(task)
    qadam = walk.world.qadam
    with qadam.storage.begin() as uow:
        person = uow.people.get(CLERK)
        assert person is not None
        uow.people.put(replace(person, grants=grants))
        uow.commit()

    for attempt in (
        lambda: walk.complete(task, COMPLETE_PACKAGE),
        lambda: walk.world.save_draft(task.id, CLERK, {}),
        lambda: walk.world.unclaim(task.id, CLERK),
        lambda: qadam.store_upload(
            StoreUpload(UploadId(uuid4()), task.id, CLERK, "a.pdf", b"%PDF-1.7")
        ),
    ):
        with pytest.raises(NotACandidate):
            attempt()
    assert walk.task("check_completeness").assignee == CLERK
