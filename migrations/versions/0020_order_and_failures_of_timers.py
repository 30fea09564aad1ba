"""Timers: how deep each lies, and what keeps one from beginning its case.

Revision: 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import jsons, moments

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NONE_YET = sa.text("0")


def upgrade() -> None:
    # Timers that were armed before are as deep as each other: their ids decide, as until now.
    depth = sa.Column("depth", sa.Integer(), nullable=False, server_default=NONE_YET)
    op.add_column("timer", depth)
    attempts = sa.Column("attempts", sa.Integer(), nullable=False, server_default=NONE_YET)
    later = (*moments("retry_at", nullable=True), *jsons("failure", nullable=True))
    for column in (attempts, *later):
        op.add_column("start_timer", column)


def downgrade() -> None:
    for column in ("failure", "retry_at", "attempts"):
        op.drop_column("start_timer", column)
    op.drop_column("timer", "depth")
