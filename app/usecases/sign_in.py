"""Let a person in: by password, or, in demo mode alone, by choosing one of the demo people."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.audit import AuditEntry
from app.domain.identity import PersonId
from app.domain.people import Person, Role, SignInRefused, groups_by_office
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.passwords import Passwords
from app.ports.storage import BeginWork
from app.ports.views import Queries, Viewer
from app.usecases.rulebook import Rulebook

SIGN_INS = "sign-ins"
"""The audit chain of sign-ins of people without an office."""


class OneTimePasswordExpired(SignInRefused):
    code = "OneTimePasswordExpired"
    title = Text(
        "Бір реттік құпиясөздің мерзімі өтті: әкімшіден жаңасын сұраңыз",
        "Срок одноразового пароля истёк: попросите у администратора новый",
        "The one-time password has expired: ask the administrator for a new one",
    )


@dataclass(frozen=True, slots=True)
class SignIn:
    login: str
    password: str


def sign_in(command: SignIn, *, begin: BeginWork, passwords: Passwords, clock: Clock) -> Person:
    """The person, if the password is right; both outcomes are audited.

    Raises:
        SignInRefused: wrong login or password, or a blocked person; which of them is not told.
        OneTimePasswordExpired: the password is right, and that of a slip that is over.
    """
    with begin() as uow:
        person = uow.people.get(PersonId(command.login.strip().lower()))
    stored = person.password_hash if person else ""
    if not passwords.matches(command.password, stored) or person is None:
        _audit(begin, clock, person, "sign-in-refused")
        raise SignInRefused
    if person.is_blocked:
        _audit(begin, clock, person, "sign-in-refused-blocked")
        raise SignInRefused
    if person.one_time_until is not None and person.one_time_until <= clock.now():
        _audit(begin, clock, person, "one-time-password-expired")
        raise OneTimePasswordExpired
    _audit(begin, clock, person, "signed-in")
    return person


def sign_in_demo(person_id: PersonId, *, begin: BeginWork, clock: Clock) -> Person:
    """A demo person, without a password. Bound in demo mode alone.

    Raises:
        SignInRefused: no such person, a blocked one, or one with a password of their own.
    """
    with begin() as uow:
        person = uow.people.get(person_id)
    if person is None or person.password_hash or person.is_blocked:
        raise SignInRefused
    _audit(begin, clock, person, "signed-in")
    return person


def demo_people(
    *, begin: BeginWork, queries: Queries, rules: Rulebook, clock: Clock
) -> Sequence[tuple[Person, int]]:
    """Each demo person, in the order of the life of a case, and how many tasks wait for them."""
    with begin() as uow:
        everybody = uow.people.all()
    people = [one for one in everybody if not one.password_hash and not one.is_blocked]
    people.sort(key=lambda person: [list(Role).index(grant.role) for grant in person.grants])
    offices = rules.offices()
    viewers = [Viewer(person.id, groups_by_office(person, offices)) for person in people]
    counts = queries.open_task_counts(viewers, clock.now())
    return [(person, counts.get(person.id, 0)) for person in people]


def person_of(person_id: PersonId, *, queries: Queries, rules: Rulebook) -> Person | None:
    """The signed-in person as the rights stand now, with what they do for those who are away.

    None also for one who is blocked: their sessions are over.
    """
    person = queries.person(person_id)
    return None if person is None or person.is_blocked else rules.standing_in(person)


def _audit(begin: BeginWork, clock: Clock, person: Person | None, action: str) -> None:
    chain = f"office:{person.grants[0].office_id}" if person and person.grants else SIGN_INS
    actor = person.id if person else "unknown"
    with begin() as uow:
        uow.audit.append_to(chain, AuditEntry(clock.now(), actor, action, {}))
        uow.commit()
