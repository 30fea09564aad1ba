"""Who may work a user task: roles in the case's office, or people named by the model."""

from app.domain.people import Offices, Person, Power, groups_by_office, offices_where
from app.domain.task import NotACandidate, UserTask


def is_candidate(person: Person, task: UserTask, offices: Offices) -> bool:
    """Whether the person is named by the task, or belongs to one of its groups in its office.

    Whoever is named or holds the task still has to be somebody who works tasks in that office: a
    right that is taken away counts at once.
    """
    if task.office_id not in offices_where(person, Power.WORK_TASKS, offices):
        return False
    return task.assignee == person.id or _is_offered(person, task, offices)


def may_hold(person: Person, task: UserTask, offices: Offices) -> bool:
    """Whether the task may be given to the person, whoever holds it now."""
    works_there = task.office_id in offices_where(person, Power.WORK_TASKS, offices)
    return works_there and _is_offered(person, task, offices)


def _is_offered(person: Person, task: UserTask, offices: Offices) -> bool:
    if person.id in task.candidate_users:
        return True
    groups = groups_by_office(person, offices)
    return any(task.office_id in groups.get(group, frozenset()) for group in task.candidate_groups)


def demand_candidate(person: Person, task: UserTask, offices: Offices) -> None:
    """Raise NotACandidate unless the person may work the task."""
    if not is_candidate(person, task, offices):
        raise NotACandidate(f"Expected {person.id} to be a candidate of user task {task.id}")
