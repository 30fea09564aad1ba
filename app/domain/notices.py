"""What people are told of, through which channel and when: their own choice, with quiet hours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from app.domain.calendar import WorkingCalendar
from app.domain.identity import CaseNumber, NoteId, PersonId, UserTaskId
from app.domain.refusals import Conflict, Invalid
from app.domain.texts import NO_TEXT, Text

NoticeId = NewType("NoticeId", UUID)
NO_CASE = CaseNumber("")
"""Of a notice that is of no case."""
CODE_LIFE = timedelta(minutes=15)
CODE_TRIES = 5
_LONGEST_ADDRESS = 254
"""Characters, RFC 5321."""


class NoticeKind(StrEnum):
    MENTIONED = "mentioned"
    ASSIGNED = "assigned"
    """A task came into the person's hands, and somebody else put it there."""
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    RETURNED = "returned"
    """The follow-up date of a task has come."""
    NEW_WORK = "new_work"
    """Free tasks came into the person's groups."""
    SUBSTITUTION = "substitution"


class Channel(StrEnum):
    PAGE = "page"
    EMAIL = "email"
    SMS = "sms"


class Timing(StrEnum):
    AT_ONCE = "at_once"
    DIGEST = "digest"
    NEVER = "never"


AWAY = (Channel.EMAIL, Channel.SMS)
"""Channels that reach a person who has no page open."""
WATCHED = (NoticeKind.DUE_TODAY, NoticeKind.OVERDUE, NoticeKind.NEW_WORK)
"""What the list of tasks always shows by itself."""
OF_WORK = frozenset(
    {NoticeKind.ASSIGNED, NoticeKind.DUE_TODAY, NoticeKind.OVERDUE, NoticeKind.RETURNED}
)
"""Told to whoever stands in for the person, too. New work they find by themselves: their groups
are then those of both."""
Timings = Mapping[tuple[NoticeKind, Channel], Timing]


def timings_of(kind: NoticeKind, channel: Channel) -> tuple[Timing, ...]:
    """Between what a person chooses; nothing where the list of tasks says it anyway."""
    if channel is not Channel.PAGE:
        return tuple(Timing)
    return () if kind is NoticeKind.NEW_WORK else (Timing.AT_ONCE, Timing.NEVER)


def _default(kind: NoticeKind, channel: Channel) -> Timing:
    if channel is Channel.SMS:
        return Timing.NEVER
    if kind not in WATCHED:
        return Timing.AT_ONCE
    return Timing.DIGEST if channel is Channel.EMAIL else Timing.NEVER


DEFAULT_TIMINGS: Timings = MappingProxyType(
    {(kind, channel): _default(kind, channel) for kind in NoticeKind for channel in Channel}
)


class AddressInvalid(Invalid):
    code = "AddressInvalid"
    title = Text(
        "Поштаның мекенжайын aigul@example.kz түрінде жазыңыз",
        "Напишите адрес почты в виде aigul@example.kz",
        "Write an e-mail address as aigul@example.kz",
    )


class CodeWrong(Invalid):
    """Wrong, too old, or tried too often."""

    code = "CodeWrong"
    title = Text(
        "Код қате немесе ескірген. Жаңасын сұраңыз",
        "Код неверный или устарел. Запросите новый",
        "The code is wrong or too old. Ask for a new one",
    )


class TooManyCodes(Conflict):
    code = "TooManyCodes"
    title = Text(
        "Код тым жиі сұралды. Бір сағаттан кейін қайталаңыз",
        "Код запрашивали слишком часто. Повторите через час",
        "A code was asked for too often. Try again in an hour",
    )


def email_address(typed: str) -> str:
    """An address of printable ASCII, as every mail server takes it. Raises AddressInvalid."""
    address = typed.strip()
    local, at, domain = address.rpartition("@")
    labels = domain.split(".")
    sound = (
        at
        and len(address) <= _LONGEST_ADDRESS
        and 0 < len(local) <= 64
        and all(_is_atom(part) for part in local.split("."))
        and len(labels) > 1
        and all(_is_label(label) for label in labels)
    )
    if not sound:
        raise AddressInvalid("Expected an e-mail address")
    return f"{local}@{domain.lower()}"


def _is_atom(part: str) -> bool:
    return bool(part) and all(
        sign.isascii() and (sign.isalnum() or sign in "!#$%&'*+-/=?^_`{|}~") for sign in part
    )


