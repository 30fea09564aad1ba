"""The stand's levers for scenarios, tests and its own page: people, faults, messages."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal

from app.stand.authority import PIN, Authority
from app.stand.consents import Consents
from app.stand.demo_records import held_of
from app.stand.ledger import Ledger, Received
from app.stand.people import DISTRICTS, STATUSES, StandPerson, birth_date_of, is_iin
from app.stand.post import Letter, Post
from app.stand.records import Disability, Paper, Programme, as_plain, record_of
from app.stand.senders import Senders
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
    "aleumet": ("pass", "open", "withdraw", "choice"),
}
"""The systems of the stand and the calls each one answers."""
AUTHORITY_CALLS: Mapping[str, tuple[str, ...]] = {"ca": ("key", "sign", "revoked")}
"""The same of the certification authority, which is no state system."""

_PERSON_FIELDS = frozenset(field.name for field in fields(StandPerson))


ALMATY = timezone(timedelta(hours=5))


@dataclass(frozen=True, slots=True)
class PassedMeasure:
    """A measure on ALEUMET."""

    passed: Received
    choose_until: date | None
    """None: ordering is shut."""
    is_withdrawn: bool
    chosen: Mapping[str, Any] | None
    """The supplier as the contract words one; None: nobody is chosen."""


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
        self._ledger.fill(held_of(self._people), again=False)
        self.delivers_after: timedelta | None = None
        """How long after an SMS its receipt is told; None: only when somebody says so."""
        self.post = Post(store, clock)
        self.senders = Senders(self)
        self.consents = Consents(
            store, clock, lambda iin: self.phone("egov", iin), self.send_message
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

    def disability(self, iin: str) -> Disability | None:
        found = self._ledger.get("cbdi", "disability", iin)
        return None if found is None else record_of(Disability, found)

    def put_disability(self, iin: str, changed: Mapping[str, object] | None) -> None:
        """Change the named fields of a record, or make one; None removes it.

        Raises:
            ValueError: an unknown field or a value that cannot be.
        """
        self._ledger.put("cbdi", "disability", iin, self._changed(Disability, iin, changed))

    def programme(self, iin: str) -> Programme | None:
        found = self._ledger.get("esobes", "programme", iin)
        return None if found is None else record_of(Programme, found)

    def put_programme(self, iin: str, changed: Mapping[str, object] | None) -> None:
        """The same; `measures` is a list of codes or of mappings."""
        self._ledger.put("esobes", "programme", iin, self._changed(Programme, iin, changed))

    def _changed(
        self,
        kind: type[Disability] | type[Programme],
        iin: str,
        changed: Mapping[str, object] | None,
    ) -> dict[str, object] | None:
        if changed is None:
            return None
        known = self.disability(iin) if kind is Disability else self.programme(iin)
        before = as_plain(known) if known is not None else {}
        return as_plain(record_of(kind, {**before, **changed, "iin": iin}))

    def phone(self, system: Literal["mab", "egov"], iin: str) -> str | None:
        found: str | None = self._ledger.get(system, "phone", iin)
        return found

    def put_phone(self, system: Literal["mab", "egov"], iin: str, number: str | None) -> None:
        """None: the system knows no number. ValueError for anything but `+7` and ten digits."""
        if number is not None and re.fullmatch(r"\+7[0-9]{10}", number) is None:
            raise ValueError("a number is +7 and ten digits")
        self._ledger.put(system, "phone", iin, number)

    def papers(self, iin: str) -> list[Paper]:
        """The digital documents a person owns."""
        return [record_of(Paper, paper) for paper in self._ledger.get("dds", "papers", iin) or ()]

    def put_papers(self, iin: str, papers: Iterable[Mapping[str, object]]) -> None:
        """ValueError as in `put_disability`."""
        kept = [as_plain(record_of(Paper, paper)) for paper in papers]
        self._ledger.put("dds", "papers", iin, kept or None)

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

    def measure(self, number: str) -> PassedMeasure | None:
        """A measure that was passed to ALEUMET, with what became of it."""
        passed = self._ledger.one("aleumet", number)
        if passed is None or passed.call != "pass":
            return None
        return self._measure(passed)

    def measures(self) -> list[PassedMeasure]:
        """All that were passed, oldest first."""
        return [self._measure(passed) for passed in self.received("aleumet", "pass")]

    def choose_supplier(self, number: str, *, bin: str, name: str) -> Mapping[str, Any]:
        """The recipient chooses; a second choice stands over the first.

        Raises:
            ValueError: the measure is unknown or withdrawn, or may not be ordered now.
        """
        measure = self.measure(number)
        if measure is None or measure.is_withdrawn:
            raise ValueError("no such measure")
        if measure.choose_until is None or self.today() > measure.choose_until:
            raise ValueError("ordering is shut")
        order = len(self.received("aleumet", "choose")) + 2
        supplier = {
            "bin": bin,
            "name": name,
            "chosen_on": self.today().isoformat(),
            "order_number": f"ТП-{self.today().year}-{order:06}",
        }
        key = f"{number} {order}"
        return self.receive("aleumet", "choose", key=key, subject=number, body=supplier).body

    def _measure(self, passed: Received) -> PassedMeasure:
        opened = self.received("aleumet", "open", passed.id)
        chosen = self.received("aleumet", "choose", passed.id)
        return PassedMeasure(
            passed,
            choose_until=date.fromisoformat(opened[-1].body["choose_until"]) if opened else None,
            is_withdrawn=bool(self.received("aleumet", "withdraw", passed.id)),
            chosen=chosen[-1].body if chosen else None,
        )

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
        calls = {**CALLS, **AUTHORITY_CALLS}.get(system)
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
