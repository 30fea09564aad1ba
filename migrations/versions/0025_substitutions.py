"""Who stands in for whom.

Revision: 0025, after 0024.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import create, dates, ids, index, jsons, moments, strings

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "substitution",
        *ids("id"),
        *strings("absent", "substitute"),
        *dates("first_day", "last_day"),
        *jsons("powers"),
        *strings("set_by"),
        *moments("set_at"),
        *moments("ended_at", nullable=True),
        key=("id",),
        checks={
            "nobody_substitutes_themselves": "absent <> substitute",
            "days_in_order": "first_day <= last_day",
        },
        others=[
            sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_substitution_{column}"))
            for column in ("absent", "substitute")
        ],
    )
    index("ix_substitution_last_day", "substitution", "last_day")
    index("ix_substitution_absent", "substitution", "absent", "set_at")
    index("ix_substitution_substitute", "substitution", "substitute", "set_at")


def downgrade() -> None:
    op.drop_table("substitution")
