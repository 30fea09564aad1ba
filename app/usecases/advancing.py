"""Writing an advance of the engine down: waits become tasks, jobs and timers, the rest history.

The tail that all commands on an instance share; the caller has locked the instance and commits.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from app.domain.audit import AuditEntry, chained
from app.domain.calendar import WorkingCalendar
from app.domain.case import Case, InstanceStatus, ProcessInstance
from app.domain.correlation import LIVE_FOR, KeptMessage, Subscription
from app.domain.identity import (
    CommandId,
    ElementId,
    IncidentId,
    JobId,
    OfficeId,
    PersonId,
    TimerId,
    TokenId,
    UserTaskId,
)
from app.domain.indexed import IndexedVariable
from app.domain.people import Role
from app.domain.retry_cycle import retry_cycle
from app.domain.task import TaskState, UserTask
from app.domain.work import Incident, Job, JobState, Timer, TimerState
from app.ports.engine import (
    Advance,
    Failure,
    JobWait,
    MessageWait,
    Surroundings,
    TimerWait,
    UserTaskWait,
    Wait,
)
from app.ports.storage import HistoryEvent, Token, UnitOfWork
from app.usecases.advance_story import story_of
from app.usecases.called_processes import find_source
from app.usecases.failure_words import words_of
from app.usecases.indexing import keep_variables
from app.usecases.meeting_the_term import meet_term
from app.usecases.rulebook import Rulebook
from app.usecases.service_version import ServiceVersion
from app.usecases.surroundings import around
from app.usecases.tell_people import tell_new_holder

NewId = Callable[[], UUID]
ENDED = frozenset({InstanceStatus.COMPLETED, InstanceStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a command on an instance works with, read once after the lock."""

    instance: ProcessInstance
    case: Case
    service: ServiceVersion
    calendar: WorkingCalendar
    around: Surroundings
    now: datetime
    indexed: tuple[IndexedVariable, ...] = ()
    """By which tasks of the service are found, as its newest version says."""


def grounds_of(
    uow: UnitOfWork,
    instance: ProcessInstance,
    rules: Rulebook,
    now: datetime,
    case: Case | None = None,
) -> Grounds:
    """Read what the command needs besides the locked instance."""
    case = case or uow.cases.get(instance.id)
    service = rules.service(instance.process_key, instance.version, uow)
    calendar = rules.calendar(case.office_id, uow)
    edition = service.standard.edition(case.edition)
    surroundings = around(
        case,
        edition=edition,
        calendar=calendar,
        now=now,
        decisions=partial(rules.decision, own=instance.process_key, uow=uow),
        find_model=partial(find_source, rules=rules, uow=uow),
    )
    indexed = rules.indexed(instance.process_key, uow)
    return Grounds(instance, case, service, calendar, surroundings, now, indexed)


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what: the audit entry and the history of one command."""

    actor: str
    action: str
    """kebab-case fact for the audit chain."""
    facts: Mapping[str, str] = field(default_factory=dict)
    closed: TokenId | None = None
    """The token whose task, job or timer the command itself has closed."""
    events: Sequence[HistoryEvent] = ()
    """History beside the elements that were passed."""
    told: Mapping[str, str] = field(default_factory=dict)
    """What history says beside who did it, such as in whose place."""
    ends: bool = False
    """Whether a person ends the instance, so that it is cancelled and not completed."""


def record_advance(
    uow: UnitOfWork, ground: Grounds, advance: Advance, deed: Deed, *, new_id: NewId
) -> ProcessInstance:
    """Write the advance down and give the instance as it stands after it."""
    before = {token.id: token for token in uow.tokens.of(ground.instance.id)}
    after = {wait.token_id for wait in advance.waits}
    stuck = _still_stuck(uow, ground, before.values(), advance)
    gone = [token for token in before.values() if token.id not in {*after, *stuck}]
    come = [wait for wait in advance.waits if wait.token_id not in before]
    tokens = [Token(wait.token_id, wait.element_id, _kind(wait)) for wait in come]
    new_failure = advance.failure
    if new_failure is not None and new_failure.element_id in stuck.values():
        new_failure = None
    if new_failure is not None:
        tokens.append(_stuck(uow, ground, new_failure, new_id))
    uow.tokens.change(ground.instance.id, gone=[token.id for token in gone], come=tokens)
    _unsubscribe(uow, gone, ground)
    _send(uow, ground, advance, new_id)
    _cancel(uow, [token for token in gone if token.id != deed.closed], ground)
    if deed.closed in before and any(
        t.kind == "user_task" and t.id in after for t in before.values()
    ):
        # One that waits already may look again at what was just done.
        uow.user_tasks.bar_who_completed(ground.instance.id)
    _open(uow, come, advance.sent_off, ground, by=deed.actor)
    keep_variables(uow, ground.instance.id, ground.indexed, advance.changed)
    told = story_of(
        advance, new_failure, by=deed.actor, now=ground.now, is_cancelled=deed.ends, told=deed.told
    )
    uow.history.add(ground.instance.id, [*deed.events, *told])
    status = _status(advance)
    if stuck and status is InstanceStatus.ACTIVE:
        status = InstanceStatus.INCIDENT
    if deed.ends:
        status = InstanceStatus.CANCELLED
    meet_term(
        uow,
        ground.case,
        met_by=ground.service.standard.edition(ground.case.edition).met_by(ground.case.channel),
        passed=advance.passed,
        ended=status in ENDED,
        now=ground.now,
    )
    moved = replace(
        ground.instance,
        held_at=None if deed.ends else ground.instance.held_at,
        snapshot=advance.snapshot,
        status=status,
        changed_at=ground.now,
        ended_at=ground.now if status in ENDED else None,
        ended_element=advance.ended_at,
    )
    return audited(uow, moved, AuditEntry(ground.now, deed.actor, deed.action, deed.facts))


def audited(uow: UnitOfWork, instance: ProcessInstance, entry: AuditEntry) -> ProcessInstance:
    """Append to the case's audit chain and write the instance that keeps its head."""
    row = chained(f"case:{instance.id}", instance.audit_length + 1, instance.audit_head, entry)
    uow.audit.append([row])
    moved = replace(instance, audit_head=row.hash, audit_length=row.number)
    uow.instances.put(moved)
    return moved


