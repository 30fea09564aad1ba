"""Conditions that begin cases: whether each held for an entity when last weighed.

Revision: 0019, after 0018.
"""

from alembic import op

from migrations.pieces import booleans, create, integers, moments, strings

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "start_condition",
        *strings("process_key", "element_id"),
        *integers("event"),
        *strings("system", "entity", "subject"),
        *booleans("is_true"),
        *moments("at"),
        key=("process_key", "element_id", "event", "system", "entity", "subject"),
    )


def downgrade() -> None:
    op.drop_table("start_condition")
