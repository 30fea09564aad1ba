"""The stand's levers for scenarios, tests and its own page: people, faults, messages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone

from app.stand.authority import PIN, Authority
from app.stand.consents import Consents
from app.stand.demo_records import held_of
from app.stand.holdings import Holdings
from app.stand.ledger import Ledger, Received
from app.stand.mailroom import SYSTEM, Mailroom
from app.stand.people import DISTRICTS, STATUSES, StandPerson, birth_date_of, is_iin
from app.stand.post import Letter, Post
from app.stand.senders import Senders
from app.stand.services_portal import ServicesPortal
from app.stand.store import (
    FAULT_KINDS,
    Fault,
    FaultKind,
    LoggedRequest,
    MessageState,
    SentMessage,
    Store,
)

CALLS: Mapping[str, tuple[str, ...]] = {
    "gbdfl": ("person",),
    "cbdi": ("disability",),
    "esobes": ("programme",),
    "mab": ("phone",),
    "egov": ("phone", "status"),
    "dds": ("ask", "documents"),
    "sms": ("send", "state"),
    "monitoring": ("stage",),
    "aleumet": ("pass", "open", "withdraw", "choice", "suppliers", "order"),
}
"""The systems of the stand and the calls each one answers."""
AUTHORITY_CALLS: Mapping[str, tuple[str, ...]] = {"ca": ("key", "sign", "revoked")}
"""The same of the certification authority, which is no state system."""
MAIL_CALLS: Mapping[str, tuple[str, ...]] = {SYSTEM: ("letter",)}
"""The same of the mail server, which speaks SMTP."""

_PERSON_FIELDS = frozenset(field.name for field in fields(StandPerson))


ALMATY = timezone(timedelta(hours=5))


class StandControl:
    """What a scenario may do to the simulated systems, and see of them."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        people: Iterable[StandPerson],
        authority: Authority,
    ) -> None:
        self.authority = authority
        self._store = store
        self._clock = clock
        self._people = tuple(people)
        store.fill(self._people, again=False)
        self._ledger = Ledger(store)
        self.held = Holdings(self._ledger)
        self.aleumet = ServicesPortal(self._ledger, self.receive, self.today)
        self._ledger.fill(held_of(self._people), again=False)
        self.delivers_after: timedelta | None = None
        """How long after an SMS its receipt is told; None: only when somebody says so."""
        self.post = Post(store, clock)
        self.mailroom = Mailroom(store, clock)
        self.senders = Senders(self)
        self.consents = Consents(
            store, clock, lambda iin: self.held.phone("egov", iin), self.send_message
        )

    def now(self) -> datetime:
        return self._clock()

    def today(self) -> date:
        return self._clock().astimezone(ALMATY).date()

    def put_person(self, changed: Mapping[str, object]) -> StandPerson:
        """Add a person, or change the named fields of one who is known.

        Someone new needs an `iin` alone; the rest is believable.

        Raises:
            ValueError: an unknown field, an impossible IIN, status, date or district.
        """
        iin = str(changed.get("iin", ""))
        known = self._store.person(iin)
        person = person_from(changed, known)
        if person.status == "alive":
            person = replace(person, status_date=None)
        elif person.status_date is None:
            person = replace(person, status_date=self._clock().date())
        self._store.put_person(person)
        return person

    def remove_person(self, iin: str) -> None:
        self._store.remove_person(iin)

    def person(self, iin: str) -> StandPerson | None:
        return self._store.person(iin)

    def people(self) -> list[StandPerson]:
        return self._store.people()

    def receive(
        self, system: str, call: str, *, key: str, subject: str, body: Mapping[str, object]
    ) -> Received:
        """Take something over; what came with this key before stands."""
        kept, _ = self._ledger.receive(
            system, call, key=key, subject=subject, body=body, at=self._clock()
        )
        return kept

    def received(self, system: str, call: str, subject: str | None = None) -> list[Received]:
        """What a system took over, oldest first."""
        return self._ledger.received(system, call, subject)

    def one_received(self, system: str, number: str) -> Received | None:
        """By the id that its receipt told."""
        return self._ledger.one(system, number)

    def set_fault(
        self,
        system: str,
        call: str,
        kind: FaultKind,
        *,
        times: int | None = None,
        until: datetime | None = None,
    ) -> None:
        """Let `call` (`*`: every call) of `system` misbehave, `times` times or `until` a moment.

        With neither it lasts until `clear_faults`.

        Raises:
            ValueError: no such system, call or kind, `times` below 1, `until` without a zone.
        """
        calls = {**CALLS, **AUTHORITY_CALLS, **MAIL_CALLS}.get(system)
        if calls is None or call not in (*calls, "*"):
            raise ValueError(f"the stand has no call {system}.{call}")
        if kind not in FAULT_KINDS:
            raise ValueError(f"the stand knows no fault {kind!r}, only {', '.join(FAULT_KINDS)}")
        if times is not None and times < 1:
            raise ValueError("a fault strikes at least once")
        if until is not None and until.tzinfo is None:
            raise ValueError("`until` needs a time zone")
        self._store.put_fault(Fault(system, call, kind, times, until))

    def clear_faults(self, system: str | None = None) -> None:
        self._store.lift_faults(system)

    def faults(self) -> list[Fault]:
        return self._store.faults(self._clock())

    def strike(self, system: str, call: str) -> Fault | None:
        """The fault this call meets now; counts it."""
        return self._store.strike(system, call, self._clock())

    def accept_message(self, *, key: str, to: str, text: str) -> SentMessage:
        """What the gateway takes over; where receipts come by themselves, this one will."""
        return self._accepted(key, to, text, is_ours=False)

    def send_message(self, *, key: str, to: str, text: str) -> SentMessage:
        """An SMS of the stand's own systems: nobody waits for its receipt."""
        return self._accepted(key, to, text, is_ours=True)

    def _accepted(self, key: str, to: str, text: str, *, is_ours: bool) -> SentMessage:
        message, is_new = self._store.accept(key=key, to=to, text=text, at=self._clock())
        if is_new and self.delivers_after is not None and not is_ours:
            self._store.mark_message(message.id, "delivered", self._clock())
            self.senders.message_state(message, "delivered", after=self.delivers_after)
        return message

    def message(self, number: str) -> SentMessage | None:
        return self._store.message(number)

    def mark_message(self, message: SentMessage, state: MessageState) -> Letter:
        """The gateway has heard what became of a message, and tells it."""
        self._store.mark_message(message.id, state, self._clock())
        return self.senders.message_state(message, state)

    def sent_messages(self) -> list[SentMessage]:
        """Every SMS the gateway accepted, oldest first."""
        return self._store.messages()

    def log(self, system: str, call: str, *, subject: str, status: int, fault: str) -> None:
        self._store.log(LoggedRequest(self._clock(), system, call, subject, status, fault))

    def requests(self, last: int = 100) -> list[LoggedRequest]:
        """The newest requests of either system, newest first."""
        return self._store.requests(last)

    def requests_by_system(self) -> Mapping[str, int]:
        return self._store.requests_by_system()

    def reset(self) -> None:
        """Back to the people of the start: no messages, no faults, no journal."""
        self._store.fill(self._people, again=True)
        self._ledger.fill(held_of(self._people), again=True)
        self.consents.reset()
        self.post.reset()

    def key_for(self, iin: str, full_name: str) -> bytes:
        """The certificate of a person's key, issued now where none is good now. DER."""
        now = self._clock()
        known = self.authority.certificate(iin, now)
        return known or self.authority.issue(iin, full_name, now)

    def signed_request(self, iin: str, content: bytes, pin: str = PIN) -> bytes:
        """A request that holds its content, signed by a person of the registry: CMS, DER.

        Raises:
            ValueError: the registry knows no such person.
            KeyRefused: another PIN.
        """
        person = self.person(iin)
        if person is None:
            raise ValueError("the registry knows no such person")
        self.key_for(iin, person.full_name)
        return self.authority.sign(iin, pin, content, self._clock(), detached=False)

    def close(self) -> None:
        self.authority.close()
        self._store.close()


