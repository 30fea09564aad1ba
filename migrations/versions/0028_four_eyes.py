"""Tasks after which another person has to do one.

Revision: 0028, after 0027.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    named = sa.Column("four_eyes", sa.String(), nullable=False, server_default="")
    op.add_column("user_task", named)


def downgrade() -> None:
    op.drop_column("user_task", "four_eyes")
