"""Work and its dates are told: the day that comes, new work, the digest once a working day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta

import pytest
from case_walks import (
    CLERK,
    COMPLETE_PACKAGE,
    Walk,
    command_id,
)
from told_people import at, choose, given_address, mail, person, send, with_colleague

from app.domain.notices import (
    DEFAULT_TIMINGS,
    Channel,
    NoticeKind,
    Timing,
)
from app.domain.task import UserTask
from app.usecases.own_user_task import SetTaskAside


@pytest.fixture
def task(walk: Walk) -> UserTask:
    return with_colleague(walk)


def test_a_day_and_a_deadline_that_come_are_told_once_to_the_holder(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk)
    wanted = {
        (kind, Channel.EMAIL): Timing.AT_ONCE for kind in (NoticeKind.DUE_TODAY, NoticeKind.OVERDUE)
    }
    choose(walk, timings=wanted)
    walk.claim(task, CLERK)
    watch = walk.world.qadam.watch
    assert task.due_at is not None
    watch.look()
    walk.world.set_clock(task.due_at - timedelta(hours=9))
    watch.look()
    walk.pass_time(minutes=2)
    assert watch.look() == 0
    send(walk)
    walk.world.set_clock(task.due_at + timedelta(minutes=2))
    assert watch.look() == 1
    walk.pass_time(minutes=2)
    assert watch.look() == 0
    send(walk)
    walk.pass_time(days=5)
    send(walk)
    subjects = sorted(one.subject.partition(":")[0] for one in mail(walk))
    assert [one for one in subjects if one != "Тапсырмаларыңыз"] == [
        "Растау коды",
        "Тапсырманың мерзімі бүгін аяқталады",
        "Тапсырманың мерзімі өтіп кетті",
    ]


def test_a_task_that_comes_back_is_told_on_the_page_of_who_has_chosen_nothing(
    walk: Walk, task: UserTask
) -> None:
    walk.claim(task, CLERK)
    tomorrow = datetime.fromisoformat("2026-12-23T09:00:00+05:00")
    walk.world.qadam.watch.look()
    aside = SetTaskAside(command_id(), task.id, CLERK, tomorrow.date())
    walk.world.qadam.set_task_aside(aside)
    walk.world.set_clock(tomorrow + timedelta(hours=1))
    assert walk.world.qadam.watch.look() == 1
    (notice,) = walk.world.qadam.notices.of(person(walk))
    assert (notice.kind, notice.task_id) == (NoticeKind.RETURNED, task.id)


def test_new_work_is_told_together_and_waits_for_the_end_of_quiet_hours(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk)
    choose(walk, timings={(NoticeKind.NEW_WORK, Channel.EMAIL): Timing.AT_ONCE})
    watch = walk.world.qadam.watch
    watch.look()
    walk.pass_time(minutes=1)
    for _ in range(2):
        walk.register()
    walk.run_jobs()
    walk.pass_time(minutes=13)
    watch.look()
    assert send(walk) == 0
    walk.pass_time(minutes=2)
    assert watch.look() == 1
    assert send(walk) == 1
    assert mail(walk)[0].subject == "Топтарыңыздағы жаңа тапсырмалар саны: 2"
    at(walk, "2026-12-22T22:00")
    walk.register()
    walk.run_jobs()
    watch.look()
    at(walk, "2026-12-23T08:01")
    watch.look()
    send(walk)
    assert mail(walk)[0].subject == "Топтарыңыздағы жаңа тапсырмалар саны: 1"


def test_the_digest_comes_once_a_working_day_at_its_hour_however_many_look(
    walk: Walk, task: UserTask
) -> None:
    walk.claim(task, CLERK)
    given_address(walk)
    choose(walk, digest_at=time(10))
    watch = walk.world.qadam.watch
    at(walk, "2026-12-23T09:59")
    assert watch.look() == 0
    at(walk, "2026-12-23T10:00")
    assert [watch.look() for _ in range(3)] == [1, 0, 0]
    send(walk)
    choose(walk, digest_at=time(11))
    at(walk, "2026-12-23T11:00")
    watch.look()
    send(walk)
    (letter,) = [one for one in mail(walk) if one.subject.startswith("Тапсырмаларыңыз")]
    assert "Қолыңыздағы тапсырмалар: 1" in letter.text
    at(walk, "2026-12-26T12:00")
    watch.look()
    send(walk)
    at(walk, "2026-12-28T11:00")
    watch.look()
    send(walk)
    digests = [one for one in mail(walk) if one.subject.startswith("Тапсырмаларыңыз")]
    assert [one.came_at.astimezone().day for one in digests] == [28, 23]


def test_a_digest_of_nothing_is_not_sent_nor_one_of_yesterday(walk: Walk, task: UserTask) -> None:
    given_address(walk)
    choose(walk, timings={**DEFAULT_TIMINGS, (NoticeKind.NEW_WORK, Channel.EMAIL): Timing.NEVER})
    walk.complete(task, COMPLETE_PACKAGE)
    at(walk, "2026-12-23T09:00")
    walk.world.qadam.watch.look()
    at(walk, "2026-12-24T08:30")
    assert send(walk) == 1
    assert len(mail(walk)) == 1


def test_two_alarm_clocks_at_one_moment_make_one_digest(walk: Walk, task: UserTask) -> None:
    walk.claim(task, CLERK)
    given_address(walk)
    choose(walk)
    at(walk, "2026-12-23T09:00")
    with ThreadPoolExecutor(4) as clocks:
        made = list(clocks.map(lambda _: walk.world.qadam.watch.look(), range(4)))
    assert sum(made) == 1
    send(walk)
    assert len([one for one in mail(walk) if one.subject.startswith("Тапсырмаларыңыз")]) == 1
