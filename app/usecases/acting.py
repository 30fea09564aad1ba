"""The person behind a command, and the id under which the command is remembered."""

from uuid import UUID, uuid5

from app.domain.identity import CommandId, PersonId
from app.domain.people import NotPermitted, Person
from app.ports.storage import UnitOfWork


def actor_of(uow: UnitOfWork, person_id: PersonId) -> Person:
    """The person who acts. Raises NotPermitted for one that is not known any more."""
    person = uow.people.get(person_id)
    if person is None:
        raise NotPermitted(f"Expected {person_id} to be a person of this system")
    return person


def own_command(sent: CommandId, person: PersonId, subject: UUID | None = None) -> CommandId:
    """The id under which a person's command on a subject is remembered.

    An equal id that somebody else sends, or the same person for another subject, is another
    command: nobody is given an answer that is not theirs.
    """
    return CommandId(uuid5(sent, f"{person} {subject}"))
