"""What a person does with a task that is theirs, besides working it: delegate it, set it aside.

Those who give orders in its office say how urgent it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.audit import AuditEntry
from app.domain.calendar import WorkingCalendar
from app.domain.identity import CommandId, PersonId, UserTaskId
from app.domain.people import Offices, Person, Power, by_name, demand
from app.domain.task import FollowUpPassed, UserTask
from app.ports.clock import Clock
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.usecases.acting import acting, own_command
from app.usecases.advancing import audited
from app.usecases.assign_user_task import fit_assignee
from app.usecases.candidates import demand_candidate, may_hold
from app.usecases.rulebook import Rulebook
from app.usecases.tell_people import tell_new_holder


@dataclass(frozen=True, slots=True)
class DelegateUserTask:
    command_id: CommandId
    task_id: UserTaskId
    actor: PersonId
    to: PersonId


@dataclass(frozen=True, slots=True)
class TakeUserTaskBack:
    command_id: CommandId
    task_id: UserTaskId
    actor: PersonId


@dataclass(frozen=True, slots=True)
class SetTaskAside:
    command_id: CommandId
    task_id: UserTaskId
    actor: PersonId
    until: date | None
    """The working day on which it comes back; None: now."""


@dataclass(frozen=True, slots=True)
class SetTaskPriority:
    command_id: CommandId
    task_id: UserTaskId
    actor: PersonId
    priority: int


@dataclass(frozen=True, slots=True)
class TaskOwned:
    """What became of it."""

    task_id: UserTaskId
    assignee: PersonId | None


def delegate_user_task(
    command: DelegateUserTask, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> TaskOwned:
    """Let a colleague do the task; it stays the actor's. Idempotent by `command_id`.

    Raises:
        UserTaskNotFound, UserTaskNotOpen, HeldByAnother, NotACandidate, AlreadyDelegated: as
            they say.
        AssigneeUnfit: the colleague is unknown, or the task is not for their role or office.
    """

    def change(at: "_Place") -> "_Change":
        demand_candidate(at.actor, at.task, at.offices)
        delegated = at.task.delegate(at.actor.id, command.to)
        to = fit_assignee(at.uow, command.to, at.task, at.offices)
        return _Change(delegated, "delegated", {"to": to.full_name}, {"to": to.id})

    return _owned(command, change, begin=begin, rules=rules, clock=clock)


def take_user_task_back(
    command: TakeUserTaskBack, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> TaskOwned:
    """Take a delegated task into one's own hands again. Idempotent by `command_id`.

    Raises:
        UserTaskNotFound, UserTaskNotOpen, HeldByAnother, NotACandidate: as they say.
    """

    def change(at: "_Place") -> "_Change":
        if at.task.delegated_by != at.actor.id:
            # Who it is of is told to those alone who might work it.
            demand_candidate(at.actor, at.task, at.offices)
        return _Change(at.task.take_back(at.actor.id), "taken_back", {}, {})

    return _owned(command, change, begin=begin, rules=rules, clock=clock)


def set_task_aside(
    command: SetTaskAside, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> TaskOwned:
    """Take the task out of the lists of work until a day. Idempotent by `command_id`.

    Raises:
        UserTaskNotFound, UserTaskNotOpen, HeldByAnother, NotACandidate, FollowUpTooLate: as they
            say.
        FollowUpPassed: the day is not a working day from tomorrow on.
    """

    def change(at: "_Place") -> "_Change":
        demand_candidate(at.actor, at.task, at.offices)
        if command.until is None:
            return _Change(at.task.set_aside(at.actor.id, None), "brought_back", {}, {})
        day = command.until.isoformat()
        back_at = _opening(command.until, at.now, rules.calendar(at.task.office_id, at.uow))
        aside = at.task.set_aside(at.actor.id, back_at)
        return _Change(aside, "set_aside", {"until": day}, {"until": day})

    return _owned(command, change, begin=begin, rules=rules, clock=clock)


def set_task_priority(
    command: SetTaskPriority, *, begin: BeginWork, rules: Rulebook, clock: Clock
) -> TaskOwned:
    """Say how urgent the task is. Idempotent by `command_id`.

    Raises:
        UserTaskNotFound, UserTaskNotOpen: as they say.
        NotPermitted: the actor gives no orders in the task's office.
    """

    def change(at: "_Place") -> "_Change":
        demand(at.actor, Power.ASSIGN_TASKS, at.task.office_id, at.offices)
        told = {"priority": str(command.priority)}
        return _Change(at.task.with_priority(command.priority), "prioritized", told, told)

    return _owned(command, change, begin=begin, rules=rules, clock=clock)


def delegates(
    actor: Person, task: UserTask, *, begin: BeginWork, rules: Rulebook
) -> tuple[Person, ...]:
    """The colleagues who may do the task for whom it belongs to, by name."""
    offices = rules.offices()
    with begin() as uow:
        people = uow.people.granted_in(offices.above(task.office_id))
    fit = (one for one in people if one.id != actor.id and may_hold(one, task, offices))
    return tuple(by_name(fit))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a deed is done."""

    uow: UnitOfWork
    actor: Person
    task: UserTask
    offices: Offices
    now: datetime


@dataclass(frozen=True, slots=True)
class _Change:
    task: UserTask
    kind: str
    told: Mapping[str, str]
    """For the case's history."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """For the audit chain, which holds no names."""


_Command = DelegateUserTask | TakeUserTaskBack | SetTaskAside | SetTaskPriority


def _owned(
    command: _Command,
    change: Callable[[_Place], _Change],
    *,
    begin: BeginWork,
    rules: Rulebook,
    clock: Clock,
) -> TaskOwned:
    command_id = own_command(command.command_id, command.actor, command.task_id)
    with begin() as uow:
        instance = uow.instances.lock_by_task(command.task_id)
        if (earlier := uow.command_log.answer_of(command_id, TaskOwned)) is not None:
            return earlier
        actor, task = acting(uow, command.actor, rules), uow.user_tasks.get(command.task_id)
        now = clock.now()
        place = _Place(uow=uow, actor=actor, task=task, offices=rules.offices(uow), now=now)
        made = change(place)
        if made.task != task:
            uow.user_tasks.put(made.task)
            tell_new_holder(uow, task, made.task, by=actor.id, at=now)
            told = HistoryEvent(now, made.kind, task.element_id, actor.id, facts=made.told)
            uow.history.add(instance.id, [told])
            facts = {"element": task.element_id, "task": str(task.id), **made.facts}
            action = f"task-{made.kind.replace('_', '-')}"
            audited(uow, instance, AuditEntry(now, actor.id, action, facts))
        answer = TaskOwned(task.id, made.task.assignee)
        uow.command_log.remember(command_id, answer, now)
        uow.commit()
        return answer


def _opening(day: date, now: datetime, calendar: WorkingCalendar) -> datetime:
    """When the office opens on the day. Raises FollowUpPassed."""
    if day <= calendar.local_date(now) or not calendar.is_working_day(day):
        raise FollowUpPassed(f"Expected a working day after {calendar.local_date(now)}, not {day}")
    return calendar.opens_at(day)
