"""Passwords of people: a slip that counts once, and the password that its person chooses."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.administration import SLIP_COUNTS, PersonNotFound
from app.domain.identity import PersonId
from app.domain.people import Person
from app.domain.refusals import Invalid
from app.domain.texts import Text
from app.ports.passwords import Passwords
from app.usecases.administer_people import PeopleKeeping
from app.usecases.keep_people import LEAST_PASSWORD, PasswordTooShort


class PasswordWrong(Invalid):
    code = "PasswordWrong"
    title = Text(
        "Қазіргі құпиясөз дұрыс емес", "Текущий пароль неверен", "The present password is wrong"
    )


class PasswordsDiffer(Invalid):
    code = "PasswordsDiffer"
    title = Text(
        "Құпиясөздер екі өрісте әртүрлі",
        "Пароли в двух полях не совпадают",
        "The two passwords differ",
    )


class PasswordNotNew(Invalid):
    code = "PasswordNotNew"
    title = Text(
        "Жаңа құпиясөз бұрынғысынан басқа болуы керек",
        "Новый пароль должен отличаться от прежнего",
        "The new password has to differ from the one before",
    )


@dataclass(frozen=True, slots=True)
class Slip:
    """To be printed and handed over; nothing of it is kept but a hash."""

    person: Person
    password: str
    until: datetime
    """Aware; the person has to choose a password of their own before."""


@dataclass(frozen=True, slots=True)
class ChoosePassword:
    person: PersonId
    present: str
    """Empty for whoever has just come in by a slip."""
    new: str
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSlips:
    keeping: PeopleKeeping
    passwords: Passwords
    new_password: Callable[[], str]

    def make(self, actor: PersonId, person: PersonId) -> Slip:
        """A new password that counts for a while; the one before and all sessions are over.

        Raises:
            PersonNotFound, NotPermitted, OwnRights: as they say.
        """
        keeping, password = self.keeping, self.new_password()
        hashed = self.passwords.hash(password)  # takes long on purpose: not in the transaction
        with keeping.begin() as uow:
            admin, found, _ = keeping.kept(uow, actor, person)
            now = keeping.clock.now()
            until = now + SLIP_COUNTS
            changed = replace(found, password_hash=hashed, one_time_until=until, signed_out_at=now)
            uow.people.put(changed)
            facts = {"until": until.isoformat()}
            keeping.audit(uow, admin.id, found.id, "password-slip-made", facts)
            uow.commit()
        return Slip(changed, password, until)

    def choose(self, command: ChoosePassword) -> None:
        """The person chooses their own password; other sessions of theirs are over.

        Raises:
            PersonNotFound: the person is gone, or has no password at all (demo people).
            PasswordWrong, PasswordsDiffer, PasswordTooShort, PasswordNotNew: as they say.
        """
        keeping = self.keeping
        with keeping.begin() as uow:
            person = uow.people.get(command.person)
        if person is None or not person.password_hash:
            raise PersonNotFound(f"Expected {command.person} to have a password")
        stored, by_slip = person.password_hash, person.one_time_until is not None
        if not by_slip and not self.passwords.matches(command.present, stored):
            raise PasswordWrong
        if command.new != command.again:
            raise PasswordsDiffer
        if len(command.new) < LEAST_PASSWORD:
            raise PasswordTooShort(f"Expected at least {LEAST_PASSWORD} characters")
        if self.passwords.matches(command.new, stored):
            raise PasswordNotNew
        hashed = self.passwords.hash(command.new)
        with keeping.begin() as uow:
            current = uow.people.lock(person.id)
            if current is None or current.password_hash != stored:
                raise PasswordWrong
            changed = replace(
                current,
                password_hash=hashed,
                one_time_until=None,
                signed_out_at=keeping.clock.now(),
            )
            uow.people.put(changed)
            facts = {"by_slip": str(by_slip).lower()}
            keeping.audit(uow, person.id, person.id, "password-chosen", facts)
            uow.commit()
