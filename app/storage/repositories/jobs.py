"""Jobs, timers and incidents: due work of the engine, claimed once and guarded by numbers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select, update

from app.domain.identity import IncidentId, InstanceId, JobId, TimerId
from app.domain.refusals import TokenNotWaiting
from app.domain.work import (
    Incident,
    IncidentNotFound,
    IncidentNotOpen,
    Job,
    JobState,
    LeaseLost,
    Timer,
    TimerState,
)
from app.storage.reading import add, change, change_all, first, many
from app.storage.rows import IncidentRow, JobRow, ProcessInstanceRow, StartTimerRow, TimerRow
from app.storage.rows.parts import word
from app.storage.work_values import (
    incident_of,
    incident_row,
    job_of,
    job_row,
    timer_of,
    timer_row,
)

# A handful of cases at most is on hold; an index holds them alone.
_HELD_INSTANCES = select(ProcessInstanceRow.id).where(ProcessInstanceRow.held_at.is_not(None))
_IS_DUE = JobRow.state == word(JobState.DUE)
_FREE = and_(
    _IS_DUE,
    JobRow.due_at <= bindparam("now"),
    or_(JobRow.leased_until.is_(None), JobRow.leased_until <= bindparam("now")),
    JobRow.instance_id.not_in(_HELD_INSTANCES),
)
_NEXT_FREE = (
    select(JobRow.id)
    .where(_FREE)
    .order_by(JobRow.due_at, JobRow.id)
    .limit(1)
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_CLAIM = (
    update(JobRow)
    .where(JobRow.id == _NEXT_FREE)
    .values(fencing=JobRow.fencing + 1, leased_until=bindparam("lease_end"))
    .returning(*JobRow.__table__.c)
)
_JOB = select(JobRow).where(JobRow.id == bindparam("wanted")).with_for_update()
_INSTANCE_OF_JOB = select(JobRow.instance_id).where(JobRow.id == bindparam("wanted"))
_HELD = (
    select(JobRow)
    .where(
        JobRow.id == bindparam("wanted"),
        JobRow.fencing == bindparam("number"),
        JobRow.leased_until.is_not(None),
        _IS_DUE,
    )
    .with_for_update()
)
_PROLONG = (
    update(JobRow)
    .where(
        JobRow.id == bindparam("wanted"),
        JobRow.fencing == bindparam("number"),
        JobRow.leased_until.is_not(None),
        _IS_DUE,
    )
    .values(leased_until=bindparam("lease_end"))
)
_OPEN_JOBS = (
    select(JobRow)
    .where(
        JobRow.instance_id == bindparam("of_instance"),
        JobRow.state.in_((JobState.DUE.value, JobState.FAILED.value)),
    )
    .order_by(JobRow.created_at, JobRow.id)
    .with_for_update()
)
_PUT_JOB = update(JobRow).where(
    JobRow.instance_id == bindparam("of_instance"),
    JobRow.id == bindparam("of_id"),
    JobRow.fencing == bindparam("number"),
)
# The earliest unleased job, and the earliest end of a lease: one look at an index each.
_NEXT_JOB = select(
    select(func.min(JobRow.due_at))
    .where(_IS_DUE, JobRow.leased_until.is_(None), JobRow.instance_id.not_in(_HELD_INSTANCES))
    .scalar_subquery()
    .label("due"),
    select(func.min(JobRow.leased_until))
    .where(JobRow.leased_until.is_not(None), JobRow.instance_id.not_in(_HELD_INSTANCES))
    .scalar_subquery()
    .label("lease_ends"),
)
_ARMED = TimerRow.state == word(TimerState.ARMED)
_DUE_TIMERS: Select[TimerRow] = (
    select(TimerRow)
    .where(
        _ARMED,
        TimerRow.due_at <= bindparam("now"),
        TimerRow.instance_id.not_in(_HELD_INSTANCES),
    )
    # Ids are drawn by chance: two timers of one case that are due at once would race.
    .order_by(TimerRow.due_at, TimerRow.depth.desc(), TimerRow.element_id, TimerRow.id)
    .limit(bindparam("most"))
)
_TIMER = select(TimerRow).where(TimerRow.id == bindparam("wanted"))
_OPEN_TIMERS = (
    select(TimerRow)
    .where(TimerRow.instance_id == bindparam("of_instance"), _ARMED)
    .order_by(TimerRow.due_at, TimerRow.id)
    .with_for_update()
)
_PUT_TIMER = update(TimerRow).where(
    TimerRow.instance_id == bindparam("of_instance"), TimerRow.id == bindparam("of_id"), _ARMED
)
# Each looks at an index of its own.
_NEXT_TIMER = select(
    select(func.min(TimerRow.due_at))
    .where(_ARMED, TimerRow.instance_id.not_in(_HELD_INSTANCES))
    .scalar_subquery()
    .label("of_a_case"),
    select(func.min(func.coalesce(StartTimerRow.retry_at, StartTimerRow.due_at)))
    .scalar_subquery()
    .label("of_a_process"),
)
_INCIDENT = select(IncidentRow).where(IncidentRow.id == bindparam("wanted"))
_OPEN_INCIDENTS = (
    select(IncidentRow)
    .where(IncidentRow.instance_id == bindparam("of_instance"), IncidentRow.resolved_at.is_(None))
    .order_by(IncidentRow.created_at, IncidentRow.id)
)
_PUT_INCIDENT = update(IncidentRow).where(
    IncidentRow.instance_id == bindparam("of_instance"),
    IncidentRow.id == bindparam("of_id"),
    IncidentRow.resolved_at.is_(None),
)


class JobRepository:
    """Implements app.ports.storage.JobRepository.

    A job that a command has read stays locked until its end, so that no worker claims it
    meanwhile; lock the instance first, as all commands do.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, jobs: Sequence[Job]) -> None:
        add(self._connection, JobRow, [job_row(job) for job in jobs])

    def get(self, job_id: JobId) -> Job:
        """Raises LeaseLost where there is no such job."""
        row = first(self._connection, JobRow, _JOB, {"wanted": job_id})
        if row is None:
            raise LeaseLost(f"Expected a job {job_id}, there is none")
        return job_of(row)

    def instance_of(self, job_id: JobId) -> InstanceId:
        """Raises LeaseLost where there is no such job."""
        found = self._connection.execute(_INSTANCE_OF_JOB, {"wanted": job_id}).scalar()
        if found is None:
            raise LeaseLost(f"Expected a job {job_id}, there is none")
        return InstanceId(found)

    def claim_due(self, now: datetime, lease: timedelta) -> Job | None:
        params = {"now": now, "lease_end": now + lease}
        row = first(self._connection, JobRow, _CLAIM, params)
        return None if row is None else job_of(row)

    def held(self, job_id: JobId, fencing: int) -> Job:
        row = first(self._connection, JobRow, _HELD, {"wanted": job_id, "number": fencing})
        if row is None:
            raise LeaseLost(f"Expected job {job_id} under lease {fencing}, it is not")
        return job_of(row)

    def prolong(self, job_id: JobId, fencing: int, until: datetime) -> bool:
        params = {"wanted": job_id, "number": fencing, "lease_end": until}
        return change(self._connection, _PROLONG, params) == 1

    def open_of(self, instance_id: InstanceId) -> tuple[Job, ...]:
        rows = many(self._connection, JobRow, _OPEN_JOBS, {"of_instance": instance_id})
        return tuple(job_of(row) for row in rows)

    def put(self, job: Job) -> None:
        """Raises LeaseLost where the stored job has another fencing number."""
        values = job_row(job)
        values |= {
            "of_instance": values.pop("instance_id"),
            "of_id": values.pop("id"),
            "number": values.pop("fencing"),
        }
        if change(self._connection, _PUT_JOB, values) != 1:
            raise LeaseLost(f"Expected job {job.id} under lease {job.fencing}, it is not")

    def next_due(self) -> datetime | None:
        """The earliest moment at which a job can be claimed, were nothing else to happen."""
        due, lease_ends = self._connection.execute(_NEXT_JOB).one()
        moments = [moment for moment in (due, lease_ends) if moment is not None]
        return min(moments, default=None)


