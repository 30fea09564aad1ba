"""Between rows and values of waiting work: user tasks, jobs, timers, incidents, drafts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.domain.identity import (
    ElementId,
    IncidentId,
    InstanceId,
    JobId,
    OfficeId,
    PersonId,
    TimerId,
    Topic,
    UserTaskId,
)
from app.domain.task import TaskState, UserTask
from app.domain.work import Incident, Job, JobState, RetryCycle, Timer, TimerState
from app.ports.storage import Draft, Seen
from app.storage.rows import DraftRow, IncidentRow, JobRow, TimerRow, UserTaskRow

END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)
"""Sorts tasks without a due moment behind all others."""


def member_of_person(person: str) -> str:
    """A person among the members of a candidate set; groups stand there by their name."""
    return f"@{person}"


def candidates_of(task: UserTask) -> tuple[str, ...]:
    """The members of the task's candidate set, in one order whatever the model's."""
    people = (member_of_person(person) for person in task.candidate_users)
    return tuple(sorted({*task.candidate_groups, *people}))


def candidate_key(members: tuple[str, ...]) -> str:
    return ",".join(members)


def task_of(row: UserTaskRow) -> UserTask:
    return UserTask(
        id=UserTaskId(row.id),
        instance_id=InstanceId(row.instance_id),
        element_id=ElementId(row.element_id),
        name=row.name,
        form=row.form,
        office_id=OfficeId(row.office_id),
        candidate_groups=row.candidate_groups,
        candidate_users=row.candidate_users,
        state=TaskState(row.state),
        assignee=None if row.assignee is None else PersonId(row.assignee),
        created_at=row.created_at,
        due_on=row.due_on,
        due_at=row.due_at,
        priority=row.priority,
        delegated_by=None if row.delegated_by is None else PersonId(row.delegated_by),
        follow_up_at=row.follow_up_at,
        four_eyes=tuple(ElementId(one) for one in row.four_eyes.split(",") if one),
        ended_at=row.ended_at,
        ended_by=None if row.ended_by is None else PersonId(row.ended_by),
    )


def with_barred(task: UserTask, others: Iterable[UserTask]) -> UserTask:
    """The task, told who may not do it; `others` are those of its case."""
    if not task.four_eyes:
        return task
    done = [one for one in others if one.element_id in task.four_eyes]
    done = [one for one in done if one.state is TaskState.COMPLETED]
    people = {person for one in done for person in (one.ended_by, one.assignee)}
    return replace(task, barred=frozenset(person for person in people if person is not None))


def task_row(task: UserTask) -> dict[str, object]:
    return {
        "instance_id": task.instance_id,
        "id": task.id,
        "element_id": task.element_id,
        "name": task.name,
        "form": task.form,
        "office_id": task.office_id,
        "candidates": candidate_key(candidates_of(task)),
        "candidate_groups": task.candidate_groups,
        "candidate_users": task.candidate_users,
        "state": task.state.value,
        "assignee": task.assignee,
        "created_at": task.created_at,
        "due_on": task.due_on,
        "due_at": task.due_at,
        "sort_due": task.due_at or END_OF_TIME,
        "priority": task.priority,
        "delegated_by": task.delegated_by,
        "follow_up_at": task.follow_up_at,
        "four_eyes": ",".join(task.four_eyes),
        "ended_at": task.ended_at,
        "ended_by": task.ended_by,
    }


def job_of(row: JobRow) -> Job:
    return Job(
        id=JobId(row.id),
        instance_id=InstanceId(row.instance_id),
        element_id=ElementId(row.element_id),
        topic=Topic(row.topic),
        inputs=row.inputs,
        retries=RetryCycle(row.retries, timedelta(seconds=row.pause_seconds)),
        state=JobState(row.state),
        due_at=row.due_at,
        created_at=row.created_at,
        attempts=row.attempts,
        leased_until=row.leased_until,
        fencing=row.fencing,
        failure=row.failure,
        is_awaited=row.is_awaited,
    )


def job_row(job: Job) -> dict[str, object]:
    return {
        "instance_id": job.instance_id,
        "id": job.id,
        "element_id": job.element_id,
        "topic": job.topic,
        "inputs": job.inputs,
        "retries": job.retries.retries,
        "pause_seconds": job.retries.pause.total_seconds(),
        "state": job.state.value,
        "due_at": job.due_at,
        "created_at": job.created_at,
        "attempts": job.attempts,
        "leased_until": job.leased_until,
        "fencing": job.fencing,
        "failure": job.failure,
        "is_awaited": job.is_awaited,
    }


def timer_of(row: TimerRow) -> Timer:
    return Timer(
        TimerId(row.id),
        InstanceId(row.instance_id),
        ElementId(row.element_id),
        row.due_at,
        TimerState(row.state),
        row.depth,
    )


def timer_row(timer: Timer) -> dict[str, object]:
    return {
        "instance_id": timer.instance_id,
        "id": timer.id,
        "element_id": timer.element_id,
        "due_at": timer.due_at,
        "state": timer.state.value,
        "depth": timer.depth,
    }


def incident_of(row: IncidentRow) -> Incident:
    return Incident(
        id=IncidentId(row.id),
        instance_id=InstanceId(row.instance_id),
        element_id=ElementId(row.element_id),
        code=row.code,
        reason=row.reason,
        detail=row.detail,
        created_at=row.created_at,
        job_id=None if row.job_id is None else JobId(row.job_id),
        resolved_at=row.resolved_at,
    )


def incident_row(incident: Incident) -> dict[str, object]:
    return {
        "instance_id": incident.instance_id,
        "id": incident.id,
        "element_id": incident.element_id,
        "code": incident.code,
        "reason": incident.reason,
        "detail": incident.detail,
        "created_at": incident.created_at,
        "job_id": incident.job_id,
        "resolved_at": incident.resolved_at,
    }


def draft_of(row: DraftRow) -> Draft:
    seen = None
    if row.seen_case is not None and row.seen_others is not None:
        seen = Seen(row.seen_case, row.seen_others)
    return Draft(UserTaskId(row.task_id), PersonId(row.person), row.answers, row.saved_at, seen)
