"""A draft tells what was shown to whoever typed it.

Revision: 0042, after 0041.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

COLUMNS = ("seen_case", "seen_others")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("draft", sa.Column(name, sa.String(), nullable=True))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("draft", name)
