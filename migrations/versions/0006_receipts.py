"""What became of each message that left, by the gateway's receipt.

Revision: 0006, after 0005.
"""

from alembic import op

from migrations.pieces import index, moments, one_of

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEX = "ix_sent_message_receipt"


def upgrade() -> None:
    # With its rule in one statement: SQLite adds none to a table that exists.
    name = op.f("ck_sent_message_state_known")
    rule = one_of("state", "sent", "delivered", "read", "failed")
    op.execute(
        "ALTER TABLE sent_message ADD COLUMN state VARCHAR NOT NULL DEFAULT 'sent'"
        f" CONSTRAINT {name} CHECK ({rule})"
    )
    for column in moments("state_at", nullable=True):
        op.add_column("sent_message", column)
    index(INDEX, "sent_message", "channel", "receipt")


def downgrade() -> None:
    op.drop_index(INDEX, "sent_message")
    for name in ("state_at", "state"):
        op.execute(f"ALTER TABLE sent_message DROP COLUMN {name}")
