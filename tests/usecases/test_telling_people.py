"""People are told as they have chosen: at once, in a digest or not, never in quiet hours, once."""

from dataclasses import replace
from datetime import datetime, time

import pytest
from case_walks import (
    AIGUL,
    CLERK,
    Walk,
    command_id,
)
from told_people import (
    BOX,
    NEIGHBOUR,
    PHONE,
    at,
    choose,
    code_in,
    contact_confirmed,
    give,
    given_address,
    mail,
    mention,
    messages,
    person,
    send,
    with_colleague,
)

from app.bootstrap.administering import admin_services
from app.domain.identity import PersonId
from app.domain.letters import LetterState
from app.domain.notices import (
    AddressInvalid,
    Channel,
    CodeWrong,
    NoticeKind,
    QuietHours,
    Timing,
    TooManyCodes,
)
from app.domain.people import Power
from app.domain.phone import PhoneInvalid
from app.domain.task import UserTask
from app.usecases.block_people import BlockPerson
from app.usecases.keep_notices import ConfirmAddress, GiveAddress
from app.usecases.keep_substitutions import SetSubstitution
from app.usecases.own_user_task import DelegateUserTask


@pytest.fixture
def task(walk: Walk) -> UserTask:
    return with_colleague(walk)


def test_a_mention_goes_to_the_confirmed_address_at_once_and_names_no_applicant(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk)
    mention(walk, CLERK)
    assert send(walk) == 1
    letter = mail(walk)[0]
    number = walk.numbers[-1]
    assert letter.subject == f"Сізге ескертпе қалдырылды: {number} ісі"
    assert "/cases/" in letter.text
    assert "#note-" in letter.text
    assert letter.language == "kk"
    for told in (letter.text, letter.html, letter.subject):
        for secret in (AIGUL, "Қалиева", "Айгүл", "Қараңызшы", "4812"):
            assert secret not in told
    assert [one.kind for one in walk.world.qadam.notices.of(person(walk))] == ["mentioned"]


def test_a_given_task_tells_step_last_day_and_link_in_the_language_of_its_reader(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk, person=NEIGHBOUR, address="korshi@example.kz")
    given_address(walk, Channel.SMS, PHONE, NEIGHBOUR)
    always = {(NoticeKind.ASSIGNED, Channel.SMS): Timing.AT_ONCE}
    choose(walk, NEIGHBOUR, always)
    give(walk, task, NEIGHBOUR)
    give(walk, task, NEIGHBOUR)
    assert send(walk) == 2
    letter = mail(walk, "korshi@example.kz")[0]
    assert letter.subject == f"Вам передана задача: {walk.numbers[-1]}"
    assert "Задача: Проверить полноту документов" in letter.text
    assert f"/tasks/{task.id}" in letter.text
    assert "Последний день: " in letter.text
    (sms,) = messages(walk)[1:]
    assert sms.startswith(f"Qadam: Вам передана задача: {walk.numbers[-1]}. Задача: Проверить")
    assert sms.endswith(f"/tasks/{task.id}")


def test_who_takes_a_task_or_holds_it_is_told_nothing(walk: Walk, task: UserTask) -> None:
    given_address(walk)
    walk.claim(task, CLERK)
    delegated = DelegateUserTask(command_id(), task.id, CLERK, NEIGHBOUR)
    walk.world.qadam.delegate_user_task(delegated)
    assert send(walk) == 0
    assert [one.kind for one in walk.world.qadam.notices.of(person(walk, NEIGHBOUR))] == [
        "assigned"
    ]
    assert walk.world.qadam.notices.of(person(walk)) == []


def test_never_means_never_and_the_digest_counts_what_waits_for_it(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk)
    chosen = {
        (NoticeKind.MENTIONED, Channel.EMAIL): Timing.DIGEST,
        (NoticeKind.MENTIONED, Channel.PAGE): Timing.NEVER,
        (NoticeKind.ASSIGNED, Channel.EMAIL): Timing.NEVER,
    }
    choose(walk, timings=chosen)
    mention(walk, CLERK)
    mention(walk, CLERK)
    give(walk, task, CLERK)
    assert send(walk) == 0
    assert [one.kind for one in walk.world.qadam.notices.of(person(walk))] == ["assigned"]
    at(walk, "2026-12-23T09:00")
    walk.world.qadam.watch.look()
    assert send(walk) == 1
    assert "Сізге арналған ескертпелер: 2" in mail(walk)[0].text