class TimerRepository:
    """Implements app.ports.storage.TimerRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, timers: Sequence[Timer]) -> None:
        add(self._connection, TimerRow, [timer_row(timer) for timer in timers])

    def due(self, now: datetime, limit: int) -> tuple[Timer, ...]:
        rows = many(self._connection, TimerRow, _DUE_TIMERS, {"now": now, "most": limit})
        return tuple(timer_of(row) for row in rows)

    def get(self, timer_id: TimerId) -> Timer:
        """Raises TokenNotWaiting where there is no such timer."""
        row = first(self._connection, TimerRow, _TIMER, {"wanted": timer_id})
        if row is None:
            raise TokenNotWaiting(f"Expected a timer {timer_id}, there is none")
        return timer_of(row)

    def open_of(self, instance_id: InstanceId) -> tuple[Timer, ...]:
        rows = many(self._connection, TimerRow, _OPEN_TIMERS, {"of_instance": instance_id})
        return tuple(timer_of(row) for row in rows)

    def put(self, timers: Sequence[Timer]) -> None:
        """Raises TokenNotWaiting where a stored timer is not armed: each ends once."""
        if not timers:
            return
        params = []
        for timer in timers:
            values = timer_row(timer)
            values |= {"of_instance": values.pop("instance_id"), "of_id": values.pop("id")}
            params.append(values)
        if change_all(self._connection, _PUT_TIMER, params) != len(params):
            raise TokenNotWaiting("Expected the timers to be armed, one has ended before")

    def next_due(self) -> datetime | None:
        moments = self._connection.execute(_NEXT_TIMER).one()
        return min((moment for moment in moments if moment is not None), default=None)


class IncidentRepository:
    """Implements app.ports.storage.IncidentRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, incident: Incident) -> None:
        add(self._connection, IncidentRow, incident_row(incident))

    def get(self, incident_id: IncidentId) -> Incident:
        row = first(self._connection, IncidentRow, _INCIDENT, {"wanted": incident_id})
        if row is None:
            raise IncidentNotFound(f"Expected an incident {incident_id}, there is none")
        return incident_of(row)

    def open_of(self, instance_id: InstanceId) -> tuple[Incident, ...]:
        rows = many(self._connection, IncidentRow, _OPEN_INCIDENTS, {"of_instance": instance_id})
        return tuple(incident_of(row) for row in rows)

    def put(self, incident: Incident) -> None:
        """Raises IncidentNotOpen where the stored incident is resolved."""
        values = incident_row(incident)
        values |= {"of_instance": values.pop("instance_id"), "of_id": values.pop("id")}
        if change(self._connection, _PUT_INCIDENT, values) != 1:
            raise IncidentNotOpen(f"Expected incident {incident.id} open, but it is resolved")
