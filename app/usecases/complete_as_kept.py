"""Complete a task with the answers that its person has kept in it: for many tasks at once.

A decision about a person is taken in their own task; here it is only sent off. So a form that
nobody has filled in is not completed, whatever it would begin with.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.identity import CommandId, PersonId, UserTaskId
from app.domain.refusals import Invalid
from app.domain.texts import Text
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine
from app.ports.storage import BeginWork
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
    completing = _with_draft(command, begin)
    return complete_user_task(
        completing, begin=begin, engine=engine, rules=rules, clock=clock, new_id=new_id
    )


def try_completing_as_kept(
    command: CompleteAsKept,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
) -> None:
    """Raise what completing it now would; nothing is written."""
    completing = _with_draft(command, begin)
    try_completing(completing, begin=begin, engine=engine, rules=rules, clock=clock)


def _with_draft(command: CompleteAsKept, begin: BeginWork) -> CompleteUserTask:
    with begin() as uow:
        task = uow.user_tasks.get(command.task_id)
        draft = uow.drafts.get(task.id, command.actor)
    # A closed one tells by itself what has become of it: perhaps this very command closed it.
    if draft is None and task.form and task.is_open:
        raise NotFilledIn(f"Expected a draft of {command.actor} for user task {task.id}")
    kept: Mapping[str, Value] = draft.answers if draft else {}
    answers = {key: value for key, value in kept.items() if not key.startswith(OF_THE_PAGE)}
    seen = draft.seen if draft else None
    return CompleteUserTask(command.command_id, task.id, command.actor, answers, seen=seen)
