"""Whether a token awaits a job.

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Until now every job was awaited by its token.
    is_awaited = sa.Column("is_awaited", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("job", is_awaited)


def downgrade() -> None:
    op.drop_column("job", "is_awaited")
