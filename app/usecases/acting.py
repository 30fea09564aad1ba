"""The person behind a command."""

from app.domain.identity import PersonId
from app.domain.people import NotPermitted, Person
from app.ports.storage import UnitOfWork


def actor_of(uow: UnitOfWork, person_id: PersonId) -> Person:
    """The person who acts. Raises NotPermitted for one that is not known any more."""
    person = uow.people.get(person_id)
    if person is None:
        raise NotPermitted(f"Expected {person_id} to be a person of this system")
    return person
