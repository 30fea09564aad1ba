"""Complete a user task: check the answers, move the instance to its next wait state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.domain.answers import NOT_A_FILE
from app.domain.case import ProcessInstance
from app.domain.forms import Form, FormInvalid, Problem, SentAnswers
from app.domain.identity import (
    CaseNumber,
    CommandId,
    ElementId,
    PersonId,
    TokenId,
    UploadId,
    UserTaskId,
)
from app.domain.people import Person
from app.domain.refusals import TokenNotWaiting
from app.domain.task import UserTask, UserTaskNotOpen
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, Surroundings, Variables
from app.ports.storage import BeginWork, Seen, UnitOfWork
from app.usecases.acting import acting, for_id, for_whom, own_command
from app.usecases.advancing import Deed, Grounds, NewId, grounds_of, record_advance
from app.usecases.called_processes import form_of
from app.usecases.candidates import demand_candidate, hand_on, stood_in_for
from app.usecases.changed_meanwhile import demand_as_seen
from app.usecases.rulebook import Rulebook
from app.usecases.signing import demand_signatures


@dataclass(frozen=True, slots=True)
class CompleteUserTask:
    command_id: CommandId
    task_id: UserTaskId
    actor: PersonId
    answers: Mapping[str, object] | SentAnswers
    """Raw answers of the task's form, or what a browser sent for it."""
    variables: Variables | None = None
    """For a task without a form: what a scenario lets it give. Pages never give any."""
    seen: Seen | None = None
    """Of answers that were kept: what was shown to whoever typed them."""


@dataclass(frozen=True, slots=True)
class TaskCompleted:
    task_id: UserTaskId
    number: CaseNumber
    element_id: ElementId


def complete_user_task(
    command: CompleteUserTask,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    new_id: NewId,
) -> TaskCompleted:
    """Complete the task and move its instance on.

    Idempotent: a repeated `command_id` changes nothing and returns the first answer.

    Raises:
        UserTaskNotFound: no such task.
        UserTaskNotOpen: completed or cancelled before, e.g. by a boundary event.
        CaseOnHold: a supervisor has put the case on hold.
        HeldByAnother: somebody else holds it.
        NotACandidate: the person is no candidate of it.
        CaseChangedSince, FilledInByAnother: of kept answers, as they say.
        FormInvalid: answers are missing or unfit; nothing was changed.
    """
    command_id = own_command(command.command_id, command.actor, command.task_id)
    with begin() as uow:
        # Locked before any check: a timer tick may be cancelling this very task.
        instance = uow.instances.lock_by_task(command.task_id)
        task = uow.user_tasks.get(command.task_id)
        # Whoever ran first has closed the task under this lock: only then is there an answer.
        if not task.is_open:
            earlier = uow.command_log.answer_of(command_id, TaskCompleted)
            if earlier is not None:
                return earlier
        instance.demand_moving()
        actor = acting(uow, command.actor, rules)
        now = clock.now()
        ready = _ready(uow, instance, task, actor, command, engine, rules, now)
        ground, absent = ready.ground, ready.absent
        try:
            advance = engine.complete(
                ground.service.source,
                instance.snapshot,
                TokenId(task.id),
                ready.answers,
                _with_actor(ground.around, actor),
            )
        except TokenNotWaiting as moved_on:
            raise UserTaskNotOpen(str(moved_on)) from moved_on
        uow.user_tasks.put(ready.done)
        deed = Deed(
            actor.id,
            "task-completed",
            {"element": task.element_id, **for_id(absent)},
            closed=TokenId(task.id),
            told=for_whom(uow, absent),
        )
        record_advance(uow, ground, advance, deed, new_id=new_id)
        uow.drafts.drop(task.id)
        answer = TaskCompleted(task.id, ground.case.number, task.element_id)
        uow.command_log.remember(command_id, answer, now)
        uow.commit()
        return answer


def try_completing(
    uow: UnitOfWork,
    instance: ProcessInstance,
    actor: Person,
    command: CompleteUserTask,
    *,
    engine: ProcessEngine,
    rules: Rulebook,
    now: datetime,
) -> None:
    """Raise what `complete_user_task` would raise now; nothing is written, nothing locked."""
    instance.demand_moving()
    task = uow.user_tasks.get(command.task_id)
    _ready(uow, instance, task, actor, command, engine, rules, now)


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a completion is made of, once nothing speaks against it."""

    done: UserTask
    ground: Grounds
    answers: Mapping[str, Value]
    absent: PersonId | None
    """For whom it is done."""


def _ready(
    uow: UnitOfWork,
    instance: ProcessInstance,
    task: UserTask,
    actor: Person,
    command: CompleteUserTask,
    engine: ProcessEngine,
    rules: Rulebook,
    now: datetime,
) -> _Ready:
    offices = rules.offices(uow)
    demand_candidate(actor, task, offices)
    absent = stood_in_for(actor, task, offices)
    done = replace(task.complete(hand_on(actor, task), now), ended_by=actor.id)
    ground = grounds_of(uow, instance, rules, now)
    today = rules.calendar(task.office_id, uow).local_date(now)
    answers = _read_answers(uow, task, ground, command, engine, rules, actor, today)
    return _Ready(done, ground, answers, absent)


def _with_actor(around: Surroundings, actor: Person) -> Surroundings:
    """What the model maps of a task's end may say who ended it: `actor`."""
    told: dict[str, Value] = {"id": actor.id, "full_name": actor.full_name}
    return replace(around, variables={**around.variables, "actor": told})


def _read_answers(
    uow: UnitOfWork,
    task: UserTask,
    ground: Grounds,
    command: CompleteUserTask,
    engine: ProcessEngine,
    rules: Rulebook,
    actor: Person,
    today: date,
) -> Mapping[str, Value]:
    form = form_of(ground.service, task.form, rules)
    if form is None:
        return command.variables or {}
    known = engine.variables_at(
        ground.service.source, ground.instance.snapshot, TokenId(task.id), ground.around
    )
    scope = {**known, **ground.around.variables}
    sent = command.answers
    raw = form.told(sent) if isinstance(sent, SentAnswers) else sent
    if command.seen is not None:
        others = uow.drafts.of_others(task.id, actor.id)
        demand_as_seen(form, scope, raw, command.seen, others)
    values = form.read(raw, scope, today)
    _demand_own_files(uow, form, raw, scope, ground)
    return {**values, **demand_signatures(uow, form, values, scope, actor)}


def _demand_own_files(
    uow: UnitOfWork,
    form: Form,
    answers: Mapping[str, object],
    scope: Mapping[str, Value],
    ground: Grounds,
) -> None:
    """Refuse a file that was not put to this very case."""
    given = form.by_path(answers)
    for field in form.shown(answers, scope):
        named = given.get(field.key) if field.kind == "filepicker" else None
        if not isinstance(named, list | tuple) or not named:
            continue
        ids = [UploadId(UUID(str(one))) for one in named]
        if uow.uploads.known(ground.instance.id, ids) != set(ids):
            raise FormInvalid([Problem(field.key, NOT_A_FILE)])
