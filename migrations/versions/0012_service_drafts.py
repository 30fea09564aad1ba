"""Drafts of services, and what a designer notes on a version.

Revision: 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import blobs, create, ids, index, integers, moments, strings

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    note = sa.Column("note", sa.String(), nullable=False, server_default="")
    op.add_column("process_version", note)
    create(
        "service_draft",
        *ids("id"),
        *strings("process_key", "title", "begun_by"),
        *integers("base_version"),
        *moments("begun_at"),
        key=("id",),
    )
    index("ix_service_draft_process_key", "service_draft", "process_key")
    create(
        "service_draft_file",
        *ids("draft_id"),
        *strings("path"),
        *blobs("content"),
        *integers("revision"),
        *moments("saved_at"),
        *strings("saved_by"),
        key=("draft_id", "path"),
        others=[
            sa.ForeignKeyConstraint(
                ["draft_id"],
                ["service_draft.id"],
                name=op.f("fk_service_draft_file_service_draft"),
                ondelete="CASCADE",
            )
        ],
    )


def downgrade() -> None:
    op.drop_table("service_draft_file")
    op.drop_index("ix_service_draft_process_key", "service_draft")
    op.drop_table("service_draft")
    op.drop_column("process_version", "note")
