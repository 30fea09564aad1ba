"""What people keep of the list of tasks: named filters, columns and order.

Revision: 0026, after 0025.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import create, ids, index, jsons, strings

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "inbox_view",
        *ids("id"),
        *strings("owner", "name", "query"),
        *jsons("columns"),
        *strings("shared_group", "shared_office", nullable=True),
        key=("id",),
        others=[
            sa.ForeignKeyConstraint(
                ["owner"],
                ["person.id"],
                name=op.f("fk_inbox_view_person"),
                ondelete="CASCADE",
            )
        ],
    )
    index("ix_inbox_view_owner", "inbox_view", "owner", "name", unique=True)
    index("ix_inbox_view_shared_office", "inbox_view", "shared_office")


def downgrade() -> None:
    op.drop_table("inbox_view")
