"""Running cases: instances, cases with their papers, user tasks, jobs, timers, incidents.

Revision: 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import (
    BY_CODE_POINT,
    blobs,
    create,
    dates,
    doubles,
    ids,
    index,
    integers,
    jsons,
    moments,
    one_of,
    strings,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "process_instance", "token", "variable", "history_event",
    "service_case", "registration_number", "number_counter", "search_term",
    "upload", "document", "sent_message",
    "user_task", "candidate_set", "draft",
    "job", "timer", "incident",
)  # fmt: skip


def upgrade() -> None:
    _create_instances()
    _create_cases()
    _create_papers()
    _create_tasks()
    _create_due_work()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_instances() -> None:
    create(
        "process_instance",
        *ids("id"),
        *strings("process_key"),
        *integers("version"),
        *strings("status"),
        *blobs("snapshot"),
        *moments("started_at", "changed_at"),
        *integers("row_version"),
        *strings("audit_head"),
        *integers("audit_length"),
        *moments("ended_at", nullable=True),
        *strings("ended_element", nullable=True),
        key=("id",),
        checks={
            "audit_head_is_a_hash": "length(audit_head) = 64",
            "ended_when_not_live": "(ended_at IS NULL) = (status IN ('active', 'incident'))",
            "status_known": one_of("status", "active", "incident", "completed", "cancelled"),
        },
    )
    index(
        "ix_process_instance_live",
        "process_instance",
        *("status", "id"),
        where="status IN ('active', 'incident')",
    )
    create(
        "token",
        *ids("instance_id", "id"),
        *strings("element_id", "kind"),
        key=("instance_id", "id"),
        of_instance=True,
        checks={"kind_known": one_of("kind", "user_task", "job", "timer", "message", "incident")},
    )
    create(
        "variable",
        *ids("instance_id"),
        *strings("name", "kind"),
        *strings("text_value", nullable=True),
        *doubles("number_value", nullable=True),
        *moments("moment_value", nullable=True),
        *jsons("value"),
        key=("instance_id", "name"),
        of_instance=True,
    )
    create(
        "history_event",
        *moments("at"),
        *ids("instance_id"),
        *integers("id"),
        *strings("kind"),
        *strings("element_id", nullable=True),
        *strings("actor"),
        *jsons("flows"),
        *jsons("facts", nullable=True),
        key=("at", "instance_id", "id"),
        of_instance=True,
    )
    index("ix_history_event_of_instance", "history_event", "instance_id", "at", "id")


def _create_cases() -> None:
    create(
        "service_case",
        *ids("instance_id"),
        *strings("number", "process_key", "edition", "channel", "office_id"),
        *moments("registered_at"),
        *strings(
            "registered_by",
            "applicant_iin",
            "applicant_name",
            "applicant_sort_key",
            "applicant_phone",
            "applicant_language",
            "term",
        ),
        *dates("term_due_on"),
        *moments("term_closes_at"),
        key=("instance_id",),
        of_instance=True,
        checks={
            "applicant_iin_has_twelve_digits": "length(applicant_iin) = 12",
            "applicant_language_known": one_of("applicant_language", "kk", "ru", "en"),
        },
    )
    index("ix_service_case_of_office", "service_case", "office_id", "registered_at", "instance_id")
    create(
        "registration_number",
        *strings("number"),
        *ids("instance_id"),
        key=("number",),
        of_instance=True,
        others=[
            sa.UniqueConstraint("instance_id", name=op.f("uq_registration_number_instance_id"))
        ],
    )
    create(
        "number_counter",
        *strings("prefix"),
        *integers("year", "last"),
        key=("prefix", "year"),
        checks={"last_is_positive": "last > 0"},
    )
    create(
        "search_term",
        *ids("instance_id"),
        sa.Column("term", BY_CODE_POINT, nullable=False),
        key=("instance_id", "term"),
        of_instance=True,
    )
    index("ix_search_term_term", "search_term", "term", "instance_id")


def _create_papers() -> None:
    create(
        "upload",
        *ids("instance_id", "id"),
        *strings("file_name", "media_type"),
        *blobs("content"),
        *strings("sha256", "uploaded_by"),
        *moments("uploaded_at"),
        key=("instance_id", "id"),
        of_instance=True,
    )
    index("ix_upload_id", "upload", "id", unique=True)
    create(
        "document",
        *ids("instance_id", "id", "job_id"),
        *strings("template"),
        *jsons("title"),
        *blobs("words", "pdf"),
        *strings("sha256"),
        *moments("made_at"),
        key=("instance_id", "id"),
        of_instance=True,
    )
    index("ix_document_id", "document", "id", unique=True)
    index("ix_document_job_id", "document", "job_id", unique=True)
    create(
        "sent_message",
        *ids("instance_id", "job_id"),
        *strings("message", "channel", "sent_to", "text"),
        *moments("sent_at"),
        *strings("receipt"),
        key=("instance_id", "job_id"),
        of_instance=True,
    )


def _create_tasks() -> None:
    create(
        "user_task",
        *ids("instance_id", "id"),
        *strings("element_id"),
        *jsons("name"),
        *strings("form", "office_id", "candidates"),
        *jsons("candidate_groups", "candidate_users"),
        *strings("state"),
        *strings("assignee", nullable=True),
        *moments("created_at"),
        *dates("due_on", nullable=True),
        *moments("due_at", nullable=True),
        *moments("sort_due"),
        *integers("priority"),
        *moments("ended_at", nullable=True),
        *strings("ended_by", nullable=True),
        key=("instance_id", "id"),
        of_instance=True,
        checks={
            "claimed_is_held": "state <> 'claimed' OR assignee IS NOT NULL",
            "ended_when_closed": "(ended_at IS NULL) = (state IN ('open', 'claimed'))",
            "open_is_nobodys": "state <> 'open' OR assignee IS NULL",
            "state_known": one_of("state", "open", "claimed", "completed", "cancelled"),
        },
    )
    index(
        "ix_user_task_held",
        "user_task",
        *("assignee", "sort_due", "id", "instance_id", "state"),
        where="state = 'claimed'",
    )
    index("ix_user_task_id", "user_task", "id", unique=True)
    index(
        "ix_user_task_offered",
        "user_task",
        *("candidates", "office_id", "sort_due", "id", "instance_id", "state"),
        where="state = 'open'",
    )
    create(
        "candidate_set",
        *strings("key", "member"),
        key=("key", "member"),
    )
    index("ix_candidate_set_member", "candidate_set", "member", "key")
    create(
        "draft",
        *ids("instance_id", "task_id"),
        *strings("person"),
        *jsons("answers"),
        *moments("saved_at"),
        key=("instance_id", "task_id", "person"),
        of_instance=True,
    )
    index("ix_draft_of_task", "draft", "task_id", "person")


def _create_due_work() -> None:
    create(
        "job",
        *ids("instance_id", "id"),
        *strings("element_id", "topic"),
        *jsons("inputs"),
        *integers("retries"),
        *doubles("pause_seconds"),
        *strings("state"),
        *moments("due_at", "created_at"),
        *integers("attempts"),
        *moments("leased_until", nullable=True),
        *integers("fencing"),
        *jsons("failure", nullable=True),
        key=("instance_id", "id"),
        of_instance=True,
        checks={
            "counts_are_not_negative": "fencing >= 0 AND attempts >= 0",
            "leased_when_due": "leased_until IS NULL OR state = 'due'",
            "state_known": one_of("state", "due", "done", "failed", "cancelled"),
        },
    )
    index("ix_job_id", "job", "id", unique=True)
    index("ix_job_leased_until", "job", "leased_until", where="leased_until IS NOT NULL")
    index("ix_job_state_due_at", "job", "state", "due_at", "id")
    create(
        "timer",
        *ids("instance_id", "id"),
        *strings("element_id"),
        *moments("due_at"),
        *strings("state"),
        key=("instance_id", "id"),
        of_instance=True,
        checks={"state_known": one_of("state", "armed", "fired", "cancelled")},
    )
    index("ix_timer_armed", "timer", "due_at", "id", where="state = 'armed'")
    index("ix_timer_id", "timer", "id", unique=True)
    create(
        "incident",
        *ids("instance_id", "id"),
        *strings("element_id", "code"),
        *jsons("reason"),
        *strings("detail"),
        *moments("created_at"),
        *ids("job_id", nullable=True),
        *moments("resolved_at", nullable=True),
        key=("instance_id", "id"),
        of_instance=True,
    )
    index("ix_incident_id", "incident", "id", unique=True)
    index(
        "ix_incident_one_open_per_job",
        "incident",
        "job_id",
        unique=True,
        where="resolved_at IS NULL AND job_id IS NOT NULL",
    )
