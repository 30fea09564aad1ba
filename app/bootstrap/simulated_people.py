"""Who does what in a scenario, where it does not say: people of the demo."""

from collections.abc import Sequence
from dataclasses import replace

from app.bootstrap.composition import Qadam
from app.bootstrap.demo_people import PEOPLE
from app.domain.identity import OfficeId, PersonId
from app.domain.people import (
    STATE_CORPORATION,
    Grant,
    NotPermitted,
    Person,
    Power,
    Role,
    offices_where,
)
from app.domain.task import UserTask
from app.usecases.candidates import is_candidate


def candidates(qadam: Qadam, task: UserTask) -> Sequence[PersonId]:
    offices = qadam.rules.offices()
    return [person.id for person in PEOPLE if is_candidate(person, task, offices)]


def somebody(qadam: Qadam, task: UserTask) -> PersonId:
    """Whoever holds or may work the task; else a person invented for a stray model.

    A stray model names people and groups that nobody here knows, or none at all.
    """
    for person in candidates(qadam, task):
        if task.assignee in (None, person):
            return person
    named = (task.assignee, *map(PersonId, task.candidate_users), PersonId("somebody"))
    stranger = next(person for person in named if person)
    with qadam.storage.begin() as uow:
        grant = Grant(Role.CLERK, task.office_id)
        uow.people.put(Person(stranger, stranger, "kk", "", (grant,)))
        # Named by the task from now on, as an administrator would name them.
        uow.user_tasks.put(replace(task, candidate_users=(*task.candidate_users, stranger)))
        uow.commit()
    return stranger


def with_power(qadam: Qadam, power: Power, office: OfficeId) -> PersonId:
    offices = qadam.rules.offices()
    for person in PEOPLE:
        if office in offices_where(person, power, offices):
            return person.id
    raise NotPermitted(f"Expected a demo person with {power} in {office}")


def unit_of(qadam: Qadam, operator: PersonId | None) -> OfficeId:
    """The State Corporation unit of an operator, or of the first one of the demo."""
    offices = qadam.rules.offices()
    for person in PEOPLE:
        unit = offices.get(person.grants[0].office_id)
        if operator in (None, person.id) and unit.kind == STATE_CORPORATION:
            return unit.id
    raise NotPermitted(f"Expected {operator} to work in a State Corporation unit")
