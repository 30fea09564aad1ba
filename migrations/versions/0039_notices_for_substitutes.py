"""Whom a notice is about, where its reader stands in for them.

Revision: 0039, after 0038.
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notice", sa.Column("told_for", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("notice", "told_for")
