"""Tell people of Qadam something, each as they have chosen: with what happened, or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from app.domain.calendar import office_zone
from app.domain.identity import CaseNumber, PersonId
from app.domain.letters import Letter, LetterKind, letter_of_notice
from app.domain.notices import OF_WORK, Notice, NoticeId, NoticeKind
from app.domain.people import Person
from app.domain.substitution import substitutes_of
from app.domain.task import UserTask
from app.ports.storage import UnitOfWork


def tell(uow: UnitOfWork, notices: Sequence[Notice], by: PersonId | None = None) -> None:
    """Keep what its person wants to know of, with the letters of channels that tell it at once.

    What is told of a person's work is told to whoever stands in for them, too, as these have
    chosen, but not to `by`, who did it. Four statements and two more, however many notices; one for
    each person who is away. A notice that is kept already is not told again.
    """
    if not notices:
        return
    notices = [*notices, *_for_substitutes(uow, notices, by)]
    chosen = uow.notice_settings.of({one.person for one in notices})
    wanted = [one for one in notices if chosen[one.person].keeps(one.kind)]
    uow.notices.add([replace(one, on_page=chosen[one.person].on_page(one.kind)) for one in wanted])
    uow.letters.add(
        [
            Letter(
                id=letter_of_notice(one.id, channel),
                person=one.person,
                channel=channel,
                kind=LetterKind.NOTICE,
                address=address,
                made_at=one.at,
                due_at=one.at,
                notice_id=one.id,
            )
            for one in wanted
            for channel, address in chosen[one.person].at_once(one.kind)
        ]
    )


def _for_substitutes(
    uow: UnitOfWork, notices: Sequence[Notice], by: PersonId | None
) -> list[Notice]:
    about_work = [one for one in notices if one.kind in OF_WORK]
    if not about_work:
        return []
    days = {one.id: one.at.astimezone(office_zone()).date() for one in about_work}
    known = uow.substitutions.since(min(days.values()))
    pairs = [
        (one, substitute)
        for one in about_work
        for substitute in substitutes_of(one.person, known, days[one.id])
        if substitute != by
    ]
    named = {person for one, substitute in pairs for person in (one.person, substitute)}
    people = {person: at_work(uow, person) for person in sorted(named)}
    return [
        replace(
            one,
            id=notice_id(one.id, substitute),
            person=substitute,
            stands_for=absent.full_name,
        )
        for one, substitute in pairs
        if (absent := people[one.person]) is not None and people[substitute] is not None
    ]


def at_work(uow: UnitOfWork, person_id: PersonId) -> Person | None:
    """The person; None for one who is not known any more, or is blocked: nobody writes to them."""
    person = uow.people.get(person_id)
    return None if person is None or person.is_blocked else person


def tell_new_holder(
    uow: UnitOfWork, before: UserTask | None, after: UserTask, *, by: PersonId, at: datetime
) -> None:
    """Tell whoever holds the task now, unless they held it before or took it themselves.

    Costs nothing where nobody is to be told.
    """
    holder = after.assignee
    if holder is None or holder == by or (before is not None and before.assignee == holder):
        return
    giver = uow.people.get(by)
    number = uow.cases.get(after.instance_id).number
    told = notice_of_task(NoticeKind.ASSIGNED, after, number, holder, at)
    tell(uow, [replace(told, by="" if giver is None else giver.full_name)], by)


def notice_of_task(
    kind: NoticeKind, task: UserTask, number: CaseNumber, person: PersonId, at: datetime
) -> Notice:
    """The only notice of this kind about the task at this moment."""
    return Notice(
        id=notice_id(task.id, f"{kind} {person} {at.isoformat()}"),
        person=person,
        kind=kind,
        at=at,
        number=number,
        step=task.name,
        due_on=task.due_on,
        task_id=task.id,
    )


def notice_id(about: UUID, what: str) -> NoticeId:
    """An id that follows from what the notice tells of, so that it is told once."""
    return NoticeId(uuid5(about, what))
