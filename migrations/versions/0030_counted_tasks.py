"""A narrow index for counting the open tasks of offices.

Revision: 0030, after 0029.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import index

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    counted = ("office_id", "sort_due", "ended_at")
    index("ix_user_task_counted", "user_task", *counted, where="ended_at IS NULL")
    connection = op.get_bind()
    if connection.dialect.name == "sqlite" and sa.inspect(connection).has_table("sqlite_stat1"):
        # Statistics that do not know the index make SQLite read whole lists by it.
        op.execute("ANALYZE user_task")


def downgrade() -> None:
    op.drop_index("ix_user_task_counted", "user_task")
