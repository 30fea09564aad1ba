"""The person behind a command, and the id under which the command is remembered."""

from collections.abc import Mapping
from uuid import UUID, uuid5

from app.domain.identity import CommandId, PersonId
from app.domain.people import NotPermitted, Person
from app.ports.storage import UnitOfWork
from app.usecases.rulebook import Rulebook


def actor_of(uow: UnitOfWork, person_id: PersonId) -> Person:
    """The person who acts. Raises NotPermitted for one that is not known any more, or blocked."""
    person = uow.people.get(person_id)
    if person is None or person.is_blocked:
        raise NotPermitted(f"Expected {person_id} to be a person of this system")
    return person


def acting(uow: UnitOfWork, person_id: PersonId, rules: Rulebook) -> Person:
    """The same with what the person may do for others who are away. Raises NotPermitted."""
    return rules.standing_in(actor_of(uow, person_id), uow)


def for_id(absent: PersonId | None) -> Mapping[str, str]:
    """For the audit chain, which holds no names: in whose place somebody acted."""
    return {} if absent is None else {"for": absent}


def for_whom(uow: UnitOfWork, absent: PersonId | None) -> Mapping[str, str]:
    """The same for the history of a case, which is read by people."""
    person = None if absent is None else uow.people.get(absent)
    return {} if person is None else {"for": person.full_name}


def own_command(sent: CommandId, person: PersonId, subject: UUID | None = None) -> CommandId:
    """The id under which a person's command on a subject is remembered.

    An equal id that somebody else sends, or the same person for another subject, is another
    command: nobody is given an answer that is not theirs.
    """
    return CommandId(uuid5(sent, f"{person} {subject}"))
