"""Rows of waiting work: user tasks with their drafts, jobs, timers, incidents."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKeyConstraint, Index, text, true
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.task import NORMAL, TaskState
from app.domain.texts import Text
from app.domain.work import JobState, TimerState
from app.storage.columns import Base, FeelValues, ValuesJson
from app.storage.rows.parts import BY_CODE_POINT, of_instance, one_of

_LISTED = (
    *("instance_id", "process_key", "element_id", "priority", "created_at", "sort_name"),
    "follow_up_at",
)
"""What lists are filtered and sorted by, beside their own order."""
_PLACE = ("id", "office_id", "instance_id")
_URGENT = f"ended_at IS NULL AND priority > {NORMAL}"


def _open_tasks(name: str, *columns: str | ColumnElement[Any]) -> Index:
    """An index of open tasks alone."""
    only = text("ended_at IS NULL")
    return Index(name, *columns, "ended_at", sqlite_where=only, postgresql_where=only)


class UserTaskRow(Base):
    """A user task; each list of the inbox is read through one covering index."""

    __tablename__ = "user_task"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    element_id: Mapped[str]
    name: Mapped[Text]
    form: Mapped[str]
    office_id: Mapped[str]
    candidates: Mapped[str]
    """The key of its candidate set: who it is offered to as one word, so that it indexes."""
    candidate_groups: Mapped[tuple[str, ...]]
    candidate_users: Mapped[tuple[str, ...]]
    state: Mapped[str]
    assignee: Mapped[str | None]
    created_at: Mapped[datetime]
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None]
    sort_due: Mapped[datetime]
    """`due_at`, or the end of time where there is none."""
    priority: Mapped[int]
    # Told again here of the case, so that lists are filtered and sorted without reading it.
    process_key: Mapped[str] = mapped_column(server_default="")
    sort_name: Mapped[str] = mapped_column(server_default="")
    """The applicant's name as figures that sort as the Kazakh alphabet does."""
    delegated_by: Mapped[str | None]
    follow_up_at: Mapped[datetime | None]
    four_eyes: Mapped[str] = mapped_column(server_default="")
    """Addresses of elements, parted by commas."""
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]

    __table_args__ = (
        of_instance(),
        one_of("state", TaskState),
        CheckConstraint("state <> 'open' OR assignee IS NULL", name="open_is_nobodys"),
        CheckConstraint("state <> 'claimed' OR assignee IS NOT NULL", name="claimed_is_held"),
        CheckConstraint(
            "(ended_at IS NULL) = (state IN ('open', 'claimed'))", name="ended_when_closed"
        ),
        Index("ix_user_task_id", "id", unique=True),
        # `state` is a column, too: older SQLite looks it up although the condition implies it.
        Index(
            "ix_user_task_offered",
            *("candidates", "office_id", "sort_due", "id", *_LISTED, "state"),
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_user_task_held",
            *("assignee", "sort_due", "id", *_LISTED, "state", "office_id"),
            sqlite_where=text("state = 'claimed'"),
            postgresql_where=text("state = 'claimed'"),
        ),
        _open_tasks("ix_user_task_waiting", "office_id", "sort_due", "id", *_LISTED),
        # Whoever sees many offices reads them in one order: by office, all had to be sorted first.
        _open_tasks("ix_user_task_due", "sort_due", *_PLACE),
        # A case found by its words; whoever sees the whole country, by stage, urgency and order.
        _open_tasks("ix_user_task_of_case", "instance_id", "sort_due", "id", "office_id"),
        _open_tasks("ix_user_task_stage", "element_id", "process_key", "sort_due"),
        Index(
            "ix_user_task_urgent",
            *("sort_due", *_PLACE, "priority", "ended_at"),
            sqlite_where=text(_URGENT),
            postgresql_where=text(_URGENT),
        ),
        _open_tasks("ix_user_task_by_name", "sort_name", *_PLACE),
        _open_tasks("ix_user_task_sort_due", "sort_due"),
        # Only counted: PostgreSQL keeps equal keys once, so that a million tasks are 8 MB of index.
        _open_tasks("ix_user_task_counted", "office_id", "sort_due"),
        Index(
            "ix_user_task_follow_up",
            "follow_up_at",
            sqlite_where=text("follow_up_at IS NOT NULL AND ended_at IS NULL"),
            postgresql_where=text("follow_up_at IS NOT NULL AND ended_at IS NULL"),
        ),
        Index(
            "ix_user_task_delegated",
            *("delegated_by", "sort_due", "id"),
            sqlite_where=text("delegated_by IS NOT NULL"),
            postgresql_where=text("delegated_by IS NOT NULL"),
        ),
    )


_open_tasks("ix_user_task_received", UserTaskRow.created_at.desc(), *_PLACE)
_open_tasks("ix_user_task_by_priority", UserTaskRow.priority.desc(), "sort_due", *_PLACE)


class TaskBarredRow(Base):
    """Who may not do an open task, because they did one that it looks at again.

    Few rows: of tasks that ask for a second person alone, gone once they are closed.
    """

    __tablename__ = "task_barred"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)

    __table_args__ = (of_instance(), Index("ix_task_barred_person", "person", "task_id"))