def person_from(changed: Mapping[str, object], known: StandPerson | None = None) -> StandPerson:
    """A whole record of the fields given, those known and believable ones. ValueError as above."""
    unknown = sorted(set(changed) - _PERSON_FIELDS)
    if unknown:
        raise ValueError(f"a person of the stand has no {', '.join(unknown)}")
    values = {name: _as_field(name, value) for name, value in changed.items()}
    person = replace(known or _stranger(str(changed.get("iin", ""))), **values)  # type: ignore[arg-type]  # checked field by field in _as_field
    if person.status not in STATUSES:
        raise ValueError(f"the status is one of {', '.join(STATUSES)}")
    if not is_iin(person.iin):
        raise ValueError("the IIN has no right check digit")
    if len(person.full_name.split()) < 2:
        raise ValueError("the full name is a surname, a given name and maybe a patronymic")
    if len(person.residence_code) != 9 or not person.residence_code.isdigit():
        raise ValueError("a KATO code has nine digits")
    return person


def _as_field(name: str, value: object) -> object:
    if name == "status_date" and value is None:
        return None
    if name in ("birth_date", "status_date"):
        if isinstance(value, datetime):
            raise ValueError(f"{name} is a date without a time")
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is a text and not empty")
    return " ".join(value.split())


def _stranger(iin: str) -> StandPerson:
    if not is_iin(iin):
        raise ValueError("the IIN has no right check digit")
    home = DISTRICTS["bostandyk"]
    woman = int(iin[6]) % 2 == 0
    return StandPerson(
        iin=iin,
        full_name="Үлгібаева Сынақ Стендқызы" if woman else "Үлгібаев Сынақ Стендұлы",
        birth_date=birth_date_of(iin),
        status="alive",
        status_date=None,
        residence_code=home.code,
        residence_kk=f"Алматы қаласы, {home.kk}",
        residence_ru=f"город Алматы, {home.ru}",
        phone=f"+7700000{iin[-4:]}",
    )
