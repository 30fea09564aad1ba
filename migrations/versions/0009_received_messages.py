"""What applicants wrote back, and by which phone number a case is found for it.

Revision: 0009, after 0008.
"""

from alembic import op

from migrations.pieces import create, ids, index, moments, strings

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "received_message",
        *ids("instance_id", "id"),
        *strings("channel", "sender", "text"),
        *moments("received_at"),
        key=("instance_id", "id"),
        of_instance=True,
    )
    index("ix_sent_message_sent_to", "sent_message", "sent_to", "sent_at")


def downgrade() -> None:
    op.drop_index("ix_sent_message_sent_to", "sent_message")
    op.drop_table("received_message")
