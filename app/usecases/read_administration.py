"""What the pages of the administration show: people, one person, offices, what is held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.administration import PersonNotFound, demand_keeper
from app.domain.audit import AuditEntry
from app.domain.identity import OfficeId, PersonId
from app.domain.names import search_term
from app.domain.people import Office, Offices, Person, Power, Role, offices_where
from app.ports.people_views import HeldTasks, PeoplePage, PeopleQuery, Standing
from app.ports.storage import BeginWork
from app.ports.views import Queries
from app.usecases.administer_people import chain_of
from app.usecases.rulebook import Rulebook

ENTRIES = 20
"""Changes of a person that their page shows."""


@dataclass(frozen=True, slots=True)
class PeopleSearch:
    text: str = ""
    role: Role | None = None
    office: OfficeId | None = None
    standing: Standing = ""
    after: tuple[str, PersonId] | None = None


@dataclass(frozen=True, slots=True)
class PersonDesk:
    person: Person
    offices: Sequence[Office]
    """Where the reader may give roles."""
    held: Sequence[HeldTasks]
    entries: Sequence[AuditEntry]
    is_own: bool
    colleagues: Sequence[Person]
    """Who shares an office with the person and may work tasks, by name."""
    people: Mapping[str, Person]
    """Whom the entries name, by login."""


@dataclass(frozen=True, slots=True)
class Overview:
    people: int
    blocked: int
    offices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrationDesk:
    begin: BeginWork
    queries: Queries
    rules: Rulebook

    def overview(self, actor: Person) -> Overview:
        kept = self._kept(actor)
        people, blocked = self.queries.people_counts(kept)
        return Overview(people, blocked, len(kept))

    def offices(self, actor: Person) -> tuple[Office, ...]:
        """The offices whose people the actor keeps."""
        kept = self._kept(actor)
        return tuple(office for office in self.rules.offices().all() if office.id in kept)

    def tree(self) -> Offices:
        return self.rules.offices()

    def people(self, actor: Person, search: PeopleSearch) -> PeoplePage:
        """People whom the actor may look at; an office of others narrows to nobody."""
        kept = self._kept(actor)
        if search.office is not None:
            kept &= self.rules.offices().under(search.office)
        query = PeopleQuery(
            offices=kept,
            text=search_term(search.text),
            role=search.role,
            standing=search.standing,
            after=search.after,
        )
        return self.queries.people(query)

    def person(self, actor: Person, person_id: PersonId) -> PersonDesk:
        """Raises PersonNotFound, NotPermitted."""
        found = self.queries.person(person_id)
        if found is None:
            raise PersonNotFound(f"There is no person {person_id}.")
        tree = self.rules.offices()
        units = {grant.office_id for grant in found.grants}
        demand_keeper(actor, Power.KEEP_PEOPLE, units, tree)
        entries = self.queries.latest_entries(chain_of(found.id), ENTRIES)
        return PersonDesk(
            person=found,
            offices=self.offices(actor),
            held=self.queries.held_tasks(found.id),
            entries=entries,
            is_own=found.id == actor.id,
            colleagues=self._colleagues(found),
            people=self._named(entries),
        )

    def _named(self, entries: Sequence[AuditEntry]) -> dict[str, Person]:
        logins = {entry.actor for entry in entries}
        logins |= {entry.facts["tasks_to"] for entry in entries if entry.facts.get("tasks_to")}
        found = (self.queries.person(PersonId(login)) for login in sorted(logins))
        return {person.id: person for person in found if person is not None}

    def _colleagues(self, person: Person) -> list[Person]:
        """Asked of those who share an office with the person alone."""
        units = {grant.office_id for grant in person.grants}
        if not units:
            return []
        page = self.queries.people(PeopleQuery(offices=units, standing="working", limit=100))
        tree, works = self.rules.offices(), Power.WORK_TASKS
        return [
            one
            for one in page.people
            if one.id != person.id and offices_where(one, works, tree) & units
        ]

    def _kept(self, actor: Person) -> frozenset[OfficeId]:
        return offices_where(actor.as_own(), Power.KEEP_PEOPLE, self.rules.offices())
