"""Open tasks of many offices, by due moment.

Revision: 0027, after 0026.
"""

from alembic import op

from migrations.pieces import index

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    due = ("sort_due", "id", "office_id", "instance_id", "ended_at")
    index("ix_user_task_due", "user_task", *due, where="ended_at IS NULL")


def downgrade() -> None:
    op.drop_index("ix_user_task_due", "user_task")
