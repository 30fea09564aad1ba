"""Sent messages by the moment at which they left, for their register.

Revision: 0037, after 0036.
"""

from alembic import op

from migrations.pieces import index

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    index("ix_sent_message_sent_at", "sent_message", "sent_at", "job_id")


def downgrade() -> None:
    op.drop_index("ix_sent_message_sent_at", "sent_message")
