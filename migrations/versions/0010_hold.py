"""Cases that a supervisor has put on hold.

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import index

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INDEX = "ix_process_instance_held"


def upgrade() -> None:
    held_at = sa.Column("held_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("process_instance", held_at)
    index(INDEX, "process_instance", "id", where="held_at IS NOT NULL")


def downgrade() -> None:
    op.drop_index(INDEX, "process_instance")
    op.drop_column("process_instance", "held_at")
