"""Applications that citizens have filled in and not yet signed.

Revision: 0021, after 0020.
"""

from alembic import op

from migrations.pieces import blobs, create, ids, index, moments, strings

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "pending_application",
        *ids("id"),
        *strings("iin", "process_key"),
        *blobs("content"),
        *moments("filled_at"),
        key=("id",),
    )
    index("ix_pending_application_filled_at", "pending_application", "filled_at")


def downgrade() -> None:
    op.drop_table("pending_application")
