"""Say who stands in for whom: by the person who will be away, or by an administrator for others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from app.domain.audit import AuditEntry
from app.domain.calendar import office_zone
from app.domain.identity import CommandId, PersonId, SubstitutionId
from app.domain.notices import Notice, NoticeKind
from app.domain.people import Person, Power, by_name, demand_in_any, offices_where
from app.domain.substitution import (
    GIVEN,
    MOST_DAYS,
    Substitution,
    SubstitutionCycle,
    SubstitutionDaysUnfit,
    SubstitutionPowersUnfit,
    SubstitutionUnfit,
    closes_a_circle,
)
from app.ports.clock import Clock
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.acting import actor_of, own_command
from app.usecases.rulebook import Rulebook
from app.usecases.tell_people import notice_id, tell


@dataclass(frozen=True, slots=True)
class SetSubstitution:
    command_id: CommandId
    actor: PersonId
    absent: PersonId
    substitute: PersonId
    first_day: date
    last_day: date
    powers: frozenset[Power]


@dataclass(frozen=True, slots=True)
class EndSubstitution:
    actor: PersonId
    substitution: SubstitutionId


@dataclass(frozen=True, slots=True)
class SubstitutionSet:
    substitution: UUID


@dataclass(frozen=True, slots=True)
class SubstitutionDesk:
    """What the page shows."""

    absent: Person
    """Whose substitutions are shown."""
    kept: Sequence[Substitution]
    """In which they are absent or substitute, the newest first."""
    substitutes: Sequence[Person]
    """Who may stand in for them, by name."""
    powers: Sequence[Power]
    """What they may leave to others."""
    people: Sequence[Person]
    """Whose substitutions the reader keeps, by name; none for who is no administrator."""
    names: dict[PersonId, str]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitutions:
    """Reads and keeps who stands in for whom."""

    begin: BeginWork
    rules: Rulebook
    clock: Clock
    new_id: Callable[[], UUID]

    def show(self, actor: Person, absent: PersonId | None = None) -> SubstitutionDesk:
        """Raises NotPermitted for who asks for others without keeping them."""
        tree = self.rules.offices()
        kept_offices = offices_where(actor.as_own(), Power.KEEP_SUBSTITUTIONS, tree)
        with self.begin() as uow:
            whose = actor_of(uow, absent or actor.id)
            self._demand(uow, actor, whose)
            everybody = uow.people.all()
            kept = uow.substitutions.of(whose.id)
        listed = by_name(everybody)
        return SubstitutionDesk(
            absent=whose,
            kept=kept,
            substitutes=[one for one in listed if _share_an_office(whose, one)],
            powers=_powers_of(whose),
            people=[
                one
                for one in listed
                if any(grant.office_id in kept_offices for grant in one.grants)
            ],
            names={one.id: one.full_name for one in everybody},
            today=self._today(),
        )

    def set(self, command: SetSubstitution) -> SubstitutionSet:
        """Keep it; it begins and ends by itself. Idempotent by `command_id`.

        Raises:
            NotPermitted: it is for another person, whose substitutions the actor does not keep.
            SubstitutionUnfit, SubstitutionDaysUnfit, SubstitutionPowersUnfit, SubstitutionCycle:
                as they say.
        """
        command_id = own_command(command.command_id, command.actor)
        with self.begin() as uow:
            if (earlier := uow.command_log.answer_of(command_id, SubstitutionSet)) is not None:
                return earlier
            actor, absent = actor_of(uow, command.actor), actor_of(uow, command.absent)
            self._demand(uow, actor, absent)
            new = self._checked(uow, command, absent)
            uow.substitutions.add(new)
            self._audit(uow, actor, absent, "substitution-set", new)
            tell(uow, self._notices(uow, new, actor.id))
            answer = SubstitutionSet(new.id)
            uow.command_log.remember(command_id, answer, self.clock.now())
            uow.commit()
        self.rules.forget()
        return answer

    def end(self, command: EndSubstitution) -> None:
        """End it now; harmless where it is over.

        Raises:
            SubstitutionNotFound: as it says.
            NotPermitted: the actor is neither the absent person nor keeps their substitutions.
        """
        with self.begin() as uow:
            kept = uow.substitutions.get(command.substitution)
            actor, absent = actor_of(uow, command.actor), actor_of(uow, kept.absent)
            self._demand(uow, actor, absent)
            if kept.ended_at is None and kept.last_day >= self._today():
                ended = replace(kept, ended_at=self.clock.now())
                uow.substitutions.put(ended)
                self._audit(uow, actor, absent, "substitution-ended", ended)
                uow.commit()
        self.rules.forget()

    def _checked(self, uow: UnitOfWork, command: SetSubstitution, absent: Person) -> Substitution:
        substitute = uow.people.get(command.substitute)
        if substitute is None or not _share_an_office(absent, substitute):
            raise SubstitutionUnfit(f"Expected a colleague of {absent.id}, not {substitute}")
        today, longest = self._today(), timedelta(days=MOST_DAYS)
        first, last = command.first_day, command.last_day
        if not first <= last <= first + longest or last < today or first > today + longest:
            raise SubstitutionDaysUnfit(f"Expected days from {today}, not {first} to {last}")
        if not command.powers or not command.powers <= set(_powers_of(absent)):
            raise SubstitutionPowersUnfit(f"Expected powers of {absent.id}: {command.powers}")
        new = Substitution(
            id=SubstitutionId(self.new_id()),
            absent=absent.id,
            substitute=substitute.id,
            first_day=first,
            last_day=last,
            powers=command.powers,
            set_by=command.actor,
            set_at=self.clock.now(),
        )
        if closes_a_circle(new, uow.substitutions.since(today)):
            raise SubstitutionCycle(f"Expected no circle from {new.substitute} to {absent.id}")
        return new

    def _notices(self, uow: UnitOfWork, new: Substitution, by: PersonId) -> list[Notice]:
        """For both of them, but not for who set it: each is told of the other."""
        pairs = ((new.substitute, new.absent), (new.absent, new.substitute))
        told = [(person, uow.people.get(other)) for person, other in pairs if person != by]
        return [
            Notice(
                id=notice_id(new.id, person),
                person=person,
                kind=NoticeKind.SUBSTITUTION,
                at=new.set_at,
                by=other.full_name if other else "",
                first_day=new.first_day,
                last_day=new.last_day,
            )
            for person, other in told
        ]

    def _demand(self, uow: UnitOfWork, actor: Person, absent: Person) -> None:
        """In one's own matters everybody; else who keeps substitutions in one of the offices."""
        if actor.id == absent.id:
            return
        units = sorted({grant.office_id for grant in absent.grants})
        offices = self.rules.offices(uow)
        demand_in_any(actor.as_own(), Power.KEEP_SUBSTITUTIONS, units, offices)

    def _audit(
        self, uow: UnitOfWork, actor: Person, absent: Person, action: str, told: Substitution
    ) -> None:
        facts = {
            "absent": str(told.absent),
            "substitute": str(told.substitute),
            "first": told.first_day.isoformat(),
            "last": told.last_day.isoformat(),
            "powers": " ".join(sorted(power.value for power in told.powers)),
        }
        chain = f"office:{absent.grants[0].office_id}" if absent.grants else "substitutions"
        uow.audit.append_to(chain, AuditEntry(self.clock.now(), actor.id, action, facts))

    def _today(self) -> date:
        return self.clock.now().astimezone(office_zone()).date()


def _powers_of(person: Person) -> list[Power]:
    return [power for power in GIVEN if any(grant.gives(power) for grant in person.grants)]


def _share_an_office(one: Person, another: Person) -> bool:
    offices = {grant.office_id for grant in one.grants}
    if another.is_blocked:
        return False
    return one.id != another.id and any(grant.office_id in offices for grant in another.grants)
