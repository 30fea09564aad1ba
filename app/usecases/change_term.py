"""Suspend, resume or extend a term of a case, with everything that hangs on it, in one step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.audit import AuditEntry
from app.domain.case import Case, CaseEnded, InstanceStatus, ProcessInstance
from app.domain.identity import CaseNumber, CommandId, PersonId, TermId, TokenId
from app.domain.people import Power, demand
from app.domain.task import UserTask
from app.domain.terms import (
    Deadline,
    TermChange,
    TermChangeKind,
    TermChangeWrong,
    changed_term,
)
from app.domain.work import Timer, TimerState
from app.ports.clock import Clock
from app.ports.engine import ProcessEngine, TimerWait, UserTaskWait, Wait
from app.ports.storage import BeginWork, HistoryEvent, UnitOfWork
from app.usecases.acting import acting, own_command
from app.usecases.advancing import Grounds, audited, due_of, grounds_of
from app.usecases.rulebook import Rulebook
from app.usecases.surroundings import around, deadline_of
from app.usecases.tell_term_change import news_of_change


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendTerm:
    command_id: CommandId
    actor: PersonId
    number: CaseNumber
    first: date
    last: date
    """The last day that is not to count; `ResumeTerm` may bring it nearer."""
    reason: str
    norm: str
    term: TermId | None = None
    """None: the term of the whole case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeTerm:
    command_id: CommandId
    actor: PersonId
    number: CaseNumber
    on: date
    """The day from which the term runs again."""
    reason: str
    norm: str
    term: TermId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendTerm:
    command_id: CommandId
    actor: PersonId
    number: CaseNumber
    amount: int
    """Of the unit in which the standard gives the term."""
    reason: str
    norm: str
    term: TermId | None = None


ChangeTerm = SuspendTerm | ResumeTerm | ExtendTerm


@dataclass(frozen=True, slots=True)
class TermChanged:
    number: CaseNumber
    term: TermId
    old_due: date
    new_due: date
    moved_tasks: int
    """Open user tasks whose due date is another one now."""
    moved_timers: int


def change_term(
    command: ChangeTerm,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
) -> TermChanged:
    """Change the term; due dates of open tasks and armed timers that hang on it move with it.

    Idempotent by `command_id`.

    Raises:
        CaseNotFound, CaseEnded: no such case, or it is over.
        NotPermitted: the person does not change terms in the case's office.
        TermChangeNeedsGrounds, TermChangeWrong, NotSuspended: see app.domain.term_changes.
    """
    command_id = own_command(command.command_id, command.actor)
    with begin() as uow:
        instance = uow.instances.lock_by_number(command.number)
        earlier = uow.command_log.answer_of(command_id, TermChanged)
        if earlier is not None:
            return earlier
        ground = grounds_of(uow, instance, rules, clock.now())
        change, answer, case = _decided(uow, command, ground, rules)
        answer = _write(uow, ground, case, change, answer, engine, command_id)
        uow.command_log.remember(command_id, answer, ground.now)
        uow.commit()
        return answer


def preview_term_change(
    command: ChangeTerm,
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
) -> TermChanged:
    """What `change_term` would answer; nothing is written. Raises as it does."""
    with begin() as uow:
        instance = uow.instances.lock_by_number(command.number)
        ground = grounds_of(uow, instance, rules, clock.now())
        _change, answer, case = _decided(uow, command, ground, rules)
        _snapshot, waits = rearmed(ground, case, engine)
        tasks, timers = _moved(uow, ground, waits)
        return replace(answer, moved_tasks=len(tasks), moved_timers=len(timers))


def _decided(
    uow: UnitOfWork, command: ChangeTerm, ground: Grounds, rules: Rulebook
) -> tuple[TermChange, TermChanged, Case]:
    """The change, what it does to the term, and the case as it stands after it."""
    case = ground.case
    actor = acting(uow, command.actor, rules)
    demand(actor, Power.CHANGE_TERMS, case.office_id, rules.offices(uow))
    if ground.instance.status in (InstanceStatus.COMPLETED, InstanceStatus.CANCELLED):
        raise CaseEnded(f"Expected an open case, {case.number} is over")
    term = command.term or case.term
    before = _deadline(ground, case, term)
    change = _change(command, term, ground)
    today = ground.calendar.local_date(ground.now)
    after = changed_term(before, change, today, ground.calendar)
    case = replace(case, term_changes=(*case.term_changes, change))
    if term == case.term:
        case = replace(case, term_due_on=after.due, term_closes_at=after.closes_at)
    return change, TermChanged(case.number, term, before.due, after.due, 0, 0), case