def _is_label(label: str) -> bool:
    plain = label.replace("-", "")
    return plain.isascii() and plain.isalnum() and not (label[0] == "-" or label[-1] == "-")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When nothing goes out: what is due then waits until they end."""

    begin: time = time(20)
    end: time = time(8)
    """Equal to `begin`: no hour is quiet."""
    days_off: bool = True
    """Whether days off and holidays are quiet as a whole."""

    def release(self, at: datetime, calendar: WorkingCalendar) -> datetime:
        """The moment itself, or the end of the quiet time it falls into; aware UTC."""
        local = at.astimezone(calendar.zone)
        while True:
            if self.days_off and not calendar.is_working_day(local.date()):
                day = calendar.first_working_day(local.date())
                local = datetime.combine(day, time(), calendar.zone)
            elif self._covers(local.time()):
                ends = datetime.combine(local.date(), self.end, calendar.zone)
                local = ends if ends > local else ends + timedelta(days=1)
            else:
                return local.astimezone(UTC)

    def _covers(self, moment: time) -> bool:
        if self.begin <= self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a channel reaches a person; nothing is sent there before it is confirmed."""

    address: str
    """An e-mail address, or a phone as +7XXXXXXXXXX."""
    confirmed_at: datetime | None = None
    code_id: UUID | None = None
    """What the code follows from that was sent there last."""
    code_until: datetime | None = None
    tries_left: int = 0

    def may_try(self, now: datetime) -> bool:
        return self.code_until is not None and now < self.code_until and self.tries_left > 0

    def confirmed(self, at: datetime) -> "Contact":
        return Contact(self.address, at)

    def asked(self, code_id: UUID, at: datetime) -> "Contact":
        return Contact(self.address, None, code_id, at + CODE_LIFE, CODE_TRIES)

    def tried(self) -> "Contact":
        return replace(self, tries_left=self.tries_left - 1)


_NO_CONTACTS: Mapping[Channel, Contact] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """What one person has chosen."""

    person: PersonId
    timings: Timings = field(default_factory=lambda: DEFAULT_TIMINGS)
    quiet: QuietHours = QuietHours()
    digest_at: time = time(9)
    contacts: Mapping[Channel, Contact] = field(default_factory=lambda: _NO_CONTACTS)
    digest_due: datetime | None = None
    """When the next digest is made; None where no channel has one."""
    new_work_due: datetime | None = None
    """When new work is looked for next; None where no channel tells it at once."""
    new_work_since: datetime | None = None
    """What came before that has been told."""

    def timing(self, kind: NoticeKind, channel: Channel) -> Timing:
        return self.timings.get((kind, channel), DEFAULT_TIMINGS[kind, channel])

    def on_page(self, kind: NoticeKind) -> bool:
        return self.timing(kind, Channel.PAGE) is Timing.AT_ONCE and bool(
            timings_of(kind, Channel.PAGE)
        )

    def at_once(self, kind: NoticeKind) -> Iterator[tuple[Channel, str]]:
        """The channels that tell it at once, with the confirmed address of each."""
        for channel, contact in self._reached():
            if self.timing(kind, channel) is Timing.AT_ONCE:
                yield channel, contact.address

    def digests(self) -> Iterator[tuple[Channel, str]]:
        """The channels by which a digest goes out."""
        for channel, contact in self._reached():
            if any(self.timing(kind, channel) is Timing.DIGEST for kind in NoticeKind):
                yield channel, contact.address

    def wants(self, kind: NoticeKind) -> bool:
        """Whether any channel tells of it at once, the page among them."""
        return self.on_page(kind) or any(self.at_once(kind))

    def keeps(self, kind: NoticeKind) -> bool:
        """Whether a notice is kept: to be shown, sent, or counted by a digest.

        A digest reads what is due and what is new from the list of tasks itself.
        """
        if self.wants(kind):
            return True
        waits = any(self.timing(kind, channel) is Timing.DIGEST for channel, _ in self._reached())
        return waits and kind not in WATCHED

    def next_digest(self, after: datetime, calendar: WorkingCalendar) -> datetime:
        """The first digest hour of a working day later than the moment."""
        day = calendar.first_working_day(calendar.local_date(after))
        at = datetime.combine(day, self.digest_at, calendar.zone)
        if at <= after:
            day = calendar.working_days_after(day, 1)
            at = datetime.combine(day, self.digest_at, calendar.zone)
        return at.astimezone(UTC)

    def _reached(self) -> Iterator[tuple[Channel, Contact]]:
        for channel in AWAY:
            contact = self.contacts.get(channel)
            if contact is not None and contact.confirmed_at is not None:
                yield channel, contact


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person is told. It names a case by its number and nobody whom the case is about."""

    id: NoticeId
    person: PersonId
    kind: NoticeKind
    at: datetime
    number: CaseNumber = NO_CASE
    step: Text = NO_TEXT
    """The name of the task."""
    due_on: date | None = None
    task_id: UserTaskId | None = None
    note_id: NoteId | None = None
    by: str = ""
    """The colleague: who wrote the note, gave the task, or is away."""
    stands_for: str = ""
    """Whose task it is, where the reader stands in for them; empty: their own."""
    first_day: date | None = None
    last_day: date | None = None
    """Of a substitution."""
    count: int = 0
    """Of new work: how many tasks."""
    on_page: bool = True
    is_seen: bool = False
