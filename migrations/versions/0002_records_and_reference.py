"""Records that prove, and what offices look up: processes, calendar, offices, people.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import blobs, create, dates, ids, integers, jsons, moments, one_of, strings

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "command_log", "audit_row", "audit_chain",
    "process_version", "process_file", "calendar_day",
    "office", "person", "person_grant",
)  # fmt: skip


def upgrade() -> None:
    _create_records()
    _create_processes()
    _create_people()
    _guard_audit_rows()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")


def _create_records() -> None:
    create(
        "command_log",
        *ids("command_id"),
        *strings("kind"),
        *jsons("answer", nullable=True),
        *moments("at", nullable=True),
        key=("command_id",),
        checks={"answered_at_a_moment": "(answer IS NULL) = (at IS NULL)"},
    )
    create(
        "audit_row",
        *strings("chain"),
        *integers("number"),
        *moments("at"),
        *strings("actor", "action"),
        *jsons("facts"),
        *strings("before", "hash"),
        key=("chain", "number"),
        checks={
            "hashes_are_whole": "length(before) = 64 AND length(hash) = 64",
            "number_is_positive": "number > 0",
        },
    )
    create(
        "audit_chain",
        *strings("chain", "head"),
        *integers("length"),
        key=("chain",),
        checks={"length_is_not_negative": "length >= 0"},
    )


def _create_processes() -> None:
    create(
        "process_version",
        *strings("key"),
        *integers("version"),
        *strings("content_hash"),
        *moments("deployed_at"),
        *strings("deployed_by"),
        key=("key", "version"),
        checks={"version_is_positive": "version > 0"},
    )
    create(
        "process_file",
        *strings("key"),
        *integers("version"),
        *strings("path"),
        *blobs("content"),
        key=("key", "version", "path"),
        others=[
            sa.ForeignKeyConstraint(
                ["key", "version"],
                ["process_version.key", "process_version.version"],
                name=op.f("fk_process_file_process_version"),
            )
        ],
    )
    create(
        "calendar_day",
        *dates("day"),
        *strings("week", "kind"),
        *jsons("name"),
        *strings("act"),
        key=("day", "week"),
        checks={
            "kind_known": one_of(
                "kind", "working", "day_off", "holiday", "transferred_off", "transferred_working"
            ),
            "week_known": one_of("week", "any", "five_day", "six_day"),
        },
    )


def _create_people() -> None:
    create(
        "office",
        *strings("id"),
        *strings("parent", nullable=True),
        *strings("kind"),
        *jsons("name"),
        *strings("schedule", "kato"),
        key=("id",),
        others=[
            sa.ForeignKeyConstraint(
                ["parent"],
                ["office.id"],
                name=op.f("fk_office_office"),
                deferrable=True,
                initially="DEFERRED",
            )
        ],
    )
    create(
        "person",
        *strings("id", "full_name", "language", "password_hash"),
        key=("id",),
        checks={"language_known": one_of("language", "kk", "ru", "en")},
    )
    create(
        "person_grant",
        *strings("person_id"),
        *integers("place"),
        *strings("role", "office_id"),
        key=("person_id", "place"),
        checks={
            "role_known": one_of(
                "role",
                "clerk",
                "specialist",
                "head",
                "supervisor",
                "designer",
                "administrator",
                "auditor",
            )
        },
        others=[
            sa.ForeignKeyConstraint(
                ["person_id"],
                ["person.id"],
                name=op.f("fk_person_grant_person"),
                ondelete="CASCADE",
            )
        ],
    )


def _guard_audit_rows() -> None:
    """Audit rows are only ever added; SQLite and PostgreSQL refuse anything else."""
    refusal = "audit rows are append-only"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_row_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_row "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_row_no_{deed.lower()} BEFORE {deed} ON audit_row "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
