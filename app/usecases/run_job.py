"""Run one due job: claim it, call its handler outside any transaction, write the outcome down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from app.domain.audit import AuditEntry
from app.domain.case import InstanceStatus
from app.domain.identity import ElementId, IncidentId, JobId, TokenId, Topic
from app.domain.refusals import Unavailable
from app.domain.texts import Text
from app.domain.work import Incident, Job, JobState, LeaseLost
from app.feel import Value
from app.ports.clock import Clock
from app.ports.engine import Advance, Failure, ProcessEngine
from app.ports.outside import BusinessError, ModelUnfit, SystemUnavailable
from app.ports.storage import BeginWork, HistoryEvent, Token, UnitOfWork
from app.usecases.advance_story import SYSTEM
from app.usecases.advancing import (
    ENDED,
    Deed,
    Grounds,
    NewId,
    audited,
    grounds_of,
    record_advance,
)
from app.usecases.failure_words import words_of
from app.usecases.rulebook import Rulebook

Handle = Callable[[JobId, Mapping[str, Value]], Mapping[str, Value]]
"""A handler with its ports bound: inputs in, results out."""
Handlers = Mapping[Topic, Handle]

LEASE = timedelta(minutes=2)
"""Longer than any handler may take: settings bound the patience of its clients."""


@dataclass(frozen=True, slots=True)
class JobRun:
    """What became of one job."""

    job_id: JobId
    topic: Topic
    element_id: ElementId
    outcome: Literal["done", "business-error", "failed", "incident", "lease-lost", "on-hold"]
    """`on-hold`: its case was held meanwhile; the job runs again when that is resumed."""


def run_next_job(
    *,
    begin: BeginWork,
    engine: ProcessEngine,
    rules: Rulebook,
    clock: Clock,
    handlers: Handlers,
    jitter: Callable[[], float],
    new_id: NewId,
    report: Callable[[Job, Exception], None],
) -> JobRun | None:
    """Claim the earliest due job and run it; None if no job is due.

    `jitter` gives 0 to 1, drawn anew for each failure. `report` is told of a failure that is no
    answer of a state system: a defect of ours.
    """
    with begin() as uow:
        job = uow.jobs.claim_due(clock.now(), LEASE)
        uow.commit()
    if job is None:
        return None
    settle = _Settling(begin=begin, engine=engine, rules=rules, clock=clock, new_id=new_id)
    try:
        return _run(job, handlers, settle, jitter)
    except Unavailable:
        # The storage, not the job: when the lease ends, the job is there again.
        raise
    except Exception as error:  # whatever happens, the job must not vanish or run for ever
        report(job, error)
        return settle.failure(job, DEFECT, type(error).__name__, jitter())


def _run(job: Job, handlers: Handlers, settle: "_Settling", jitter: Callable[[], float]) -> JobRun:
    try:
        results = handlers[job.topic](job.id, job.inputs)
    except BusinessError as error:
        return settle.business_error(job, error)
    except SystemUnavailable as down:
        return settle.failure(job, down.words, str(down), jitter())
    except ModelUnfit as unfit:
        return settle.hopeless(job, unfit.reason, str(unfit))
    except LeaseLost:
        return _lost(job)
    return settle.success(job, results)


def _lost(job: Job) -> JobRun:
    return JobRun(job.id, job.topic, job.element_id, "lease-lost")


class _Uncaught(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


JOB_FAILED = "job-failed"
DEFECT = Text("Жүйенің ішкі қатесі", "Внутренняя ошибка системы", "An internal error of the system")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settling:
    """Writes the outcome of a job down, if the lease still stands."""

    begin: BeginWork
    engine: ProcessEngine
    rules: Rulebook
    clock: Clock
    new_id: NewId

    def success(self, job: Job, results: Mapping[str, Value]) -> JobRun:
        if not job.is_awaited:
            return self._delivered(job)

        def step(ground: Grounds) -> Advance:
            return self.engine.complete(
                ground.service.source,
                ground.instance.snapshot,
                TokenId(job.id),
                results,
                ground.around,
            )

        return self._advance(job, step, "done", "job-done")

    def business_error(self, job: Job, error: BusinessError) -> JobRun:
        """Raise it in the model; one that the model does not catch is an incident of the job."""
        if not job.is_awaited:
            return self.hopeless(job, DEFECT, f"nothing awaits the error {error.code}")
        facts: dict[str, Value] = dict(error.facts)  # type: ignore[arg-type]  # handlers give values

        def step(ground: Grounds) -> Advance:
            advance = self.engine.raise_error(
                ground.service.source,
                ground.instance.snapshot,
                TokenId(job.id),
                error.code,
                facts,
                ground.around,
            )
            if advance.failure is not None and advance.failure.token_id == TokenId(job.id):
                raise _Uncaught(advance.failure)
            return advance

        try:
            return self._advance(job, step, "business-error", f"job-error:{error.code}")
        except _Uncaught as uncaught:
            # Nothing was written: the token still waits for its job, and a retry runs it again.
            failure = uncaught.failure
            return self.hopeless(job, words_of(failure), failure.detail, failure.code)

    def failure(self, job: Job, reason: Text, detail: str, jitter: float) -> JobRun:
        """One attempt less; an incident where it was the last one."""
        return self._fail(job, lambda held, now: held.failed(reason, now, jitter), detail)

    def hopeless(self, job: Job, reason: Text, detail: str, code: str = JOB_FAILED) -> JobRun:
        """An incident at once: trying again without a person changes nothing."""
        return self._fail(job, lambda held, now: held.spent(reason, now), detail, code)

    def _fail(
        self, job: Job, fail: Callable[[Job, datetime], Job], detail: str, code: str = JOB_FAILED
    ) -> JobRun:
        with self.begin() as uow:
            instance = uow.instances.lock(job.instance_id)
            held = self._held(uow, job)
            if held is None:
                return _lost(job)
            now = self.clock.now()
            after = fail(held, now)
            reason = after.failure or DEFECT
            uow.jobs.put(after)
            facts = {"attempt": str(after.attempts), "reason": reason.en}
            events = [HistoryEvent(now, "job_failed", job.element_id, SYSTEM, (), facts)]
            is_spent = after.state is JobState.FAILED
            if is_spent:
                if instance.status not in ENDED:
                    instance = replace(instance, status=InstanceStatus.INCIDENT)
                self._open_incident(uow, after, code, detail)
                events.append(HistoryEvent(now, "incident", job.element_id, SYSTEM, (), facts))
            uow.history.add(instance.id, events)
            entry = AuditEntry(now, SYSTEM, "job-failed", {"element": job.element_id, **facts})
            audited(uow, instance, entry)
            uow.commit()
            outcome: Literal["incident", "failed"] = "incident" if is_spent else "failed"
            return JobRun(job.id, job.topic, job.element_id, outcome)

    def _delivered(self, job: Job) -> JobRun:
        """Done, and nothing else: no token rests there, and the case may have ended."""
        with self.begin() as uow:
            instance = uow.instances.lock(job.instance_id)
            held = self._held(uow, job)
            if held is None:
                return _lost(job)
            uow.jobs.put(held.done())
            entry = AuditEntry(self.clock.now(), SYSTEM, "job-done", {"element": job.element_id})
            audited(uow, instance, entry)
            uow.commit()
            return JobRun(job.id, job.topic, job.element_id, "done")

    def _advance(
        self,
        job: Job,
        step: Callable[[Grounds], Advance],
        outcome: Literal["done", "business-error"],
        action: str,
    ) -> JobRun:
        with self.begin() as uow:
            instance = uow.instances.lock(job.instance_id)
            held = self._held(uow, job)
            if held is None:
                return _lost(job)
            if instance.held_at is not None:
                # The answer would move the case; asked again, a handler gives it again.
                uow.jobs.put(held.put_back())
                uow.commit()
                return JobRun(job.id, job.topic, job.element_id, "on-hold")
            ground = grounds_of(uow, instance, self.rules, self.clock.now())
            advance = step(ground)
            uow.jobs.put(held.done())
            deed = Deed(SYSTEM, action, {"element": job.element_id}, closed=TokenId(job.id))
            record_advance(uow, ground, advance, deed, new_id=self.new_id)
            uow.commit()
            return JobRun(job.id, job.topic, job.element_id, outcome)

    def _held(self, uow: UnitOfWork, job: Job) -> Job | None:
        """The job as stored, or None if its lease is lost: the answer came too late."""
        try:
            return uow.jobs.held(job.id, job.fencing)
        except LeaseLost:
            return None

    def _open_incident(self, uow: UnitOfWork, job: Job, code: str, detail: str) -> None:
        incident = Incident(
            id=IncidentId(self.new_id()),
            instance_id=job.instance_id,
            element_id=job.element_id,
            code=code,
            reason=job.failure or DEFECT,
            detail=detail,
            created_at=self.clock.now(),
            job_id=job.id,
        )
        uow.incidents.add(incident)
        token = Token(TokenId(incident.id), job.element_id, "incident")
        uow.tokens.change(job.instance_id, gone=[], come=[token])
