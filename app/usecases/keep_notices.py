"""What a person is told of and how: read, chosen, and the addresses confirmed by a code."""

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from uuid import UUID

from app.domain.identity import PersonId
from app.domain.letters import Letter, LetterKind
from app.domain.notices import (
    DEFAULT_TIMINGS,
    Channel,
    CodeWrong,
    Contact,
    Notice,
    NoticeKind,
    NoticeSettings,
    QuietHours,
    Timings,
    TooManyCodes,
    email_address,
)
from app.domain.people import Person
from app.domain.phone import Phone
from app.ports.clock import Clock
from app.ports.storage import BeginWork, UnitOfWork
from app.ports.views import Queries
from app.usecases.rulebook import Rulebook

MOST_NOTICES = 100
"""On the page."""
MOST_CODES, CODES_WITHIN = 5, timedelta(hours=1)
FAILURES_SHOWN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ChooseNotices:
    actor: PersonId
    timings: Timings
    quiet: QuietHours
    digest_at: time


@dataclass(frozen=True, slots=True)
class GiveAddress:
    actor: PersonId
    channel: Channel
    address: str
    """As typed; empty: the channel is to be used no more."""


@dataclass(frozen=True, slots=True)
class ConfirmAddress:
    actor: PersonId
    channel: Channel
    code: str
    """As typed."""


@dataclass(frozen=True, slots=True)
class NoticeDesk:
    """What the page of settings shows."""

    settings: NoticeSettings
    failed: Sequence[Letter]
    """Of the last week."""
    has_mail: bool
    """Whether this installation sends e-mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """Notices of a person, and what they choose."""

    begin: BeginWork
    queries: Queries
    rules: Rulebook
    clock: Clock
    new_id: Callable[[], UUID]
    code_of: Callable[[UUID], str]
    has_mail: bool

    def of(self, actor: Person) -> Sequence[Notice]:
        """The newest first."""
        return self.queries.notices(actor.id, MOST_NOTICES)

    def see_all(self, actor: PersonId) -> None:
        """The person has seen every notice of theirs."""
        with self.begin() as uow:
            uow.notices.see_all(actor, self.clock.now())
            uow.commit()

    def desk(self, actor: Person) -> NoticeDesk:
        since = self.clock.now() - FAILURES_SHOWN
        failed = self.queries.failed_letters(actor.id, since)
        return NoticeDesk(self.queries.notice_settings(actor.id), failed, self.has_mail)

    def choose(self, command: ChooseNotices) -> None:
        with self.begin() as uow:
            own = uow.notice_settings.lock(command.actor)
            chosen = replace(
                own,
                timings={**DEFAULT_TIMINGS, **command.timings},
                quiet=command.quiet,
                digest_at=command.digest_at,
            )
            self._keep(uow, chosen)

    def give_address(self, command: GiveAddress) -> None:
        """Keep it, and send a code there; nothing else goes there until the code came back.

        Harmless where the same address is confirmed already.

        Raises:
            AddressInvalid, PhoneInvalid: as they say.
            TooManyCodes: more were asked for within the hour than anybody needs.
        """
        address, now = _read(command), self.clock.now()
        with self.begin() as uow:
            own = uow.notice_settings.lock(command.actor)
            others = {one: kept for one, kept in own.contacts.items() if one != command.channel}
            known = own.contacts.get(command.channel)
            if known is not None and known.address == address and known.confirmed_at is not None:
                return
            if address:
                if uow.letters.codes_since(command.actor, now - CODES_WITHIN) >= MOST_CODES:
                    raise TooManyCodes(f"Expected at most {MOST_CODES} codes within an hour")
                code_id = self.new_id()
                others[command.channel] = Contact(address).asked(code_id, now)
                uow.letters.add(
                    [
                        Letter(
                            id=code_id,
                            person=command.actor,
                            channel=command.channel,
                            kind=LetterKind.CODE,
                            address=address,
                            made_at=now,
                            due_at=now,
                        )
                    ]
                )
            self._keep(uow, replace(own, contacts=others))

    def confirm_address(self, command: ConfirmAddress) -> None:
        """Harmless where it is confirmed. Raises CodeWrong; a wrong try is counted first."""
        now = self.clock.now()
        with self.begin() as uow:
            own = uow.notice_settings.lock(command.actor)
            contact = own.contacts.get(command.channel)
            if contact is not None and contact.confirmed_at is not None:
                return
            if contact is None or contact.code_id is None or not contact.may_try(now):
                raise CodeWrong("Expected a code that may be tried")
            typed = "".join(command.code.split())
            is_right = hmac.compare_digest(typed.encode(), self.code_of(contact.code_id).encode())
            after = contact.confirmed(now) if is_right else contact.tried()
            self._keep(uow, replace(own, contacts={**own.contacts, command.channel: after}))
        if not is_right:
            raise CodeWrong("Expected the code that was sent")

    def _keep(self, uow: UnitOfWork, settings: NoticeSettings) -> None:
        """With the moments at which somebody has to look for the person again."""
        now, person = self.clock.now(), uow.people.get(settings.person)
        calendar = None if person is None else self.rules.calendar_of(person, uow)
        digest = any(settings.digests()) and calendar is not None
        new_work = any(settings.at_once(NoticeKind.NEW_WORK))
        uow.notice_settings.put(
            replace(
                settings,
                digest_due=settings.next_digest(now, calendar) if digest and calendar else None,
                new_work_due=(settings.new_work_due or now) if new_work else None,
                new_work_since=(settings.new_work_since or now) if new_work else None,
            )
        )
        uow.commit()


def _read(command: GiveAddress) -> str:
    typed = command.address.strip()
    if not typed:
        return ""
    if command.channel is Channel.SMS:
        return Phone.parse(typed).number
    return email_address(typed)