def test_in_quiet_hours_and_on_days_off_letters_wait_until_these_end(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk)
    at(walk, "2026-12-25T20:00")
    mention(walk, CLERK)
    send(walk)
    at(walk, "2026-12-28T07:59")
    send(walk)
    assert [one.subject for one in mail(walk)] == ["Растау коды"]
    at(walk, "2026-12-28T08:00")
    assert send(walk) == 1
    assert len(mail(walk)) == 2


def test_who_wants_no_quiet_hours_has_none(walk: Walk, task: UserTask) -> None:
    given_address(walk)
    choose(walk, quiet=QuietHours(time(0), time(0), days_off=False))
    at(walk, "2026-12-26T23:30")
    mention(walk, CLERK)
    assert send(walk) == 1
    assert len(mail(walk)) == 2


def test_nothing_goes_to_an_address_that_is_no_longer_the_persons(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk)
    at(walk, "2026-12-22T21:00")
    mention(walk, CLERK)
    walk.world.qadam.notices.give_address(GiveAddress(CLERK, Channel.EMAIL, "other@example.kz"))
    at(walk, "2026-12-23T10:00")
    send(walk)
    assert len(mail(walk)) == 1
    mention(walk, CLERK)
    assert send(walk) == 0


def test_an_address_counts_only_after_the_code_that_was_sent_there(
    walk: Walk, task: UserTask
) -> None:
    notices = walk.world.qadam.notices
    for bad in ("zhanar", "zhanar@", "a b@example.kz", "жанар@example.kz", "z@nowhere"):
        with pytest.raises(AddressInvalid):
            notices.give_address(GiveAddress(CLERK, Channel.EMAIL, bad))
    with pytest.raises(PhoneInvalid):
        notices.give_address(GiveAddress(CLERK, Channel.SMS, "+7 727 250 00 00"))
    notices.give_address(GiveAddress(CLERK, Channel.EMAIL, BOX))
    mention(walk, CLERK)
    send(walk)
    assert [one.subject for one in mail(walk)] == ["Растау коды"]
    with pytest.raises(CodeWrong):
        notices.confirm_address(ConfirmAddress(CLERK, Channel.EMAIL, "000000"))
    walk.pass_time(minutes=15)
    code = code_in(mail(walk)[0].text)
    with pytest.raises(CodeWrong):
        notices.confirm_address(ConfirmAddress(CLERK, Channel.EMAIL, code))
    assert not contact_confirmed(walk)
    again = GiveAddress(CLERK, Channel.EMAIL, "again@example.kz")
    for _ in range(4):
        notices.give_address(again)
    with pytest.raises(TooManyCodes):
        notices.give_address(again)


def test_a_code_is_tried_five_times_at_most(walk: Walk, task: UserTask) -> None:
    notices = walk.world.qadam.notices
    notices.give_address(GiveAddress(CLERK, Channel.EMAIL, BOX))
    send(walk)
    for _ in range(5):
        with pytest.raises(CodeWrong):
            notices.confirm_address(ConfirmAddress(CLERK, Channel.EMAIL, "000000"))
    right = code_in(mail(walk)[0].text)
    with pytest.raises(CodeWrong):
        notices.confirm_address(ConfirmAddress(CLERK, Channel.EMAIL, right))
    assert not contact_confirmed(walk)


def test_a_letter_that_was_taken_before_the_crash_arrives_once(walk: Walk, task: UserTask) -> None:
    given_address(walk)
    given_address(walk, Channel.SMS, PHONE)
    choose(walk, timings={(NoticeKind.MENTIONED, Channel.SMS): Timing.AT_ONCE})
    mention(walk, CLERK)
    office = walk.world.qadam.letters

    def crash(*_: object) -> None:
        raise RuntimeError("the machine went down")

    for _ in range(2):
        with pytest.raises(RuntimeError):
            replace(office, clock=_Crashing(walk, crash)).send_next()
    assert send(walk) == 0
    walk.pass_time(minutes=6)
    assert send(walk) == 2
    assert len(mail(walk)) == 2
    assert len(messages(walk)) == 2