def _deadline(ground: Grounds, case: Case, term: TermId) -> Deadline:
    edition = ground.service.standard.edition(case.edition)
    try:
        return deadline_of(case, term, edition, ground.calendar)
    except ValueError as error:
        raise TermChangeWrong(str(error)) from error


def _change(command: ChangeTerm, term: TermId, ground: Grounds) -> TermChange:
    change = TermChange(
        term=term,
        kind=TermChangeKind.EXTENDED,
        reason=" ".join(command.reason.split()),
        norm=" ".join(command.norm.split()),
        decided_by=command.actor,
        decided_at=ground.now,
    )
    match command:
        case SuspendTerm():
            kind = TermChangeKind.SUSPENDED
            return replace(change, kind=kind, first=command.first, last=command.last)
        case ResumeTerm():
            return replace(change, kind=TermChangeKind.RESUMED, first=command.on)
        case ExtendTerm():
            return replace(change, amount=command.amount)


def rearmed(ground: Grounds, case: Case, engine: ProcessEngine) -> tuple[bytes, tuple[Wait, ...]]:
    """The snapshot and its waits with dates as they follow from the case and the calendar."""
    edition = ground.service.standard.edition(case.edition)
    surroundings = around(
        case,
        edition=edition,
        calendar=ground.calendar,
        now=ground.now,
        decisions=ground.around.decisions,
        find_model=ground.around.find_model,
    )
    return engine.rearm(ground.service.source, ground.instance.snapshot, surroundings)


def _write(
    uow: UnitOfWork,
    ground: Grounds,
    case: Case,
    change: TermChange,
    answer: TermChanged,
    engine: ProcessEngine,
    command_id: CommandId,
) -> TermChanged:
    moved = move_waits(uow, ground, case, engine)
    uow.cases.move_term(case)
    if answer.term == case.term and case.term_met_at is None:
        uow.kept_messages.add(news_of_change(command_id, case, change, answer.new_due), is_due=True)
    facts = {
        "term": str(answer.term),
        "old_due": answer.old_due.isoformat(),
        "new_due": answer.new_due.isoformat(),
        "reason": change.reason,
        "norm": change.norm,
    }
    kind = f"term_{change.kind}"
    event = HistoryEvent(ground.now, kind, None, change.decided_by, (), facts)
    uow.history.add(ground.instance.id, [event])
    entry = AuditEntry(ground.now, change.decided_by, f"term-{change.kind}", facts)
    audited(uow, moved.instance, entry)
    return replace(answer, moved_tasks=moved.tasks, moved_timers=moved.timers)


@dataclass(frozen=True, slots=True)
class MovedWaits:
    instance: ProcessInstance
    """As it stands with the new dates; the caller writes it."""
    tasks: int
    timers: int


def move_waits(uow: UnitOfWork, ground: Grounds, case: Case, engine: ProcessEngine) -> MovedWaits:
    """Move what hangs on the case's terms to the dates that follow from the case as given."""
    snapshot, waits = rearmed(ground, case, engine)
    tasks, timers = _moved(uow, ground, waits)
    for task in tasks:
        uow.user_tasks.put(task)
    uow.timers.put(timers)
    instance = replace(ground.instance, snapshot=snapshot, changed_at=ground.now)
    return MovedWaits(instance, len(tasks), len(timers))


def _moved(
    uow: UnitOfWork, ground: Grounds, waits: Sequence[Wait]
) -> tuple[list[UserTask], list[Timer]]:
    """Open tasks and armed timers that have other dates now."""
    by_token = {wait.token_id: wait for wait in waits}
    tasks = []
    for task in uow.user_tasks.open_of(ground.instance.id):
        wait = by_token.get(TokenId(task.id))
        if isinstance(wait, UserTaskWait):
            due_on, due_at = due_of(wait.due, ground.calendar)
            if due_at != task.due_at:
                tasks.append(replace(task, due_on=due_on, due_at=due_at))
    timers = []
    for timer in uow.timers.open_of(ground.instance.id):
        wait = by_token.get(TokenId(timer.id))
        is_armed = timer.state is TimerState.ARMED
        if is_armed and isinstance(wait, TimerWait) and wait.due_at != timer.due_at:
            timers.append(replace(timer, due_at=wait.due_at))
    return tasks, timers
