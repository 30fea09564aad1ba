"""What lists of tasks are filtered and sorted by, and an index of all that wait in an office.

Revision: 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import index

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

LISTED = ("instance_id", "process_key", "element_id", "priority", "created_at", "sort_name")
OF_CASE = {"process_key": "process_key", "sort_name": "applicant_sort_key"}


def upgrade() -> None:
    for column, told in OF_CASE.items():
        op.add_column(
            "user_task", sa.Column(column, sa.String(), nullable=False, server_default="")
        )
        op.execute(
            f"UPDATE user_task SET {column} = coalesce((SELECT {told} FROM service_case "  # noqa: S608 - names of columns
            "WHERE service_case.instance_id = user_task.instance_id), '')"
        )
    _drop_lists()
    offered = ("candidates", "office_id", "sort_due", "id", *LISTED, "state")
    index("ix_user_task_offered", "user_task", *offered, where="state = 'open'")
    held = ("assignee", "sort_due", "id", *LISTED, "state", "office_id")
    index("ix_user_task_held", "user_task", *held, where="state = 'claimed'")
    waiting = ("office_id", "sort_due", "id", *LISTED, "ended_at")
    index("ix_user_task_waiting", "user_task", *waiting, where="ended_at IS NULL")


def downgrade() -> None:
    op.drop_index("ix_user_task_waiting", "user_task")
    _drop_lists()
    offered = ("candidates", "office_id", "sort_due", "id", "instance_id", "state")
    index("ix_user_task_offered", "user_task", *offered, where="state = 'open'")
    held = ("assignee", "sort_due", "id", "instance_id", "state")
    index("ix_user_task_held", "user_task", *held, where="state = 'claimed'")
    for column in OF_CASE:
        op.drop_column("user_task", column)


def _drop_lists() -> None:
    for name in ("ix_user_task_offered", "ix_user_task_held"):
        op.drop_index(name, "user_task")