class _Crashing:
    """A clock whose machine goes down at the second look: after the letter was handed over."""

    def __init__(self, walk: Walk, crash: object) -> None:
        self._walk, self._crash, self._looks = walk, crash, 0

    def now(self) -> datetime:
        self._looks += 1
        if self._looks > 2:
            self._crash()  # type: ignore[operator]  # a function
        return self._walk.world.now()


def test_a_mail_server_that_is_down_is_asked_again_and_then_given_up_with_its_reason(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk)
    control = walk.world._stand.control
    control.set_fault("mail", "*", "down-until", times=2)
    mention(walk, CLERK)
    assert send(walk) == 1
    for minutes in (2, 4):
        walk.pass_time(minutes=minutes)
        send(walk)
    assert len(mail(walk)) == 2
    control.set_fault("mail", "*", "down-until")
    mention(walk, CLERK)
    choose(walk, quiet=QuietHours(time(0), time(0), days_off=False))
    for _ in range(12):
        send(walk)
        walk.pass_time(hours=6)
    (failed,) = walk.world.qadam.notices.desk(person(walk)).failed
    assert failed.state is LetterState.FAILED
    assert failed.failure is not None
    assert "Почтовый" in failed.failure.ru or "ошибкой" in failed.failure.ru


def test_an_address_that_the_server_refuses_is_given_up_at_once(walk: Walk, task: UserTask) -> None:
    walk.world.qadam.notices.give_address(GiveAddress(CLERK, Channel.EMAIL, "nobody@example.kz"))
    assert send(walk) == 1
    (failed,) = walk.world.qadam.notices.desk(person(walk)).failed
    assert failed.failure is not None
    assert failed.failure.en == "The mail server takes nothing for this address"


def test_a_substitution_is_told_to_both_but_not_to_who_set_it(walk: Walk, task: UserTask) -> None:
    days = datetime.fromisoformat("2026-12-24T00:00+05:00").date()
    command = SetSubstitution(
        command_id(), CLERK, CLERK, NEIGHBOUR, days, days, frozenset({Power.WORK_TASKS})
    )
    walk.world.qadam.substitutions.set(command)
    (notice,) = walk.world.qadam.notices.of(person(walk, NEIGHBOUR))
    assert (notice.kind, notice.by, notice.first_day) == (
        NoticeKind.SUBSTITUTION,
        "Жанар Оспанова",
        days,
    )
    assert walk.world.qadam.notices.of(person(walk)) == []


def test_a_person_who_is_blocked_is_told_nothing_more(walk: Walk, task: UserTask) -> None:
    walk.claim(task, CLERK)
    given_address(walk)
    choose(walk, timings={(NoticeKind.NEW_WORK, Channel.EMAIL): Timing.AT_ONCE})
    mention(walk, CLERK)
    with walk.world.qadam.storage.begin() as uow:
        uow.people.put(replace(person(walk), blocked_at=walk.world.now()))
        uow.commit()
    send(walk)
    walk.register(actor=NEIGHBOUR)
    walk.run_jobs()
    at(walk, "2026-12-23T09:00")
    walk.world.qadam.watch.look()
    send(walk)
    assert [one.subject for one in mail(walk)] == ["Растау коды"]


def test_a_blocked_person_gets_no_letter_and_who_gets_their_tasks_is_told(
    walk: Walk, task: UserTask
) -> None:
    given_address(walk)
    given_address(walk, person=NEIGHBOUR, address="korshi@example.kz")
    give(walk, task, CLERK)
    send(walk)
    before, theirs = len(mail(walk)), len(mail(walk, "korshi@example.kz"))
    mention(walk, CLERK)

    blocking = admin_services(walk.world.qadam).blocking
    blocking.block(BlockPerson(PersonId("aizhan"), CLERK, "босатылды", NEIGHBOUR))
    send(walk)

    assert len(mail(walk)) == before
    assert len(mail(walk, "korshi@example.kz")) == theirs + 1
