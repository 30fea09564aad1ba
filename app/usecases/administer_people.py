"""Change who works here: people, what is known of them, their roles, each change audited.

A person's changes stand in an audit chain of their own, with what was before and after.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.administration import (
    LoginTaken,
    NameMissing,
    PersonNotFound,
    demand_keeper,
    demand_login,
    demand_other,
    demand_reason,
)
from app.domain.audit import AuditEntry
from app.domain.identity import OfficeId, PersonId
from app.domain.iin import Iin
from app.domain.people import Grant, Offices, Person, Power, Role
from app.domain.texts import Language, Text
from app.ports.clock import Clock
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.acting import actor_of
from app.usecases.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person beside their roles."""

    full_name: str
    name_ru: str
    position_kk: str
    position_ru: str
    language: Language
    iin: str


@dataclass(frozen=True, slots=True)
class AddPerson:
    actor: PersonId
    login: str
    facts: PersonFacts
    role: Role
    office: OfficeId


@dataclass(frozen=True, slots=True)
class ChangePerson:
    actor: PersonId
    person: PersonId
    facts: PersonFacts


@dataclass(frozen=True, slots=True)
class GiveRole:
    actor: PersonId
    person: PersonId
    role: Role
    office: OfficeId


@dataclass(frozen=True, slots=True)
class TakeRole:
    actor: PersonId
    person: PersonId
    role: Role
    office: OfficeId
    reason: str


@dataclass(frozen=True, slots=True)
class MovePerson:
    actor: PersonId
    person: PersonId
    source: OfficeId
    target: OfficeId
    reason: str


def chain_of(person: PersonId) -> str:
    """The audit chain of what administrators changed of the person."""
    return f"person:{person}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleKeeping:
    """The commands of an administrator on people."""

    begin: BeginWork
    rules: Rulebook
    clock: Clock

    def add(self, command: AddPerson) -> Person:
        """A new person with one role; they have no password until a slip is made.

        Raises:
            LoginUnfit, LoginTaken, NameMissing, IinInvalid, OfficeNotFound: as they say.
            NotPermitted: the actor does not keep people in that office.
        """
        login, facts = demand_login(command.login), _checked(command.facts)
        with self.begin() as uow:
            actor, offices = actor_of(uow, command.actor), self.rules.offices(uow)
            offices.get(command.office)
            demand_keeper(actor, Power.KEEP_PEOPLE, (command.office,), offices)
            if uow.people.get(login) is not None:
                raise LoginTaken(f"Expected no person {login}")
            grant = Grant(command.role, command.office)
            person = _told(Person(login, "", facts.language, "", (grant,)), facts)
            uow.people.put(person)
            self.audit(uow, actor.id, person.id, "person-added", _facts_of(person))
            uow.commit()
        return person

    def change(self, command: ChangePerson) -> Person:
        """Change what is known of them. Harmless when repeated.

        Raises:
            PersonNotFound, NameMissing, IinInvalid, NotPermitted, OwnRights: as they say.
        """
        facts = _checked(command.facts)
        with self.begin() as uow:
            actor, person, _ = self.kept(uow, command.actor, command.person)
            changed = _told(person, facts)
            if changed == person:
                return person
            uow.people.put(changed)
            told = _difference(_facts_of(person), _facts_of(changed))
            self.audit(uow, actor.id, person.id, "person-changed", told)
            uow.commit()
        return changed

    def give_role(self, command: GiveRole) -> Person:
        """One more role; candidate groups follow at the next look. Harmless when repeated.

        Raises:
            PersonNotFound, OfficeNotFound, OwnRights: as they say.
            NotPermitted: the actor does not keep people in that office, or not this person.
        """
        with self.begin() as uow:
            actor, person, offices = self.kept(uow, command.actor, command.person)
            offices.get(command.office)
            demand_keeper(actor, Power.KEEP_PEOPLE, (command.office,), offices)
            grant = Grant(command.role, command.office)
            if grant in person.grants:
                return person
            changed = replace(person, grants=(*person.grants, grant))
            self._put(uow, actor, person, changed, "role-given", {})
            uow.commit()
        self.rules.forget()
        return changed

    def take_role(self, command: TakeRole) -> Person:
        """Take a role away. Harmless when repeated.

        Raises:
            PersonNotFound, OwnRights, NotPermitted, ReasonMissing: as they say.
        """
        reason = demand_reason(command.reason)
        with self.begin() as uow:
            uow.people.lock_administrators()
            actor, person, _ = self.kept(uow, command.actor, command.person)
            lost = Grant(command.role, command.office)
            if lost not in person.grants:
                return person
            changed = replace(person, grants=tuple(g for g in person.grants if g != lost))
            self._put(uow, actor, person, changed, "role-taken", {"reason": reason})
            uow.commit()
        self.rules.forget()
        return changed

    def move(self, command: MovePerson) -> Person:
        """The roles in one office become the same roles in another.

        Raises:
            PersonNotFound, OfficeNotFound, OwnRights, NotPermitted, ReasonMissing: as they say.
        """
        reason = demand_reason(command.reason)
        with self.begin() as uow:
            uow.people.lock_administrators()
            actor, person, offices = self.kept(uow, command.actor, command.person)
            offices.get(command.target)
            demand_keeper(actor, Power.KEEP_PEOPLE, (command.target,), offices)
            moved = (
                replace(grant, office_id=command.target)
                if grant.office_id == command.source
                else grant
                for grant in person.grants
            )
            changed = replace(person, grants=tuple(dict.fromkeys(moved)))
            if changed == person:
                return person
            self._put(uow, actor, person, changed, "person-moved", {"reason": reason})
            uow.commit()
        self.rules.forget()
        return changed

    def kept(
        self, uow: UnitOfWork, actor_id: PersonId, person_id: PersonId
    ) -> tuple[Person, Person, Offices]:
        """Actor, person and the tree, where the one may change the other.

        Raises:
            PersonNotFound: there is no such person.
            NotPermitted: the person has a role in an office whose people the actor does not keep.
            OwnRights: they are the same.
        """
        actor, offices = actor_of(uow, actor_id), self.rules.offices(uow)
        demand_keeper(actor, Power.KEEP_PEOPLE, (), offices)
        person = uow.people.lock(person_id)
        if person is None:
            raise PersonNotFound(f"There is no person {person_id}.")
        demand_other(actor_id, person_id)
        units = {grant.office_id for grant in person.grants}
        demand_keeper(actor, Power.KEEP_PEOPLE, units, offices)
        return actor, person, offices

    def audit(
        self,
        uow: UnitOfWork,
        actor: PersonId,
        person: PersonId,
        action: str,
        facts: Mapping[str, str],
    ) -> None:
        """Append to the person's own chain."""
        entry = AuditEntry(self.clock.now(), actor, action, facts)
        uow.audit.append_to(chain_of(person), entry)

    def _put(
        self,
        uow: UnitOfWork,
        actor: Person,
        before: Person,
        after: Person,
        action: str,
        more: Mapping[str, str],
    ) -> None:
        uow.people.put(after)
        told = {"before": _roles(before), "after": _roles(after), **more}
        self.audit(uow, actor.id, after.id, action, told)


