"""What was decided on the terms of a case: suspended, resumed, extended.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    changes = sa.Column("term_changes", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("service_case", changes)


def downgrade() -> None:
    op.drop_column("service_case", "term_changes")
