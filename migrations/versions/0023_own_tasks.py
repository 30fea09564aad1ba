"""Tasks that are delegated, and tasks that are set aside until a day.

Revision: 0023, after 0022.
"""

from alembic import op

from migrations.pieces import index, moments, strings

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BEFORE = ("instance_id", "process_key", "element_id", "priority", "created_at", "sort_name")


def upgrade() -> None:
    for column in (
        *strings("delegated_by", nullable=True),
        *moments("follow_up_at", nullable=True),
    ):
        op.add_column("user_task", column)
    _list_by(*BEFORE, "follow_up_at")
    delegated = ("delegated_by", "sort_due", "id")
    index("ix_user_task_delegated", "user_task", *delegated, where="delegated_by IS NOT NULL")


def downgrade() -> None:
    op.drop_index("ix_user_task_delegated", "user_task")
    _list_by(*BEFORE)
    op.drop_column("user_task", "follow_up_at")
    op.drop_column("user_task", "delegated_by")


def _list_by(*listed: str) -> None:
    """Build the three indexes of lists anew."""
    for name in ("offered", "held", "waiting"):
        op.drop_index(f"ix_user_task_{name}", "user_task")
    offered = ("candidates", "office_id", "sort_due", "id", *listed, "state")
    index("ix_user_task_offered", "user_task", *offered, where="state = 'open'")
    held = ("assignee", "sort_due", "id", *listed, "state", "office_id")
    index("ix_user_task_held", "user_task", *held, where="state = 'claimed'")
    waiting = ("office_id", "sort_due", "id", *listed, "ended_at")
    index("ix_user_task_waiting", "user_task", *waiting, where="ended_at IS NULL")
