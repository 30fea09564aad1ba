"""Of each date that the calendar moves, whether the applicant is told.

Revision: 0040, after 0039.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_told = sa.Column("is_told", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("calendar_move", is_told)


def downgrade() -> None:
    op.drop_column("calendar_move", "is_told")
