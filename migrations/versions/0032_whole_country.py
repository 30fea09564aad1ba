"""Indexes for those who see every office: by case, stage, urgency, and the other orders.

Revision: 0032, after 0031.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import index

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_OPEN = "ended_at IS NULL"
_PLACE = ("id", "office_id", "instance_id")
_INDEXES = {
    "of_case": (("instance_id", "sort_due", "id", "office_id"), _OPEN),
    "stage": (("element_id", "process_key", "sort_due"), _OPEN),
    "urgent": (("sort_due", *_PLACE, "priority"), f"{_OPEN} AND priority > 50"),
    "by_name": (("sort_name", *_PLACE), _OPEN),
    "received": (("created_at DESC", *_PLACE), _OPEN),
    "by_priority": (("priority DESC", "sort_due", *_PLACE), _OPEN),
    "sort_due": (("sort_due",), _OPEN),
}


def upgrade() -> None:
    for name, (columns, where) in _INDEXES.items():
        index(f"ix_user_task_{name}", "user_task", *columns, "ended_at", where=where)
    connection = op.get_bind()
    if connection.dialect.name == "sqlite" and sa.inspect(connection).has_table("sqlite_stat1"):
        # Statistics that do not know the indexes make SQLite read whole lists by them.
        op.execute("ANALYZE user_task")


def downgrade() -> None:
    for name in _INDEXES:
        op.drop_index(f"ix_user_task_{name}", "user_task")
