"""People are told as they have chosen: at once, in a digest or not, never in quiet hours, once."""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from case_walks import (
    AIGUL,
    CLERK,
    COMPLETE_PACKAGE,
    HERE,
    SPECIALIST,
    SUPERVISOR,
    Walk,
    command_id,
)

from app.bootstrap.administering import admin_services
from app.domain.identity import PersonId
from app.domain.letters import LetterState
from app.domain.notices import (
    DEFAULT_TIMINGS,
    AddressInvalid,
    Channel,
    CodeWrong,
    NoticeKind,
    QuietHours,
    Timing,
    TooManyCodes,
)
from app.domain.people import Grant, Person, Power, Role
from app.domain.phone import PhoneInvalid
from app.domain.task import UserTask
from app.stand.mailroom import StoredMail
from app.usecases.assign_user_task import AssignUserTask
from app.usecases.block_people import BlockPerson
from app.usecases.keep_notes import WriteNote
from app.usecases.keep_notices import ChooseNotices, ConfirmAddress, GiveAddress
from app.usecases.keep_substitutions import SetSubstitution
from app.usecases.own_user_task import DelegateUserTask, SetTaskAside

NEIGHBOUR = PersonId("neighbour")
BOX, PHONE = "zhanar@example.kz", "+77010009988"
Choice = Mapping[tuple[NoticeKind, Channel], Timing]
QUIET = QuietHours()


@pytest.fixture
def task(walk: Walk) -> UserTask:
    """Free; the clerk has a colleague, and nobody has chosen anything."""
    waiting = walk.at_completeness()
    with walk.world.qadam.storage.begin() as uow:
        uow.people.put(Person(NEIGHBOUR, "Сынақ Көрші", "ru", "", (Grant(Role.CLERK, HERE),)))
        uow.commit()
    return waiting


def at(walk: Walk, moment: str) -> None:
    walk.world.set_clock(datetime.fromisoformat(f"{moment}+05:00"))


def send(walk: Walk) -> int:
    sent = 0
    while walk.world.qadam.letters.send_next() is not None:
        sent += 1
    return sent


def mail(walk: Walk, to: str = BOX) -> list[StoredMail]:
    return walk.world._stand.control.mailroom.letters(to)


def messages(walk: Walk, to: str = PHONE) -> list[str]:
    sent = walk.world._stand.control.sent_messages()
    return [one.text for one in sent if one.to == to]


def choose(
    walk: Walk,
    person: PersonId = CLERK,
    timings: Choice | None = None,
    quiet: QuietHours = QUIET,
    digest_at: time = time(9),
) -> None:
    walk.world.qadam.notices.choose(ChooseNotices(person, timings or {}, quiet, digest_at))


def given_address(
    walk: Walk, channel: Channel = Channel.EMAIL, address: str = BOX, person: PersonId = CLERK
) -> None:
    """An address that the person has confirmed; no letter is left of that."""
    walk.world.qadam.notices.give_address(GiveAddress(person, channel, address))
    send(walk)
    told = mail(walk, address)[0].text if channel is Channel.EMAIL else messages(walk, address)[-1]
    walk.world.qadam.notices.confirm_address(ConfirmAddress(person, channel, code_in(told)))


def mention(walk: Walk, *people: PersonId, actor: PersonId = SPECIALIST) -> None:
    number = walk.numbers[-1]
    walk.world.qadam.notes.write(WriteNote(command_id(), actor, number, "Қараңызшы", people))


def give(walk: Walk, task: UserTask, to: PersonId) -> None:
    walk.world.qadam.assign_user_task(AssignUserTask(command_id(), task.id, SUPERVISOR, to))


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


def person(walk: Walk, who: PersonId = CLERK) -> Person:
    found = walk.world.qadam.storage.queries.person(who)
    assert found is not None
    return found


def code_in(text: str) -> str:
    (code,) = re.findall(r"\b[0-9]{6}\b", text)
    return str(code)


def contact_confirmed(walk: Walk) -> bool:
    contacts = walk.world.qadam.notices.desk(person(walk)).settings.contacts
    return contacts[Channel.EMAIL].confirmed_at is not None


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
