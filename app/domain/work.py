"""Due work of the engine: jobs with lease and retries, timers, and incidents for people."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.domain.identity import (
    ElementId,
    IncidentId,
    InstanceId,
    JobId,
    OfficeId,
    ProcessKey,
    TimerId,
    Topic,
)
from app.domain.refusals import Conflict, NotFound
from app.domain.texts import Text
from app.feel import Value


class LeaseLost(Conflict):
    """Another worker holds the job or timer now, or it is done: this answer comes too late."""

    code = "LeaseLost"
    title = Text(
        "Бұл жұмысты басқа орындаушы алған",
        "Эту работу выполняет другой исполнитель",
        "Another worker has this job",
    )


class IncidentNotFound(NotFound):
    code = "IncidentNotFound"
    title = Text("Мұндай инцидент жоқ", "Такого инцидента нет", "There is no such incident")


class IncidentNotOpen(Conflict):
    code = "IncidentNotOpen"
    title = Text("Инцидент шешілген", "Инцидент уже решён", "The incident is already resolved")


class IncidentOfOtherKind(Conflict):
    """One that is tried again was to be closed, or the other way round."""

    code = "IncidentOfOtherKind"
    title = Text(
        "Бұл инцидент басқаша шешіледі",
        "Этот инцидент решается иначе",
        "This incident is resolved another way",
    )


UNDELIVERED = "sms-not-delivered"
"""The code of an incident that no trying mends: a person tells the applicant, and closes it."""


class JobState(StrEnum):
    DUE = "due"
    """Waits for a worker, or for its next attempt."""
    DONE = "done"
    FAILED = "failed"
    """Retries are spent; an incident stands for it."""
    CANCELLED = "cancelled"


JOB_LIFECYCLE: Mapping[JobState, frozenset[JobState]] = MappingProxyType(
    {
        JobState.DUE: frozenset({JobState.DUE, JobState.DONE, JobState.FAILED, JobState.CANCELLED}),
        JobState.FAILED: frozenset({JobState.DUE, JobState.CANCELLED}),
        JobState.DONE: frozenset(),
        JobState.CANCELLED: frozenset(),
    }
)


@dataclass(frozen=True, slots=True)
class RetryCycle:
    """How often a failed job is tried and how long the first pause is."""

    retries: int
    pause: timedelta

    def pause_before(self, attempt: int) -> timedelta:
        """The pause after the `attempt`-th failure (from 1): doubled each time, at most a day."""
        doubled: timedelta = self.pause * (1 << min(attempt - 1, 20))
        return min(doubled, timedelta(days=1))


DEFAULT_RETRIES = RetryCycle(retries=5, pause=timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Job:
    """One service task that waits for its handler; its id is the id of its token."""

    id: JobId
    instance_id: InstanceId
    element_id: ElementId
    topic: Topic
    inputs: Mapping[str, Value]
    retries: RetryCycle
    state: JobState
    due_at: datetime
    created_at: datetime
    attempts: int = 0
    """Attempts that failed so far."""
    leased_until: datetime | None = None
    fencing: int = 0
    """Raised by every claim; an answer with an older number is refused."""
    failure: Text | None = None
    """Why the last attempt failed, in words for a supervisor."""
    is_awaited: bool = True
    """Whether a token rests until it is done; else the case goes on, and may end, without it."""

    def failed(self, reason: Text, at: datetime, jitter: float) -> "Job":
        """The job after one more failed attempt: due again after a pause, or out of retries.

        One that nothing awaits holds nobody up, so it is tried until it is done.

        Args:
            reason: for people.
            at: aware; when the attempt failed.
            jitter: 0 to 1; stretches the pause by up to a tenth, so that many jobs spread.
        """
        attempts = self.attempts + 1
        if attempts > self.retries.retries and self.is_awaited:
            return self._moved(JobState.FAILED, attempts=attempts, failure=reason, due_at=at)
        pause = self.retries.pause_before(attempts) * (1 + jitter / 10)
        return self._moved(JobState.DUE, attempts=attempts, failure=reason, due_at=at + pause)

    def spent(self, reason: Text, at: datetime) -> "Job":
        """The job after a failure that no further attempt can mend: out of retries at once."""
        attempts = self.attempts + 1
        return self._moved(JobState.FAILED, attempts=attempts, failure=reason, due_at=at)

    def put_back(self) -> "Job":
        """Due again, without its lease and with all its attempts: nobody could use its answer."""
        return self._moved(JobState.DUE)

    def done(self) -> "Job":
        return self._moved(JobState.DONE)

    def cancelled(self) -> "Job":
        return self._moved(JobState.CANCELLED)

    def revived(self, at: datetime) -> "Job":
        """Due again at once, with all its retries: a person said so."""
        return self._moved(JobState.DUE, attempts=0, due_at=at)

    def _moved(
        self,
        state: JobState,
        *,
        attempts: int | None = None,
        failure: Text | None = None,
        due_at: datetime | None = None,
    ) -> "Job":
        if state not in JOB_LIFECYCLE[self.state]:
            raise LeaseLost(f"Expected job {self.id} to become {state}, but it is {self.state}")
        return replace(
            self,
            state=state,
            attempts=self.attempts if attempts is None else attempts,
            failure=failure or self.failure,
            due_at=due_at or self.due_at,
            leased_until=None,
        )


class TimerState(StrEnum):
    ARMED = "armed"
    FIRED = "fired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Timer:
    """One timer event that waits for its moment; its id is the id of its token."""

    id: TimerId
    instance_id: InstanceId
    element_id: ElementId
    due_at: datetime
    state: TimerState
    depth: int = 0
    """How many scopes lie around it; of several that are due at once the innermost is first."""


@dataclass(frozen=True, slots=True)
class StartTimer:
    """A timer that begins a case of a process; of the newest version only.

    One that could not begin its case has a `failure`, and is tried again after growing pauses.
    """

    process_key: ProcessKey
    version: int
    element_id: ElementId
    event: int
    """Which of the element's events it is."""
    office_id: OfficeId
    """Of the cases it begins."""
    since: datetime
    """When the version was deployed: durations count from then."""
    round: int
    """How often a cycle has come with this one; 1 for a date or a duration."""
    due_at: datetime
    attempts: int = 0
    """Attempts to begin this case that failed so far."""
    retry_at: datetime | None = None
    failure: Text | None = None
    """Why the last attempt failed, in words for a supervisor."""

    def failed(self, reason: Text, at: datetime) -> "StartTimer":
        """The timer after one more failed attempt: tried again after a pause, at most a day."""
        attempts = self.attempts + 1
        retry_at = at + DEFAULT_RETRIES.pause_before(attempts)
        return replace(self, attempts=attempts, retry_at=retry_at, failure=reason)

    def following(self, round: int, due_at: datetime) -> "StartTimer":
        """The timer of a later round, which nothing has kept from beginning yet."""
        return replace(self, round=round, due_at=due_at, attempts=0, retry_at=None, failure=None)


@dataclass(frozen=True, slots=True)
class Incident:
    """An instance that only a person can free, and why."""

    id: IncidentId
    instance_id: InstanceId
    element_id: ElementId
    code: str
    """`job-failed`, `UNDELIVERED`, or one of the engine's such as `no-matching-flow`."""
    reason: Text
    detail: str
    """English; for supervisors and designers; no variable values."""
    created_at: datetime
    job_id: JobId | None = None
    resolved_at: datetime | None = None

    @property
    def is_tried_again(self) -> bool:
        return self.code != UNDELIVERED

    def demand(self, *, is_tried_again: bool) -> None:
        """Raises IncidentNotOpen, IncidentOfOtherKind."""
        if self.resolved_at is not None:
            raise IncidentNotOpen(f"Expected incident {self.id} to be open")
        if self.is_tried_again is not is_tried_again:
            raise IncidentOfOtherKind(f"Incident {self.id} is of the kind {self.code}")
