"""Timers that begin cases, and timers of cases in one order on every database.

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import BY_CODE_POINT, create, index, integers, moments, strings

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "start_timer",
        sa.Column("process_key", BY_CODE_POINT, nullable=False),
        sa.Column("element_id", BY_CODE_POINT, nullable=False),
        *integers("event", "version"),
        *strings("office_id"),
        *moments("since"),
        *integers("round"),
        *moments("due_at"),
        key=("process_key", "element_id", "event"),
        checks={"counts_begin_at_their_first": "round > 0 AND event >= 0"},
        others=[
            sa.ForeignKeyConstraint(
                ["process_key", "version"],
                ["process_version.key", "process_version.version"],
                name=op.f("fk_start_timer_process_version"),
            )
        ],
    )
    index("ix_start_timer_due_at", "start_timer", "due_at")
    _order_timers(sa.String(collation="C"))


def downgrade() -> None:
    _order_timers(sa.String(collation="default"))
    op.drop_index("ix_start_timer_due_at", "start_timer")
    op.drop_table("start_timer")


def _order_timers(kind: sa.String) -> None:
    # SQLite orders by code point anyway.
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("timer", "element_id", type_=kind, existing_nullable=False)
