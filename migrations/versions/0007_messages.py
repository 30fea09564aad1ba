"""Messages: what cases wait for, and what came before its receiver.

Revision: 0007, after 0006.
"""

from alembic import op

from migrations.pieces import booleans, create, ids, index, jsons, moments, strings

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "subscription",
        *ids("instance_id", "id"),
        *strings("element_id", "message", "key"),
        *moments("opened_at"),
        key=("instance_id", "id"),
        of_instance=True,
    )
    index("ix_subscription_waiting", "subscription", "message", "key", "opened_at", "id")
    create(
        "kept_message",
        *ids("id"),
        *strings("message", "key"),
        *jsons("payload"),
        *strings("sender"),
        *moments("received_at", "expires_at"),
        *ids("instance_id", nullable=True),
        *booleans("is_due"),
        key=("id",),
    )
    index("ix_kept_message_waiting", "kept_message", "message", "key", "id")
    index("ix_kept_message_expires_at", "kept_message", "expires_at", "id")
    index("ix_kept_message_due", "kept_message", "received_at", "id", where="is_due")


def downgrade() -> None:
    op.drop_table("kept_message")
    op.drop_table("subscription")
