"""Waiting work in storage: user tasks with their drafts, jobs, timers, incidents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.domain.case import ProcessInstance
from app.domain.entity_states import EntityState, StartCondition
from app.domain.identity import (
    IncidentId,
    InstanceId,
    JobId,
    PersonId,
    ProcessKey,
    TimerId,
    UserTaskId,
)
from app.domain.models import Beginning
from app.domain.task import UserTask
from app.domain.work import Incident, Job, StartTimer, Timer
from app.feel import Value


class UserTaskRepository(Protocol):
    def add(self, tasks: Sequence[UserTask]) -> None: ...

    def get(self, task_id: UserTaskId) -> UserTask:
        """Raises UserTaskNotFound."""
        ...

    def look_at(self, tasks: Sequence[UserTaskId]) -> Mapping[UserTaskId, ProcessInstance]:
        """The instances of those tasks that are there, for looking alone: nothing is locked.

        What the unit of work is asked of these tasks afterwards, of their cases, drafts, files and
        signatures, it answers from what it has read here, in statements that do not grow with them.
        """
        ...

    def open_of(self, instance_id: InstanceId) -> tuple[UserTask, ...]: ...

    def put(self, task: UserTask) -> None: ...

    def bar_who_completed(self, instance_id: InstanceId) -> None:
        """Keep open tasks that look again at a completed one from the lists of who did that."""
        ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What was shown to whoever typed a draft, as marks that are compared later."""

    case: str
    """A digest of the case's data that the form reads."""
    others: str
    """When the newest draft of somebody else was saved; sorts as time does."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has typed into a task form and not sent yet."""

    task_id: UserTaskId
    person: PersonId
    answers: Mapping[str, Value]
    saved_at: datetime
    seen: Seen | None = None
    """None: nobody remembers."""


class DraftRepository(Protocol):
    def get(self, task_id: UserTaskId, person: PersonId) -> Draft | None: ...

    def of_others(self, task_id: UserTaskId, person: PersonId) -> tuple[Draft, ...]:
        """What all but the person keep of the task."""
        ...

    def put(self, instance_id: InstanceId, draft: Draft) -> None: ...

    def drop(self, task_id: UserTaskId) -> None: ...


class JobRepository(Protocol):
    def add(self, jobs: Sequence[Job]) -> None: ...

    def get(self, job_id: JobId) -> Job:
        """The job, locked: lock its instance first, or two commands wait for each other."""
        ...

    def instance_of(self, job_id: JobId) -> InstanceId:
        """Whose job it is, without a lock. Raises LeaseLost where there is no such job."""
        ...

    def claim_due(self, now: datetime, lease: timedelta) -> Job | None:
        """Claim one due, unleased job by one conditional update (SKIP LOCKED on PostgreSQL)."""
        ...

    def held(self, job_id: JobId, fencing: int) -> Job:
        """The job, if the lease still stands. Raises LeaseLost."""
        ...

    def prolong(self, job_id: JobId, fencing: int, until: datetime) -> bool:
        """A heartbeat; False if the lease is lost."""
        ...

    def open_of(self, instance_id: InstanceId) -> tuple[Job, ...]: ...

    def put(self, job: Job) -> None: ...

    def next_due(self) -> datetime | None: ...


class TimerRepository(Protocol):
    def add(self, timers: Sequence[Timer]) -> None: ...

    def due(self, now: datetime, limit: int) -> tuple[Timer, ...]:
        """Armed timers whose moment has come, the earliest first.

        Of those that are due at one moment the one whose element's id comes first in the alphabet.
        """
        ...

    def get(self, timer_id: TimerId) -> Timer: ...

    def open_of(self, instance_id: InstanceId) -> tuple[Timer, ...]: ...

    def put(self, timers: Sequence[Timer]) -> None: ...

    def next_due(self) -> datetime | None:
        """When the earliest is due, of those that begin cases, too."""
        ...


class StartTimerRepository(Protocol):
    def replace(self, process: ProcessKey, timers: Sequence[StartTimer]) -> None:
        """The timers of a new version, in place of those of the version before."""
        ...

    def of(self, process: ProcessKey) -> tuple[StartTimer, ...]:
        """All of a process, by element."""
        ...

    def due(self, now: datetime, limit: int) -> tuple[StartTimer, ...]:
        """Those whose moment has come, the earliest first; then by process and element."""
        ...

    def failing(self) -> tuple[StartTimer, ...]:
        """Those that could not begin their case yet, the earliest first."""
        ...

    def put(self, timer: StartTimer) -> bool:
        """Write what became of an attempt; False if the round has been taken, or replaced."""
        ...

    def take(self, timer: StartTimer, following: StartTimer | None) -> bool:
        """Put the next round in its place, or nothing.

        False if another has taken this round, or a new version its place. Two that take one round
        at once wait for each other, so only one of them begins a case.
        """
        ...


class StartConditionRepository(Protocol):
    def of(self, process: ProcessKey, at: Beginning, state: EntityState) -> StartCondition | None:
        """How the condition of a start event was when last weighed on the entity of the state."""
        ...

    def waiting_case(self, process: ProcessKey, at: Beginning) -> InstanceId | None:
        """The oldest instance that another of several events has begun, and that waits for it."""
        ...

    def put(self, condition: StartCondition) -> None:
        """In place of what was known of it."""
        ...


class IncidentRepository(Protocol):
    def add(self, incident: Incident) -> None: ...

    def get(self, incident_id: IncidentId) -> Incident: ...

    def open_of(self, instance_id: InstanceId) -> tuple[Incident, ...]: ...

    def put(self, incident: Incident) -> None: ...
