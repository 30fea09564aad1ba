"""Take a user task into one's own list, and give it back to its group."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.domain.audit import AuditEntry
from app.domain.case import ProcessInstance
from app.domain.identity import CommandId, PersonId, UserTaskId
from app.domain.people import Person
from app.domain.task import UserTask
from app.ports.clock import Clock
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.usecases.acting import acting, for_id, for_whom, own_command
from app.usecases.advancing import audited
from app.usecases.candidates import demand_candidate, hand_on, stood_in_for
from app.usecases.rulebook import Rulebook
from app.usecases.tell_people import tell_new_holder


@dataclass(frozen=True, slots=True)
class ClaimUserTask:
    command_id: CommandId
    task_id: UserTaskId
    actor: PersonId


@dataclass(frozen=True, slots=True)
class TaskClaimed:
    task_id: UserTaskId


@dataclass(frozen=True, slots=True)
class UnclaimUserTask:
    command_id: CommandId
    task_id: UserTaskId
    actor: PersonId


@dataclass(frozen=True, slots=True)
class TaskReturned:
    task_id: UserTaskId


_Answer = TypeVar("_Answer", TaskClaimed, TaskReturned)


def claim_user_task(
    command: ClaimUserTask, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> TaskClaimed:
    """Give the task to the person. Idempotent by `command_id`.

    Raises:
        UserTaskNotFound, UserTaskNotOpen, HeldByAnother, NotACandidate: as they say.
    """

    def claimed(task: UserTask, actor: Person) -> UserTask:
        return task.claim(actor.id)

    return _change_holder(command, "claimed", claimed, TaskClaimed, begin, rules, clock)


def unclaim_user_task(
    command: UnclaimUserTask, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> TaskReturned:
    """Return the task to its candidate groups. Idempotent by `command_id`.

    Raises:
        UserTaskNotFound, UserTaskNotOpen, HeldByAnother, NotACandidate: as they say.
    """

    def freed(task: UserTask, actor: Person) -> UserTask:
        return task.unclaim(hand_on(actor, task))

    return _change_holder(command, "unclaimed", freed, TaskReturned, begin, rules, clock)


def _change_holder(
    command: ClaimUserTask | UnclaimUserTask,
    kind: str,
    change: Callable[[UserTask, Person], UserTask],
    answer_of: Callable[[UserTaskId], _Answer],
    begin: BeginWork,
    rules: Rulebook,
    clock: Clock,
) -> _Answer:
    command_id = own_command(command.command_id, command.actor, command.task_id)
    with begin() as uow:
        instance = uow.instances.lock_by_task(command.task_id)
        answer = answer_of(command.task_id)
        if (earlier := uow.command_log.answer_of(command_id, type(answer))) is not None:
            return earlier
        actor = acting(uow, command.actor, rules)
        task = uow.user_tasks.get(command.task_id)
        offices = rules.offices(uow)
        demand_candidate(actor, task, offices)
        absent = stood_in_for(actor, task, offices)
        changed = change(task, actor)
        _write(uow, instance, changed, kind, actor.id, absent, clock)
        tell_new_holder(uow, task, changed, by=actor.id, at=clock.now())
        uow.command_log.remember(command_id, answer, clock.now())
        uow.commit()
        return answer


def _write(
    uow: UnitOfWork,
    instance: ProcessInstance,
    task: UserTask,
    kind: str,
    actor: PersonId,
    absent: PersonId | None,
    clock: Clock,
) -> None:
    now = clock.now()
    uow.user_tasks.put(task)
    told = for_whom(uow, absent)
    uow.history.add(instance.id, [HistoryEvent(now, kind, task.element_id, actor, facts=told)])
    facts = {"element": task.element_id, "task": str(task.id), **for_id(absent)}
    audited(uow, instance, AuditEntry(now, actor, f"task-{kind}", facts))
