"""Keep the people who work here: offices, roles and passwords, each change audited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.administration import PersonNotFound
from app.domain.audit import AuditEntry
from app.domain.identity import OfficeId, PersonId
from app.domain.iin import Iin
from app.domain.people import Grant, Office, OfficeNotFound, Person, Role
from app.domain.refusals import Invalid
from app.domain.texts import Text
from app.ports.clock import Clock
from app.ports.passwords import Passwords
from app.ports.storage import BeginWork, UnitOfWork

LEAST_PASSWORD = 12
"""Characters."""
OFFICES = "offices"
"""The audit chain of changes in the tree of offices."""


class PasswordTooShort(Invalid):
    code = "PasswordTooShort"
    title = Text("Құпиясөз тым қысқа", "Пароль слишком короткий", "The password is too short")


@dataclass(frozen=True, slots=True)
class GrantRole:
    actor: str
    person: PersonId
    full_name: str
    """Kept as it is where the person is known already."""
    role: Role
    office: OfficeId


def put_offices(offices: Sequence[Office], *, actor: str, begin: BeginWork, clock: Clock) -> None:
    """Add these offices, or change those that are there."""
    with begin() as uow:
        uow.people.put_offices(offices)
        facts = {"offices": " ".join(office.id for office in offices)}
        uow.audit.append_to(OFFICES, AuditEntry(clock.now(), actor, "offices-put", facts))
        uow.commit()


def grant_role(command: GrantRole, *, begin: BeginWork, clock: Clock) -> Person:
    """Give the role in the office, to a new person where nobody has this login.

    Harmless when repeated. Raises OfficeNotFound.
    """
    with begin() as uow:
        offices = sorted(office.id for office in uow.people.offices())
        if command.office not in offices:
            raise OfficeNotFound(f"There is no office {command.office}: {', '.join(offices)}")
        grant = Grant(command.role, command.office)
        known = uow.people.get(command.person)
        if known is None:
            person = Person(command.person, command.full_name, "kk", "", (grant,))
        elif grant in known.grants:
            return known
        else:
            person = replace(known, grants=(*known.grants, grant))
        uow.people.put(person)
        facts = {"person": str(person.id), "role": command.role.value}
        _audit(uow, command.office, clock, command.actor, "role-granted", facts)
        uow.commit()
    return person


def set_password(
    person_id: PersonId,
    password: str,
    *,
    actor: str,
    begin: BeginWork,
    passwords: Passwords,
    clock: Clock,
) -> None:
    """Replace the password; from then on the person signs in by it alone.

    Raises:
        PasswordTooShort: shorter than `LEAST_PASSWORD`.
        PersonNotFound: nobody has this login.
    """
    if len(password) < LEAST_PASSWORD:
        raise PasswordTooShort(f"A password has at least {LEAST_PASSWORD} characters.")
    hashed = passwords.hash(password)  # takes long on purpose: not within the transaction
    with begin() as uow:
        person = uow.people.get(person_id)
        if person is None:
            raise PersonNotFound(f"There is no person {person_id}.")
        uow.people.put(replace(person, password_hash=hashed, one_time_until=None))
        facts = {"person": str(person.id)}
        for office in sorted({grant.office_id for grant in person.grants})[:1]:
            _audit(uow, office, clock, actor, "password-set", facts)
        uow.commit()


def set_iin(person_id: PersonId, iin: str, *, actor: str, begin: BeginWork, clock: Clock) -> None:
    """Note whose certificate is theirs: what they sign from then on has to bear this IIN.

    Raises:
        IinInvalid: nobody has this number.
        PersonNotFound: nobody has this login.
    """
    known = Iin.parse(iin).digits
    with begin() as uow:
        person = uow.people.get(person_id)
        if person is None:
            raise PersonNotFound(f"There is no person {person_id}.")
        uow.people.put(replace(person, iin=known))
        for office in sorted({grant.office_id for grant in person.grants})[:1]:
            _audit(uow, office, clock, actor, "iin-set", {"person": str(person.id)})
        uow.commit()


def _audit(
    uow: UnitOfWork,
    office: OfficeId,
    clock: Clock,
    actor: str,
    action: str,
    facts: dict[str, str],
) -> None:
    uow.audit.append_to(f"office:{office}", AuditEntry(clock.now(), actor, action, facts))
