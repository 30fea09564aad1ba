"""Work through a change of the calendar: every open case is counted anew, in bounded pieces.

Each case is one transaction under its lock. What has passed, and what hangs on the moment at which
it was set, stays as it is and is told so. A piece that is done again after a crash changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.domain.audit import AuditEntry
from app.domain.calendar import WorkingCalendar
from app.domain.calendar_change import (
    CASE_TERM,
    CalendarChange,
    CaseMoves,
    ChangeState,
    DeadlineMove,
    MoveKind,
    MoveState,
)
from app.domain.case import Case, CaseNotFound, InstanceStatus
from app.domain.identity import InstanceId, TokenId
from app.domain.refusals import DomainError, Unavailable
from app.domain.task import UserTask
from app.domain.texts import Text
from app.domain.work import Timer, TimerState
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, TimerWait, UserTaskWait, Wait
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.usecases.advancing import Grounds, audited, due_of, grounds_of
from app.usecases.change_term import rearmed
from app.usecases.rulebook import Rulebook
from app.usecases.surroundings import deadline_of
from app.usecases.tell_term_change import news_of_move, tells_of_moves

AT_ONCE = 20
"""Cases between two looks at how far the work is."""
LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A case as the new calendar has it."""

    case: Case
    snapshot: bytes
    tasks: Sequence[UserTask]
    timers: Sequence[Timer]
    moves: Sequence[DeadlineMove]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWork:
    begin: BeginWork
    engine: ProcessEngine
    rules: Rulebook
    clock: Clock
    report: Callable[[InstanceId, Exception], None]
    """Told of a case that fails for another reason than a refusal: a defect of ours."""
    tell_the_term: Callable[[Mapping[str, bytes]], frozenset[str]]
    """Ids of a service's messages and papers, by its files, that tell its last day."""

    def run_next(self) -> CalendarChange | None:
        """Do the next piece of a change that is being counted or applied; None if there is none."""
        with self.begin() as uow:
            found = uow.calendar_changes.take(self.clock.now(), LEASE)
            if found is None:
                return None
            piece = uow.calendar_changes.open_instances(found.first_day, found.cursor, AT_ONCE)
            uow.commit()
        if found.state is ChangeState.APPLYING and found.cursor is None:
            self.rules.forget()  # another process has written the days
        for instance_id in piece:
            self._work(found, instance_id)
        return self._went_on(found, piece)

    def _went_on(self, found: CalendarChange, piece: Sequence[InstanceId]) -> CalendarChange:
        with self.begin() as uow:
            present = uow.calendar_changes.lock(found.id)
            if present.state is not found.state:
                return present  # dropped meanwhile
            if piece:
                seen = present.seen + len(piece)
                moved = replace(
                    present, cursor=piece[-1], seen=seen, total=max(present.total, seen)
                )
            elif found.state is ChangeState.COUNTING:
                moved = present.become(ChangeState.READY)
            else:
                moved = replace(present.become(ChangeState.APPLIED), ended_at=self.clock.now())
            uow.calendar_changes.put(moved)
            uow.commit()
            return moved

    def _work(self, found: CalendarChange, instance_id: InstanceId) -> None:
        """Raises Unavailable, so that the piece is done again when its lease is over."""
        try:
            with self.begin() as uow:
                self._case(uow, found, instance_id)
        except Unavailable:
            raise
        except CaseNotFound:
            return
        except DomainError:
            self._failed(found, instance_id)
        except Exception as error:  # whatever happens, the cases after this one must follow
            self.report(instance_id, error)
            self._failed(found, instance_id)

    def _failed(self, found: CalendarChange, instance_id: InstanceId) -> None:
        with self.begin() as uow:
            case, now = uow.cases.get(instance_id), self.clock.now()
            failed = DeadlineMove(
                MoveKind.CASE, CASE_TERM, case.term_closes_at, now, MoveState.FAILED
            )
            uow.calendar_changes.tell(found.id, _of_case(case, [failed]))
            uow.commit()

    def _case(self, uow: UnitOfWork, found: CalendarChange, instance_id: InstanceId) -> None:
        instance = uow.instances.lock(instance_id)
        if instance.status in (InstanceStatus.COMPLETED, InstanceStatus.CANCELLED):
            return
        ground = grounds_of(uow, instance, self.rules, self.clock.now())
        if found.state is ChangeState.COUNTING:
            old, new = ground.calendar, found.new(ground.calendar)
        else:
            old, new = found.old(ground.calendar), found.new(ground.calendar)
        reckoned = self._reckoned(uow, ground, old, new)
        if self._is_told(uow, ground, reckoned):
            moves = [replace(one, is_told=one.kind is MoveKind.CASE) for one in reckoned.moves]
            reckoned = replace(reckoned, moves=moves)
        if found.state is ChangeState.APPLYING:
            reckoned = self._written(uow, found, ground, reckoned)
        uow.calendar_changes.tell(found.id, _of_case(ground.case, reckoned.moves))
        uow.commit()

    def _reckoned(
        self, uow: UnitOfWork, ground: Grounds, old: WorkingCalendar, new: WorkingCalendar
    ) -> Reckoned:
        now = ground.now
        case, moves = ground.case, list[DeadlineMove]()
        moved_case = _with_term(ground, case, new)
        if moved_case.term_closes_at != case.term_closes_at:
            was = _with_term(ground, case, old).term_closes_at
            state = _state(case.term_closes_at, was, moved_case.term_closes_at, now)
            moves.append(
                DeadlineMove(
                    MoveKind.CASE, CASE_TERM, case.term_closes_at, moved_case.term_closes_at, state
                )
            )
            if state is not MoveState.EXPECTED:
                moved_case = case
        before = _dues(rearmed(replace(ground, calendar=old), case, self.engine)[1], old)
        snapshot, waits = rearmed(replace(ground, calendar=new), moved_case, self.engine)
        after = _dues(waits, new)
        tasks, timers = list[UserTask](), list[Timer]()
        for task in uow.user_tasks.open_of(ground.instance.id):
            due_on, due_at = after.get(TokenId(task.id), (task.due_on, task.due_at))
            was_at = before.get(TokenId(task.id), (None, None))[1]
            if due_at is None or task.due_at is None or due_at == task.due_at:
                continue
            state = _state(task.due_at, was_at, due_at, now)
            moves.append(DeadlineMove(MoveKind.TASK, task.name, task.due_at, due_at, state))
            if state is MoveState.EXPECTED:
                tasks.append(replace(task, due_on=due_on, due_at=due_at))
        for timer in uow.timers.open_of(ground.instance.id):
            new_at = after.get(TokenId(timer.id), (None, None))[1]
            was_at = before.get(TokenId(timer.id), (None, None))[1]
            if new_at is None or timer.state is not TimerState.ARMED or new_at == timer.due_at:
                continue
            state = _state(timer.due_at, was_at, new_at, now)
            name = Text(timer.element_id)
            moves.append(DeadlineMove(MoveKind.TIMER, name, timer.due_at, new_at, state))
            if state is MoveState.EXPECTED:
                timers.append(replace(timer, due_at=new_at))
        return Reckoned(moved_case, snapshot, tasks, timers, moves)

    def _is_told(self, uow: UnitOfWork, ground: Grounds, reckoned: Reckoned) -> bool:
        """Whether the applicant has been told of a last day that is another one now.

        No act says that they must be; whoever was promised a day in writing expects to hear that
        it has moved (practice). A version whose model does not wait for the news tells nobody.
        """
        service = ground.service
        if reckoned.case.term_due_on == ground.case.term_due_on:
            return False
        if not tells_of_moves(service.diagrams.values()):
            return False
        return not self.tell_the_term(service.files).isdisjoint(
            uow.messages.told(ground.instance.id)
        )

    def _written(
        self, uow: UnitOfWork, found: CalendarChange, ground: Grounds, told: Reckoned
    ) -> Reckoned:
        """Write the case; what was expected has moved."""
        moves = [
            replace(move, state=MoveState.MOVED) if move.state is MoveState.EXPECTED else move
            for move in told.moves
        ]
        is_moved = told.case.term_closes_at != ground.case.term_closes_at
        if not (is_moved or told.tasks or told.timers):
            return replace(told, moves=moves)
        for task in told.tasks:
            uow.user_tasks.put(task)
        uow.timers.put(told.timers)
        if is_moved:
            uow.cases.move_term(told.case)
        if any(move.is_told for move in moves):
            news = news_of_move(found, told.case, ground.now)
            uow.kept_messages.add(news, is_due=True)
        facts = {
            "act": found.act,
            "old_due": ground.case.term_due_on.isoformat(),
            "new_due": told.case.term_due_on.isoformat(),
            "tasks": str(len(told.tasks)),
            "timers": str(len(told.timers)),
        }
        actor = found.applied_by or found.made_by
        event = HistoryEvent(ground.now, "calendar_changed", None, actor, (), facts)
        uow.history.add(ground.instance.id, [event])
        instance = replace(ground.instance, snapshot=told.snapshot, changed_at=ground.now)
        named = {**facts, "change": str(found.id)}
        audited(uow, instance, AuditEntry(ground.now, actor, "calendar-changed", named))
        return replace(told, moves=moves)


