"""Send the letters that tell people of Qadam something: by e-mail and SMS, each once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from app.domain.calendar import WorkingCalendar
from app.domain.letters import Letter, LetterKind, LetterState, Words
from app.domain.notice_words import (
    MOST_TASKS,
    Addressed,
    DigestFacts,
    OpenTask,
    words_of_code,
    words_of_digest,
    words_of_notice,
)
from app.domain.notices import WATCHED, Channel, NoticeKind, NoticeSettings, Timing
from app.domain.people import Person, Power
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.mail import AddressRefused, Mail, MailServer
from app.ports.outside import SmsGateway, SystemUnavailable
from app.ports.storage import BeginWork, UnitOfWork
from app.ports.views import InboxQuery, Queries
from app.usecases.due_bounds import due_bounds
from app.usecases.rulebook import Rulebook
from app.usecases.tell_people import at_work
from app.usecases.viewing import viewer_of

LEASE = timedelta(minutes=5)
"""Longer than a mail server may take for all its answers together."""
REFUSED = Text(
    "Пошта сервері бұл мекенжайды қабылдамайды",
    "Почтовый сервер не принимает этот адрес",
    "The mail server takes nothing for this address",
)
NO_MAIL = Text(
    "Бұл жүйеде электрондық пошта қосылмаған",
    "В этой системе электронная почта не настроена",
    "E-mail is not set up here",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOffice:
    """Sends what `tell` and the digests have left to be sent."""

    begin: BeginWork
    queries: Queries
    rules: Rulebook
    clock: Clock
    mail: MailServer | None
    """None: this installation sends no e-mail."""
    sms: SmsGateway
    code_of: Callable[[UUID], str]
    public_url: str
    jitter: Callable[[], float]
    report: Callable[[Letter, Exception], None]

    def send_next(self) -> Letter | None:
        """Send the letter that has waited longest; None if none waits.

        A letter whose process died meanwhile is sent again in the same words under the same id:
        the SMS gateway drops it, and a mailbox knows its Message-ID.
        """
        with self.begin() as uow:
            letter = uow.letters.claim_due(self.clock.now(), LEASE)
            if letter is None:
                return None
            person = at_work(uow, letter.person)
            own = uow.notice_settings.of([letter.person])[letter.person]
            ready = None
            if person is not None and not person.is_blocked:
                ready = self._ready(uow, letter, person, own)
            if ready is None:
                ready = letter.dropped()
            # A code is kept nowhere: it follows from the letter's id.
            uow.letters.settle(
                replace(ready, words=None) if ready.kind is LetterKind.CODE else ready
            )
            uow.commit()
        if ready.state is not LetterState.WAITING or ready.leased_until is None or person is None:
            return ready
        if ready.kind is LetterKind.DIGEST and ready.words is None:
            ready = self._digest(ready, person, own)
            if ready.words is None:
                return self._settle(ready.dropped())
        return self._settle(self._hand_over(ready, person))

    def _ready(
        self, uow: UnitOfWork, letter: Letter, person: Person, own: NoticeSettings
    ) -> Letter | None:
        """The letter with its words, or put off; None where it is to be sent no more."""
        if letter.kind is LetterKind.CODE:
            contact = own.contacts.get(letter.channel)
            is_asked = contact is not None and contact.code_id == letter.id
            to = self._addressed(person, letter.channel)
            words = words_of_code(self.code_of(letter.id), to)
            return replace(letter, words=words) if is_asked else None
        contact = own.contacts.get(letter.channel)
        if contact is None or contact.confirmed_at is None or contact.address != letter.address:
            return None
        now, calendar = self.clock.now(), self.rules.calendar_of(person, uow)
        if letter.day is not None and calendar.local_date(now) != letter.day:
            return None
        opens = own.quiet.release(now, calendar)
        if opens > now:
            return letter.put_off(opens)
        if letter.words is not None or letter.notice_id is None:
            return letter
        notice = uow.notices.get(letter.notice_id)
        if notice is None:
            return None
        return replace(
            letter, words=words_of_notice(notice, self._addressed(person, letter.channel))
        )

    def _digest(self, letter: Letter, person: Person, own: NoticeSettings) -> Letter:
        """With its words, which are kept for further attempts; without where nothing is to say."""
        calendar = self.rules.calendar_of(person)
        facts = self._facts(letter, letter.day or letter.made_at.date(), person, own, calendar)
        if facts.is_empty:
            return letter
        words = words_of_digest(facts, self._addressed(person, letter.channel))
        worded = replace(letter, words=words)
        with self.begin() as uow:
            is_held = uow.letters.settle(worded)
            uow.commit()
        return worded if is_held else letter

    def _facts(
        self,
        letter: Letter,
        day: date,
        person: Person,
        own: NoticeSettings,
        calendar: WorkingCalendar,
    ) -> DigestFacts:
        now = self.clock.now()
        before = calendar.working_days_before(day, 1)
        since = datetime.combine(before, own.digest_at, calendar.zone)
        kinds = [
            kind
            for kind in NoticeKind
            if kind not in WATCHED and own.timing(kind, letter.channel) is Timing.DIGEST
        ]
        with self.begin() as uow:
            waiting = uow.notices.counted(person.id, kinds, since)
        if not any(grant.gives(Power.WORK_TASKS) for grant in person.grants):
            return DigestFacts(day, 0, 0, 0, 0, waiting, ())
        viewer = viewer_of(self.rules.standing_in(person), self.rules)
        bounds = due_bounds(now, calendar)
        page = self.queries.inbox(InboxQuery(viewer, "mine", bounds, limit=MOST_TASKS))
        tasks = [
            OpenTask(
                row.number,
                row.task_name,
                row.due_on,
                "" if row.assignee == person.id else row.assignee_name,
            )
            for row in page.rows
            if row.due_at is not None and row.due_at < bounds.end_of_today
        ]
        new = self.queries.new_work(viewer, since, now)
        by_due = page.by_due
        return DigestFacts(day, page.total, by_due.overdue, by_due.today, new, waiting, tasks)

    def _hand_over(self, letter: Letter, person: Person) -> Letter:
        words = letter.words
        if words is None:
            return letter.dropped()
        try:
            if letter.channel is Channel.SMS:
                key = f"notice {letter.id}"
                self.sms.send(to=letter.address, text=_in_one_line(words), idempotency_key=key)
            elif self.mail is None:
                return letter.given_up(NO_MAIL)
            else:
                self.mail.send(self._mail(letter, words, person))
        except AddressRefused:
            return letter.given_up(REFUSED)
        except SystemUnavailable as away:
            self.report(letter, away)
            return letter.failed(away.reason, self.clock.now(), self.jitter())
        return letter.sent(self.clock.now())

    def _mail(self, letter: Letter, words: Words, person: Person) -> Mail:
        return Mail(
            message_id=f"{letter.id}@{urlsplit(self.public_url).hostname}",
            to=letter.address,
            dated=letter.made_at,
            language=person.language,
            subject=words.subject,
            lines=words.lines,
            link=words.link,
            settings=words.settings,
        )

    def _settle(self, letter: Letter) -> Letter:
        stored = replace(letter, words=None) if letter.kind is LetterKind.CODE else letter
        with self.begin() as uow:
            uow.letters.settle(stored)
            uow.commit()
        return letter

    def _addressed(self, person: Person, channel: Channel) -> Addressed:
        return Addressed(person.language, channel, self.public_url)


def _in_one_line(words: Words) -> str:
    """An SMS: the subject, what follows it, and the link."""
    told = ". ".join(part for part in (f"Qadam: {words.subject}", *words.lines) if part)
    return f"{told} {words.link}".strip()
