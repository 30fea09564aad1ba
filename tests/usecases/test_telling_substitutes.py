"""Whoever stands in for a colleague is told of that one's work, as they themselves have chosen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from case_walks import (
    CLERK,
    SPECIALIST,
    Walk,
    command_id,
)
from told_people import (
    BOX,
    NEIGHBOUR,
    PHONE,
    at,
    choose,
    give,
    given_address,
    mail,
    messages,
    person,
    send,
    with_colleague,
)

from app.domain.identity import PersonId
from app.domain.notices import (
    Channel,
    NoticeKind,
    Timing,
)
from app.domain.people import Power
from app.domain.task import UserTask
from app.usecases.keep_substitutions import SetSubstitution
from app.usecases.own_user_task import DelegateUserTask

ABSENT = "Жанар Оспанова"


@pytest.fixture
def task(walk: Walk) -> UserTask:
    return with_colleague(walk)


def stand_in(
    walk: Walk,
    absent: PersonId = CLERK,
    substitute: PersonId = NEIGHBOUR,
    powers: frozenset[Power] = frozenset({Power.WORK_TASKS}),
) -> None:
    today = walk.world.now().date()
    command = SetSubstitution(command_id(), absent, absent, substitute, today, today, powers)
    walk.world.qadam.substitutions.set(command)


def of_work(walk: Walk, who: PersonId) -> list[tuple[NoticeKind, str]]:
    """What the person is told of work, the newest first, and for whom."""
    found = walk.world.qadam.notices.of(person(walk, who))
    return [(one.kind, one.stands_for) for one in found if one.kind is not NoticeKind.SUBSTITUTION]


def test_who_stands_in_is_told_of_a_given_task_with_whom_it_is_for(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk, person=NEIGHBOUR, address=BOX)
    stand_in(walk)
    send(walk)
    give(walk, task, CLERK)
    assert of_work(walk, CLERK) == [(NoticeKind.ASSIGNED, "")]
    assert of_work(walk, NEIGHBOUR) == [(NoticeKind.ASSIGNED, ABSENT)]
    assert send(walk) == 1
    letter = mail(walk)[0]
    assert letter.subject == f"Передана задача тому, кого вы замещаете: {walk.numbers[-1]}"
    assert f"За {ABSENT}" in letter.text
    assert f"/tasks/{task.id}" in letter.text


def test_who_stands_in_is_told_of_dates_by_their_own_choice_and_the_absent_by_theirs(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk)
    given_address(walk, Channel.SMS, PHONE, NEIGHBOUR)
    choose(walk, NEIGHBOUR, {(NoticeKind.OVERDUE, Channel.SMS): Timing.AT_ONCE})
    choose(walk, CLERK, {(NoticeKind.OVERDUE, Channel.EMAIL): Timing.NEVER})
    walk.claim(task, CLERK)
    assert task.due_at is not None
    walk.world.qadam.watch.look()
    walk.world.set_clock(task.due_at - timedelta(hours=1))
    stand_in(walk)
    walk.world.qadam.watch.look()
    walk.world.set_clock(task.due_at + timedelta(minutes=2))
    walk.world.qadam.watch.look()
    walk.world.qadam.watch.look()
    send(walk)
    (told,) = [one for one in messages(walk) if "просрочена" in one]
    assert f"За {ABSENT}" in told
    assert not [one for one in mail(walk) if "өтіп кетті" in one.subject]


def test_a_date_of_who_has_chosen_nothing_is_told_to_the_substitute_all_the_same(
    walk: Walk, task: UserTask
) -> None:
    choose(walk, NEIGHBOUR, {(NoticeKind.OVERDUE, Channel.PAGE): Timing.AT_ONCE})
    walk.claim(task, CLERK)
    assert task.due_at is not None
    walk.world.set_clock(task.due_at - timedelta(minutes=5))
    walk.world.qadam.watch.look()
    stand_in(walk)
    walk.world.set_clock(task.due_at + timedelta(minutes=2))
    walk.world.qadam.watch.look()
    assert of_work(walk, NEIGHBOUR) == [(NoticeKind.OVERDUE, ABSENT)]
    assert of_work(walk, CLERK) == []


def test_in_quiet_hours_of_the_substitute_the_letter_waits(walk: Walk, task: UserTask) -> None:
    given_address(walk, person=NEIGHBOUR, address=BOX)
    at(walk, "2026-12-22T21:00")
    stand_in(walk)
    give(walk, task, CLERK)
    send(walk)
    assert len(mail(walk)) == 1
    at(walk, "2026-12-23T08:00")
    send(walk)
    assert [one for one in mail(walk) if "кого вы замещаете" in one.subject]


def test_nobody_is_told_before_or_after_the_substitution_nor_without_the_power_to_work(
    walk: Walk, task: UserTask
) -> None:
    give(walk, task, CLERK)
    assert of_work(walk, NEIGHBOUR) == []
    stand_in(walk, powers=frozenset({Power.REGISTER_APPLICATION}))
    give(walk, task, NEIGHBOUR)
    give(walk, task, CLERK)
    assert of_work(walk, NEIGHBOUR) == [(NoticeKind.ASSIGNED, "")]
    stand_in(walk)
    at(walk, "2026-12-23T00:00")
    give(walk, task, NEIGHBOUR)
    give(walk, task, CLERK)
    assert of_work(walk, NEIGHBOUR) == [(NoticeKind.ASSIGNED, "")] * 2


def test_who_gives_the_absent_a_task_is_not_told_of_it(walk: Walk, task: UserTask) -> None:
    stand_in(walk)
    walk.claim(task, NEIGHBOUR)
    delegated = DelegateUserTask(command_id(), task.id, NEIGHBOUR, CLERK)
    walk.world.qadam.delegate_user_task(delegated)
    assert of_work(walk, CLERK) == [(NoticeKind.ASSIGNED, "")]
    assert of_work(walk, NEIGHBOUR) == []


def test_a_chain_is_told_to_its_end_once_each(walk: Walk, task: UserTask) -> None:
    stand_in(walk)
    stand_in(walk, NEIGHBOUR, SPECIALIST)
    stand_in(walk, CLERK, SPECIALIST)
    give(walk, task, CLERK)
    assert of_work(walk, NEIGHBOUR) == [(NoticeKind.ASSIGNED, ABSENT)]
    assert of_work(walk, SPECIALIST) == [(NoticeKind.ASSIGNED, ABSENT)]
    give(walk, task, NEIGHBOUR)
    assert (NoticeKind.ASSIGNED, "Сынақ Көрші") in of_work(walk, SPECIALIST)


def test_the_digest_says_whose_task_it_is(walk: Walk, task: UserTask) -> None:
    walk.claim(task, CLERK)
    assert task.due_at is not None
    given_address(walk, person=NEIGHBOUR, address=BOX)
    choose(walk, NEIGHBOUR)
    walk.world.set_clock(task.due_at.replace(hour=3))
    stand_in(walk)
    walk.world.qadam.watch.look()
    walk.world.set_clock(task.due_at.replace(hour=4))
    walk.world.qadam.watch.look()
    send(walk)
    (digest,) = [one for one in mail(walk) if one.subject.startswith("Ваши задачи")][:1]
    assert f"За {ABSENT}" in digest.text


def test_a_blocked_person_is_neither_told_nor_stood_in_for(walk: Walk, task: UserTask) -> None:
    stand_in(walk)
    with walk.world.qadam.storage.begin() as uow:
        uow.people.put(replace(person(walk, NEIGHBOUR), blocked_at=walk.world.now()))
        uow.commit()
    give(walk, task, CLERK)
    assert of_work(walk, NEIGHBOUR) == []