def _still_stuck(
    uow: UnitOfWork, ground: Grounds, before: Iterable[Token], advance: Advance
) -> Mapping[TokenId, ElementId | None]:
    """Tokens of incidents that still wait for a person; with the element where the engine fails.

    An incident of a job stands while its job does, and of one that nothing awaits until somebody
    has tried it again; one of the engine stands while the engine fails there again. Every other
    open incident is over and closed.
    """
    if all(token.kind != "incident" for token in before):
        return {}
    waiting = {wait.token_id for wait in advance.waits}
    failing = advance.failure.element_id if advance.failure else None
    stuck: dict[TokenId, ElementId | None] = {}
    for incident in uow.incidents.open_of(ground.instance.id):
        stands = (
            incident.element_id == failing
            if incident.job_id is None
            else TokenId(incident.job_id) in waiting or not uow.jobs.get(incident.job_id).is_awaited
        )
        if stands:
            stuck[TokenId(incident.id)] = None if incident.job_id else incident.element_id
        else:
            uow.incidents.put(replace(incident, resolved_at=ground.now))
    return stuck


def _status(advance: Advance) -> InstanceStatus:
    if advance.failure is not None:
        return InstanceStatus.INCIDENT
    return InstanceStatus.ACTIVE if advance.waits else InstanceStatus.COMPLETED


def _kind(wait: Wait) -> str:
    match wait:
        case UserTaskWait():
            return "user_task"
        case JobWait():
            return "job"
        case TimerWait():
            return "timer"
        case _:
            return "message"


def _stuck(uow: UnitOfWork, ground: Grounds, failure: Failure, new_id: NewId) -> Token:
    incident = Incident(
        id=IncidentId(new_id()),
        instance_id=ground.instance.id,
        element_id=failure.element_id,
        code=failure.code,
        reason=words_of(failure),
        detail=failure.detail,
        created_at=ground.now,
    )
    uow.incidents.add(incident)
    return Token(TokenId(incident.id), failure.element_id, "incident")


def _cancel(uow: UnitOfWork, gone: Sequence[Token], ground: Grounds) -> None:
    """Close the rows of waits that an event took away."""
    ids = {token.id for token in gone}
    kinds = {token.kind for token in gone}
    instance_id = ground.instance.id
    if "user_task" in kinds:
        for task in uow.user_tasks.open_of(instance_id):
            if TokenId(task.id) in ids:
                uow.user_tasks.put(task.cancel(ground.now))
                uow.drafts.drop(task.id)
    if "job" in kinds:
        for job in uow.jobs.open_of(instance_id):
            if TokenId(job.id) in ids:
                uow.jobs.put(job.cancelled())
    if "timer" in kinds:
        timers = [t for t in uow.timers.open_of(instance_id) if TokenId(t.id) in ids]
        uow.timers.put([replace(timer, state=TimerState.CANCELLED) for timer in timers])


def _send(uow: UnitOfWork, ground: Grounds, advance: Advance, new_id: NewId) -> None:
    """Hand messages and signals for other cases to the worker, who delivers them after this."""
    for thrown in advance.thrown:
        message = KeptMessage(
            id=CommandId(new_id()),
            message=thrown.name,
            key=thrown.key,
            payload=thrown.payload,
            sender=ground.case.number,
            received_at=ground.now,
            expires_at=ground.now + LIVE_FOR,
        )
        uow.kept_messages.add(message, is_due=True)