def _with_term(ground: Grounds, case: Case, calendar: WorkingCalendar) -> Case:
    """The case with its own term counted by the calendar; as it is where it has none to count."""
    edition = ground.service.standard.edition(case.edition)
    if case.term_met_at is not None:
        return case
    try:
        deadline = deadline_of(case, case.term, edition, calendar)
    except ValueError:
        return case
    return replace(case, term_due_on=deadline.due, term_closes_at=deadline.closes_at)


def _state(stands: datetime, was: datetime | None, becomes: datetime, now: datetime) -> MoveState:
    """Whether a date moves.

    Args:
        stands: as it is stored.
        was: as the old calendar gives it now; another one than `stands` hangs on more than days.
        becomes: as the new calendar gives it.
        now: aware.
    """
    may = was == stands and stands > now and becomes > now
    return MoveState.EXPECTED if may else MoveState.KEPT


Dues = Mapping[TokenId, tuple[date | None, datetime | None]]


def _dues(waits: Sequence[Wait], calendar: WorkingCalendar) -> Dues:
    found: dict[TokenId, tuple[date | None, datetime | None]] = {}
    for wait in waits:
        if isinstance(wait, UserTaskWait):
            found[wait.token_id] = due_of(wait.due, calendar)
        elif isinstance(wait, TimerWait):
            found[wait.token_id] = (None, wait.due_at)
    return found


def _of_case(case: Case, moves: Sequence[DeadlineMove]) -> CaseMoves:
    return CaseMoves(case.instance_id, case.number, case.process_key, case.office_id, moves)
