"""Who may work a user task: roles in the case's office, or people named by the model."""

from dataclasses import replace

from app.domain.identity import PersonId
from app.domain.people import Offices, Person, Power, groups_by_office, offices_where
from app.domain.task import NotACandidate, SecondPairOfEyes, UserTask


def is_candidate(person: Person, task: UserTask, offices: Offices) -> bool:
    """Whether the person is named by the task, or belongs to one of its groups in its office.

    Whoever is named or holds the task still has to be somebody who works tasks in that office: a
    right that is taken away counts at once. Four eyes are those of two people, whoever stands in.
    """
    if person.id in task.barred:
        return False
    if task.office_id not in offices_where(person, Power.WORK_TASKS, offices):
        return False
    if task.assignee is not None and task.assignee in person.substituted:
        return is_candidate(_as(person, task.assignee), task, offices)
    return task.assignee == person.id or _is_offered(person, task, offices)


def stood_in_for(person: Person, task: UserTask, offices: Offices) -> PersonId | None:
    """For whom the person works the task; None: in their own name.

    Who holds it is who it is worked for; a free one is one's own wherever one's own role is enough.
    """
    if task.assignee is not None:
        return task.assignee if task.assignee in person.substituted else None
    if is_candidate(person.as_own(), task, offices):
        return None
    absent = sorted(person.substituted)
    return next((one for one in absent if is_candidate(_as(person, one), task, offices)), None)


def hand_on(person: Person, task: UserTask) -> PersonId:
    """In whose hands the task is for the person: their own, or of whom they stand in for."""
    held = task.assignee
    return held if held is not None and held in person.substituted else person.id


def _as(person: Person, absent: PersonId) -> Person:
    """With the rights of the absent person alone, as far as they are given."""
    own = person.as_substitute_of(absent)
    grants = tuple(replace(grant, stands_for=None) for grant in own.grants)
    return replace(own, id=absent, grants=grants)


def may_hold(person: Person, task: UserTask, offices: Offices) -> bool:
    """Whether the task may be given to the person, whoever holds it now."""
    if person.id in task.barred:
        return False
    works_there = task.office_id in offices_where(person, Power.WORK_TASKS, offices)
    return works_there and _is_offered(person, task, offices)


def _is_offered(person: Person, task: UserTask, offices: Offices) -> bool:
    if person.id in task.candidate_users:
        return True
    groups = groups_by_office(person, offices)
    return any(task.office_id in groups.get(group, frozenset()) for group in task.candidate_groups)


def demand_candidate(person: Person, task: UserTask, offices: Offices) -> None:
    """Raise NotACandidate, or SecondPairOfEyes, unless the person may work the task."""
    demand_other_eyes(person, task)
    if not is_candidate(person, task, offices):
        raise NotACandidate(f"Expected {person.id} to be a candidate of user task {task.id}")


def demand_other_eyes(person: Person, task: UserTask) -> None:
    """Raise SecondPairOfEyes where the person did the work that the task looks at again."""
    if person.id in task.barred:
        done = ", ".join(task.four_eyes)
        raise SecondPairOfEyes(f"Expected another person than {person.id}, who did {done}")
