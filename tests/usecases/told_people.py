"""How tests choose notices, let somebody be told, and read the mail and messages that came."""

import re
from collections.abc import Mapping
from datetime import datetime, time

from case_walks import CLERK, HERE, SPECIALIST, SUPERVISOR, Walk, command_id

from app.domain.identity import PersonId
from app.domain.notices import Channel, NoticeKind, QuietHours, Timing
from app.domain.people import Grant, Person, Role
from app.domain.task import UserTask
from app.stand.mailroom import StoredMail
from app.usecases.assign_user_task import AssignUserTask
from app.usecases.keep_notes import WriteNote
from app.usecases.keep_notices import ChooseNotices, ConfirmAddress, GiveAddress

NEIGHBOUR = PersonId("neighbour")
BOX, PHONE = "zhanar@example.kz", "+77010009988"
Choice = Mapping[tuple[NoticeKind, Channel], Timing]
QUIET = QuietHours()


def with_colleague(walk: Walk) -> UserTask:
    """A free task; the clerk has a colleague, and nobody has chosen anything."""
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
