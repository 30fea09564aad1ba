"""Complete a task with the answers that its person has kept in it: for many tasks at once.

A decision about a person is taken in their own task; here it is only sent off. So a form that
nobody has filled in is not completed, whatever it would begin with.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.case import ProcessInstance
from app.domain.identity import CommandId, PersonId, UserTaskId
from app.domain.people import Person
from app.domain.refusals import DomainError, Invalid
from app.domain.texts import Text
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.advancing import NewId
from app.usecases.complete_user_task import (
    CompleteUserTask,
    TaskCompleted,
    complete_user_task,
    try_completing,
)
from app.usecases.rulebook import Rulebook

OF_THE_PAGE = "#"
"""What begins so tells how the page of the draft looked; no field has such a name."""


class NotFilledIn(Invalid):
    code = "NotFilledIn"
    title = Text(
        "Алдымен тапсырманы ашып, толтырыңыз",
        "Сначала откройте задачу и заполните её",
        "Open the task and fill it in first",
    )


@dataclass(frozen=True, slots=True)
class CompleteAsKept:
    command_id: CommandId
    task_id: UserTaskId
    actor: PersonId


def complete_as_kept(
    command: CompleteAsKept,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> TaskCompleted:
    """Complete the task with the draft of the person. Idempotent by `command_id`.

    Raises:
        NotFilledIn: the task has a form, and the person has kept nothing in it.
        UserTaskNotFound, UserTaskNotOpen, CaseOnHold, HeldByAnother, NotACandidate, FormInvalid,
        CaseChangedSince, FilledInByAnother: as `complete_user_task` says.
    """
    with begin() as uow:
        completing = _with_draft(uow, command)
    return complete_user_task(
        completing, begin=begin, engine=engine, rules=rules, clock=clock, new_id=new_id
    )


def try_completing_as_kept(
    uow: UnitOfWork,
    actor: Person,
    instances: Mapping[UserTaskId, ProcessInstance],
    *,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
) -> Mapping[UserTaskId, DomainError]:
    """What stands against completing each task now; nothing is written.

    Args:
        uow: has looked at the tasks.
        actor: with what they may do for others.
        instances: of the tasks.
        engine: reads the data of the cases.
        rules: of the services.
        clock: tells what now is.
    """
    against: dict[UserTaskId, DomainError] = {}
    for task_id, instance in instances.items():
        try:
            # Nothing is kept under this id.
            completing = _with_draft(uow, CompleteAsKept(CommandId(task_id), task_id, actor.id))
            try_completing(
                uow, instance, actor, completing, engine=engine, rules=rules, now=clock.now()
            )
        except DomainError as refused:
            against[task_id] = refused
    return against


def _with_draft(uow: UnitOfWork, command: CompleteAsKept) -> CompleteUserTask:
    task = uow.user_tasks.get(command.task_id)
    draft = uow.drafts.get(task.id, command.actor)
    # A closed one tells by itself what has become of it: perhaps this very command closed it.
    if draft is None and task.form and task.is_open:
        raise NotFilledIn(f"Expected a draft of {command.actor} for user task {task.id}")
    kept: Mapping[str, Value] = draft.answers if draft else {}
    answers = {key: value for key, value in kept.items() if not key.startswith(OF_THE_PAGE)}
    seen = draft.seen if draft else None
    return CompleteUserTask(command.command_id, task.id, command.actor, answers, seen=seen)
