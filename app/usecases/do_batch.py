"""One deed on many tasks: looked at beforehand, begun after a while, done row by row.

Every row is a command of its own with its own refusals; what is committed stays.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from app.domain.case import CaseNotFound, ProcessInstance
from app.domain.forms import FormInvalid
from app.domain.identity import BatchId, CaseNumber, CommandId, PersonId, UserTaskId
from app.domain.people import NotPermitted, Offices, Person, Power, by_name, demand, offices_where
from app.domain.refusals import DomainError
from app.domain.task import UserTask, UserTaskNotFound
from app.domain.task_batch import (
    MOST_TASKS,
    UNDO_WINDOW,
    BatchBegun,
    BatchDeed,
    BatchNotFound,
    BatchRow,
    BatchRowState,
    BatchUnfit,
    TaskBatch,
)
from app.domain.texts import NO_TEXT, Text
from app.ports.clock import Clock
from app.ports.storage import BeginWork, UnitOfWork
from app.usecases.acting import acting, own_command
from app.usecases.assign_user_task import AssignUserTask, fit_assignee
from app.usecases.candidates import demand_candidate, may_hold
from app.usecases.claim_user_task import ClaimUserTask, UnclaimUserTask
from app.usecases.complete_as_kept import CompleteAsKept
from app.usecases.rulebook import Rulebook

LEASE = timedelta(minutes=1)

TryCompleting = Callable[
    [UnitOfWork, Person, Mapping[UserTaskId, ProcessInstance]], Mapping[UserTaskId, DomainError]
]


@dataclass(frozen=True, slots=True)
class BeginBatch:
    command_id: CommandId
    actor: PersonId
    deed: BatchDeed
    tasks: tuple[UserTaskId, ...]
    to: PersonId | None = None


@dataclass(frozen=True, slots=True)
class BatchBegins:
    batch_id: UUID


@dataclass(frozen=True, slots=True)
class BatchPreview:
    """What would become of each task if the deed were done now."""

    rows: Sequence[BatchRow]
    """Waiting where it could be done."""
    fit: Sequence[Person]
    """Of `assign`: to whom some of the tasks may be given, by name."""

    @property
    def possible(self) -> int:
        return sum(row.state is BatchRowState.WAITING for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batches:
    """Batches of tasks, over the commands for one."""

    begin: BeginWork
    rules: Rulebook
    clock: Clock
    new_id: Callable[[], UUID]
    claim: Callable[[ClaimUserTask], object]
    unclaim: Callable[[UnclaimUserTask], object]
    assign: Callable[[AssignUserTask], object]
    complete: Callable[[CompleteAsKept], object]
    try_completing: TryCompleting
    """Tells what `complete` would raise."""

    def preview(
        self,
        actor: Person,
        deed: BatchDeed,
        tasks: Sequence[UserTaskId],
        to: PersonId | None = None,
    ) -> BatchPreview:
        """One transaction, whose statements do not grow with the tasks. Raises BatchUnfit."""
        wanted = _demand_few(tasks)
        with self.begin() as uow:
            instances = uow.user_tasks.look_at(wanted)
            offices = self.rules.offices(uow)
            found = [_found(uow, actor, task_id, task_id, offices) for task_id in wanted]
            trial = _Trial(uow, actor, deed, to, offices)
            rows = [trial.of(task, row) for task, row in found]
            seen = [task for task, _ in found if task is not None]
            near = offices.above(*{task.office_id for task in seen})
            people = uow.people.granted_in(near) if deed is BatchDeed.ASSIGN else ()
            if deed is BatchDeed.COMPLETE:
                rows = self._tried(uow, actor, rows, instances)
        fit = [one for one in people if any(may_hold(one, task, offices) for task in seen)]
        return BatchPreview(rows, by_name(fit))

    def start(self, command: BeginBatch) -> BatchBegins:
        """Keep the batch; it starts when it can be undone no more. Idempotent by `command_id`.

        Raises BatchUnfit.
        """
        wanted = _demand_few(command.tasks)
        command_id = own_command(command.command_id, command.actor)
        with self.begin() as uow:
            if (earlier := uow.command_log.answer_of(command_id, BatchBegins)) is not None:
                return earlier
            now, batch_id = self.clock.now(), BatchId(self.new_id())
            actor, offices = acting(uow, command.actor, self.rules), self.rules.offices(uow)
            batch = TaskBatch(
                id=batch_id,
                person=actor.id,
                deed=command.deed,
                to=command.to,
                made_at=now,
                starts_at=now + UNDO_WINDOW,
                rows=[
                    _found(uow, actor, task_id, uuid5(batch_id, str(task_id)), offices)[1]
                    for task_id in wanted
                ],
            )
            uow.batches.add(batch)
            answer = BatchBegins(batch.id)
            uow.command_log.remember(command_id, answer, now)
            uow.commit()
            return answer

    def show(self, actor: Person, batch_id: BatchId) -> TaskBatch:
        """Raises BatchNotFound, also for those whose it is not."""
        with self.begin() as uow:
            batch = uow.batches.get(batch_id)
        if batch.person != actor.id:
            raise BatchNotFound(f"Expected {batch_id} to be a batch of {actor.id}")
        return batch

    def stop(self, actor: Person, batch_id: BatchId) -> None:
        """Undo it before it begins; harmless where it is undone.

        Raises BatchNotFound, BatchBegun.
        """
        if self.show(actor, batch_id).stopped_at is not None:
            return
        with self.begin() as uow:
            if not uow.batches.stop(batch_id, self.clock.now()):
                raise BatchBegun(f"Expected batch {batch_id} not to have begun")
            uow.commit()

    def run_next(self) -> BatchRow | None:
        """Do the next row that is due; None where there is none.

        A row whose process died is done again under the same command, which answers as before.
        """
        with self.begin() as uow:
            taken = uow.batches.take_row(self.clock.now(), LEASE)
            if taken is None:
                return None
            batch, row = taken
            uow.commit()
        try:
            self._do(batch, row)
            settled = row.done()
        except DomainError as refused:
            settled = row.refused(_why(refused))
        with self.begin() as uow:
            uow.batches.settle(settled, self.clock.now())
            uow.commit()
        return settled

    def _tried(
        self,
        uow: UnitOfWork,
        actor: Person,
        rows: Sequence[BatchRow],
        instances: Mapping[UserTaskId, ProcessInstance],
    ) -> list[BatchRow]:
        """The rows with what speaks against the answers of each."""
        open_ones = [row.task_id for row in rows if row.refusal is None]
        tried = {task_id: instances[task_id] for task_id in open_ones}
        against = self.try_completing(uow, acting(uow, actor.id, self.rules), tried)
        return [
            row.refused(_why(against[row.task_id])) if row.task_id in against else row
            for row in rows
        ]

    def _do(self, batch: TaskBatch, row: BatchRow) -> None:
        command_id = CommandId(uuid5(row.id, batch.deed.value))
        if batch.deed is BatchDeed.CLAIM:
            self.claim(ClaimUserTask(command_id, row.task_id, batch.person))
        elif batch.deed is BatchDeed.ASSIGN:
            self.assign(AssignUserTask(command_id, row.task_id, batch.person, batch.to))
        elif batch.deed is BatchDeed.COMPLETE:
            self.complete(CompleteAsKept(command_id, row.task_id, batch.person))
        elif self._is_own(batch.person, row.task_id):
            self.unclaim(UnclaimUserTask(command_id, row.task_id, batch.person))
        else:
            self.assign(AssignUserTask(command_id, row.task_id, batch.person, None))

    def _is_own(self, person: PersonId, task_id: UserTaskId) -> bool:
        with self.begin() as uow:
            return uow.user_tasks.get(task_id).assignee == person


@dataclass(frozen=True, slots=True)
class _Trial:
    """A deed tried on tasks: nothing is written."""

    uow: UnitOfWork
    actor: Person
    deed: BatchDeed
    to: PersonId | None
    offices: Offices

    def of(self, task: UserTask | None, row: BatchRow) -> BatchRow:
        """The row as the deed would leave it."""
        if task is None:
            return row.refused(UserTaskNotFound.title)
        try:
            self._try(task)
        except DomainError as refused:
            return row.refused(_why(refused))
        return row

    def _try(self, task: UserTask) -> None:
        if self.deed is BatchDeed.CLAIM:
            demand_candidate(self.actor, task, self.offices)
            task.claim(self.actor.id)
        elif self.deed is BatchDeed.COMPLETE:
            demand_candidate(self.actor, task, self.offices)
        elif self.deed is BatchDeed.RELEASE and task.assignee == self.actor.id:
            task.unclaim(self.actor.id)
        else:
            demand(self.actor, Power.ASSIGN_TASKS, task.office_id, self.offices)
            if self.to is not None:
                fit_assignee(self.uow, self.to, task, self.offices)
            task.assign(self.to)


NOT_YOURS = Text(
    "Бұл тапсырманы бөлуге құқығыңыз жоқ",
    "У вас нет права распределять эту задачу",
    "It is not yours to give this task to others",
)


def _demand_few(tasks: Sequence[UserTaskId]) -> list[UserTaskId]:
    wanted = list(dict.fromkeys(tasks))
    if not 0 < len(wanted) <= MOST_TASKS:
        raise BatchUnfit(f"Expected 1 to {MOST_TASKS} tasks, found {len(wanted)}")
    return wanted


def _why(refused: DomainError) -> Text:
    if isinstance(refused, FormInvalid):
        return refused.words
    return NOT_YOURS if isinstance(refused, NotPermitted) else refused.title


def _found(
    uow: UnitOfWork, actor: Person, task_id: UserTaskId, row_id: UUID, offices: Offices
) -> tuple[UserTask | None, BatchRow]:
    """The task and its row; of one that is not in the actor's sight not even the number."""
    unseen = BatchRow(row_id, task_id, CaseNumber(""), NO_TEXT)
    try:
        task = uow.user_tasks.get(task_id)
        if task.office_id not in offices_where(actor, Power.SEE_CASE, offices):
            return None, unseen
        number = uow.cases.get(task.instance_id).number
    except (UserTaskNotFound, CaseNotFound):
        return None, unseen
    return task, BatchRow(row_id, task_id, number, task.name)
