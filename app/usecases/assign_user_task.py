"""Give a task to another person, or take it from one who cannot finish it."""

from dataclasses import dataclass

from app.domain.audit import AuditEntry
from app.domain.identity import CommandId, PersonId, UserTaskId
from app.domain.people import NotPermitted, Offices, Person, Power, by_name, demand, offices_where
from app.domain.task import AssigneeUnfit, UserTask
from app.ports.clock import Clock
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.usecases.acting import acting, actor_of, own_command
from app.usecases.advancing import audited
from app.usecases.candidates import demand_other_eyes, may_hold
from app.usecases.rulebook import Rulebook
from app.usecases.tell_people import tell_new_holder


@dataclass(frozen=True, slots=True)
class AssignUserTask:
    command_id: CommandId
    task_id: UserTaskId
    actor: PersonId
    to: PersonId | None
    """None: back to its candidate groups."""


@dataclass(frozen=True, slots=True)
class TaskAssigned:
    task_id: UserTaskId
    to: PersonId | None


def assign_user_task(
    command: AssignUserTask, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> TaskAssigned:
    """Give the task to the person, whoever holds it now. Idempotent by `command_id`.

    Whoever held it keeps their draft, and the case's history tells who gave the task to whom.

    Raises:
        UserTaskNotFound, UserTaskNotOpen: as they say.
        NotPermitted: the actor gives no orders in the task's office.
        AssigneeUnfit: the person is unknown, or the task is not for their role or office.
        SecondPairOfEyes: the person did the work that the task looks at again.
    """
    command_id = own_command(command.command_id, command.actor, command.task_id)
    with begin() as uow:
        instance = uow.instances.lock_by_task(command.task_id)
        if (earlier := uow.command_log.answer_of(command_id, TaskAssigned)) is not None:
            return earlier
        actor = acting(uow, command.actor, rules)
        task = uow.user_tasks.get(command.task_id)
        offices = rules.offices(uow)
        demand(actor, Power.ASSIGN_TASKS, task.office_id, offices)
        to = fit_assignee(uow, command.to, task, offices) if command.to else None
        assigned = task.assign(command.to)
        if assigned != task:
            now, kind = clock.now(), "assigned" if to else "unassigned"
            uow.user_tasks.put(assigned)
            tell_new_holder(uow, task, assigned, by=actor.id, at=now)
            told = {"to": to.full_name} if to else {}
            told_event = HistoryEvent(now, kind, task.element_id, actor.id, facts=told)
            uow.history.add(instance.id, [told_event])
            facts = {
                "element": task.element_id,
                "task": str(task.id),
                "from": task.assignee or "",
                "to": command.to or "",
            }
            audited(uow, instance, AuditEntry(now, actor.id, f"task-{kind}", facts))
        answer = TaskAssigned(task.id, command.to)
        uow.command_log.remember(command_id, answer, clock.now())
        uow.commit()
        return answer


def assignable(
    actor: Person, task: UserTask, *, begin: BeginWork, rules: Rulebook
) -> tuple[Person, ...] | None:
    """The people to whom the actor may give the task, by name.

    None, without a statement, for those who give no orders in the task's office.
    """
    offices = rules.offices()
    if task.office_id not in offices_where(actor, Power.ASSIGN_TASKS, offices):
        return None
    with begin() as uow:
        people = uow.people.granted_in(offices.above(task.office_id))
    fit = (one for one in people if may_hold(one, task, offices))
    return tuple(by_name(fit))


def fit_assignee(uow: UnitOfWork, to: PersonId, task: UserTask, offices: Offices) -> Person:
    """The person, if the task may be given to them. Raises AssigneeUnfit, SecondPairOfEyes."""
    try:
        person = actor_of(uow, to)
    except NotPermitted:
        person = None  # told as anybody else whom the task does not fit
    if person is not None:
        demand_other_eyes(person, task)
    if person is None or not may_hold(person, task, offices):
        raise AssigneeUnfit(f"Expected {to} to be a candidate of user task {task.id}")
    return person