class CandidateSetRow(Base):
    """Who belongs to a candidate set: groups by name, people as `@login`.

    A few rows per model, not per task: tasks name the set, people's roles are resolved on reading.
    """

    __tablename__ = "candidate_set"

    key: Mapped[str] = mapped_column(primary_key=True)
    member: Mapped[str] = mapped_column(primary_key=True)

    __table_args__ = (Index("ix_candidate_set_member", "member", "key"),)


class DraftRow(Base):
    __tablename__ = "draft"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    answers: Mapped[FeelValues] = mapped_column(ValuesJson)
    saved_at: Mapped[datetime]
    seen_case: Mapped[str | None]
    seen_others: Mapped[str | None]

    __table_args__ = (of_instance(), Index("ix_draft_of_task", "task_id", "person"))


class JobRow(Base):
    __tablename__ = "job"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    element_id: Mapped[str]
    topic: Mapped[str]
    inputs: Mapped[FeelValues] = mapped_column(ValuesJson)
    retries: Mapped[int]
    pause_seconds: Mapped[float]
    state: Mapped[str]
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    attempts: Mapped[int]
    leased_until: Mapped[datetime | None]
    fencing: Mapped[int]
    failure: Mapped[Text | None]
    is_awaited: Mapped[bool] = mapped_column(server_default=true())

    __table_args__ = (
        of_instance(),
        one_of("state", JobState),
        CheckConstraint("leased_until IS NULL OR state = 'due'", name="leased_when_due"),
        CheckConstraint("fencing >= 0 AND attempts >= 0", name="counts_are_not_negative"),
        Index("ix_job_id", "id", unique=True),
        Index("ix_job_state_due_at", "state", "due_at", "id"),
        Index(
            "ix_job_leased_until",
            "leased_until",
            sqlite_where=text("leased_until IS NOT NULL"),
            postgresql_where=text("leased_until IS NOT NULL"),
        ),
    )


class TimerRow(Base):
    __tablename__ = "timer"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    element_id: Mapped[str] = mapped_column(BY_CODE_POINT)
    """Decides which of two timers that are due at once, and equally deep, is first."""
    due_at: Mapped[datetime]
    state: Mapped[str]
    depth: Mapped[int] = mapped_column(server_default=text("0"))

    __table_args__ = (
        of_instance(),
        one_of("state", TimerState),
        Index("ix_timer_id", "id", unique=True),
        Index(
            "ix_timer_armed",
            *("due_at", "id"),
            sqlite_where=text("state = 'armed'"),
            postgresql_where=text("state = 'armed'"),
        ),
    )


class StartTimerRow(Base):
    """A timer that begins cases of a process; the newest version's alone."""

    __tablename__ = "start_timer"

    process_key: Mapped[str] = mapped_column(BY_CODE_POINT, primary_key=True)
    element_id: Mapped[str] = mapped_column(BY_CODE_POINT, primary_key=True)
    event: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    office_id: Mapped[str]
    since: Mapped[datetime]
    round: Mapped[int]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    retry_at: Mapped[datetime | None]
    failure: Mapped[Text | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["process_key", "version"], ["process_version.key", "process_version.version"]
        ),
        CheckConstraint("round > 0 AND event >= 0", name="counts_begin_at_their_first"),
        Index("ix_start_timer_due_at", "due_at"),
    )


class StartConditionRow(Base):
    """Whether the condition of a start event held for an entity when last weighed."""

    __tablename__ = "start_condition"

    process_key: Mapped[str] = mapped_column(primary_key=True)
    element_id: Mapped[str] = mapped_column(primary_key=True)
    event: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    system: Mapped[str] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    is_true: Mapped[bool]
    at: Mapped[datetime]


class IncidentRow(Base):
    __tablename__ = "incident"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    element_id: Mapped[str]
    code: Mapped[str]
    reason: Mapped[Text]
    detail: Mapped[str]
    created_at: Mapped[datetime]
    job_id: Mapped[UUID | None]
    resolved_at: Mapped[datetime | None]

    __table_args__ = (
        of_instance(),
        Index("ix_incident_id", "id", unique=True),
        Index(
            "ix_incident_one_open_per_job",
            "job_id",
            unique=True,
            sqlite_where=text("resolved_at IS NULL AND job_id IS NOT NULL"),
            postgresql_where=text("resolved_at IS NULL AND job_id IS NOT NULL"),
        ),
    )


class SubscriptionRow(Base):
    """A token that waits for a message; gone with its token."""

    __tablename__ = "subscription"

    instance_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    element_id: Mapped[str]
    message: Mapped[str]
    key: Mapped[str]
    opened_at: Mapped[datetime]

    __table_args__ = (
        of_instance(),
        Index("ix_subscription_waiting", "message", "key", "opened_at", "id"),
    )


class KeptMessageRow(Base):
    """A message on its way: due where somebody may wait for it, else kept until it expires."""

    __tablename__ = "kept_message"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    message: Mapped[str]
    key: Mapped[str]
    payload: Mapped[FeelValues] = mapped_column(ValuesJson)
    sender: Mapped[str]
    received_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    instance_id: Mapped[UUID | None]
    is_due: Mapped[bool]

    __table_args__ = (
        Index("ix_kept_message_waiting", "message", "key", "id"),
        Index("ix_kept_message_expires_at", "expires_at", "id"),
        Index(
            "ix_kept_message_due",
            *("received_at", "id"),
            sqlite_where=text("is_due"),
            postgresql_where=text("is_due"),
        ),
    )