def _unsubscribe(uow: UnitOfWork, gone: Sequence[Token], ground: Grounds) -> None:
    ids = [token.id for token in gone if token.kind == "message"]
    if ids:
        uow.subscriptions.drop(ground.instance.id, ids)


def _subscribe(uow: UnitOfWork, come: Sequence[Wait], ground: Grounds) -> None:
    """Open subscriptions; a message that came before them is due then."""
    opened = [
        Subscription(
            id=wait.token_id,
            instance_id=ground.instance.id,
            element_id=wait.element_id,
            message=wait.message,
            key=wait.correlation_key,
            opened_at=ground.now,
        )
        for wait in come
        if isinstance(wait, MessageWait) and wait.message
    ]
    if not opened:
        return
    uow.subscriptions.add(opened)
    # In one order, so that two cases that open the same ones never wait for each other.
    for message, key in sorted({(one.message, one.key) for one in opened}):
        uow.kept_messages.settle(message, key)
        uow.kept_messages.wake(message, key)


def _open(
    uow: UnitOfWork, come: Sequence[Wait], sent_off: Sequence[JobWait], ground: Grounds, by: str
) -> None:
    tasks = [_user_task(wait, ground) for wait in come if isinstance(wait, UserTaskWait)]
    jobs = [_job(wait, ground) for wait in come if isinstance(wait, JobWait)]
    jobs += _sent_off(sent_off, ground)
    timers = [
        Timer(
            TimerId(w.token_id),
            ground.instance.id,
            w.element_id,
            w.due_at,
            TimerState.ARMED,
            w.depth,
        )
        for w in come
        if isinstance(w, TimerWait)
    ]
    if tasks:
        uow.user_tasks.add(tasks)
        for task in tasks:
            tell_new_holder(uow, None, task, by=PersonId(by), at=ground.now)
    if jobs:
        uow.jobs.add(jobs)
    if timers:
        uow.timers.add(timers)
    _subscribe(uow, come, ground)


def _user_task(wait: UserTaskWait, ground: Grounds) -> UserTask:
    due_on, due_at = due_of(wait.due, ground.calendar)
    return UserTask(
        id=UserTaskId(wait.token_id),
        instance_id=ground.instance.id,
        element_id=wait.element_id,
        name=wait.name,
        form=wait.form,
        office_id=_office_of(wait, ground.case),
        candidate_groups=wait.candidate_groups,
        candidate_users=wait.candidate_users,
        state=TaskState.CLAIMED if wait.assignee else TaskState.OPEN,
        assignee=PersonId(wait.assignee) if wait.assignee else None,
        created_at=ground.now,
        due_on=due_on,
        due_at=due_at,
        priority=wait.priority,
        follow_up_at=_follow_up_of(wait.follow_up, ground.calendar),
        four_eyes=wait.four_eyes,
    )


def _follow_up_of(day: date | datetime | None, calendar: WorkingCalendar) -> datetime | None:
    """When work begins on the day, or the very moment, where the model names one."""
    if day is None or isinstance(day, datetime):
        return day
    return calendar.opens_at(day)


def _office_of(wait: UserTaskWait, case: Case) -> OfficeId:
    """Where the model says, if the case has to do with that office; else by who is to do it.

    Operators work where the papers were handed in, everybody else in the department.
    """
    if wait.office in case.offices:
        return OfficeId(wait.office)
    if case.taken_in_at is not None and wait.candidate_groups == (Role.OPERATOR.value,):
        return case.taken_in_at
    return case.office_id


def due_of(
    due: date | datetime | None, calendar: WorkingCalendar
) -> tuple[date | None, datetime | None]:
    """The last day, and when work ends on it (or the very moment, where the model names one)."""
    if due is None:
        return None, None
    if isinstance(due, datetime):
        return calendar.local_date(due), due
    return due, calendar.closes_at(due)


def _sent_off(works: Sequence[JobWait], ground: Grounds) -> list[Job]:
    """Jobs that nothing awaits, due in the order in which they were handed over."""
    first = ground.now - timedelta(microseconds=len(works))
    return [
        replace(_job(work, ground), is_awaited=False, due_at=first + timedelta(microseconds=place))
        for place, work in enumerate(works)
    ]


def _job(wait: JobWait, ground: Grounds) -> Job:
    return Job(
        id=JobId(wait.token_id),
        instance_id=ground.instance.id,
        element_id=wait.element_id,
        topic=wait.topic,
        inputs=wait.inputs,
        retries=retry_cycle(wait.retry_cycle),
        state=JobState.DUE,
        due_at=ground.now,
        created_at=ground.now,
    )