def _checked(facts: PersonFacts) -> PersonFacts:
    """With blanks folded and the IIN read. Raises NameMissing, IinInvalid."""
    told = replace(
        facts,
        full_name=" ".join(facts.full_name.split()),
        name_ru=" ".join(facts.name_ru.split()),
        position_kk=" ".join(facts.position_kk.split()),
        position_ru=" ".join(facts.position_ru.split()),
        iin=Iin.parse(facts.iin).digits if facts.iin.strip() else "",
    )
    if not told.full_name:
        raise NameMissing
    return told


def _told(person: Person, facts: PersonFacts) -> Person:
    return replace(
        person,
        full_name=facts.full_name,
        name_ru=facts.name_ru,
        position=Text(facts.position_kk, facts.position_ru),
        language=facts.language,
        iin=facts.iin,
    )


def _facts_of(person: Person) -> dict[str, str]:
    return {
        "name": person.full_name,
        "name_ru": person.name_ru,
        "position": person.position.kk,
        "position_ru": person.position.ru,
        "language": person.language,
        # Its presence alone: the number itself is personal data.
        "iin": f"…{person.iin[-4:]}" if person.iin else "",
        "roles": _roles(person),
    }


def _difference(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    changed = sorted(key for key in after if after[key] != before[key])
    return {f"{key}.{when}": side[key] for key in changed for when, side in _sides(before, after)}


def _sides(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[tuple[str, Mapping[str, str]], ...]:
    return ("before", before), ("after", after)


def _roles(person: Person) -> str:
    return " ".join(f"{grant.role.value}@{grant.office_id}" for grant in person.grants)
