"""Variables of cases by which their tasks are found.

Filled for open cases when a version is deployed that declares them: none before did.

Revision: 0036, after 0035.
"""

from alembic import op

from migrations.pieces import create, dates, doubles, ids, index, strings

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "indexed_value",
        *ids("instance_id"),
        *strings("name"),
        *strings("text_value", nullable=True),
        *doubles("number_value", nullable=True),
        *dates("day_value", nullable=True),
        key=("instance_id", "name"),
        of_instance=True,
    )
    for kind in ("text", "number", "day"):
        column = f"{kind}_value"
        found = ("name", column, "instance_id")
        index(f"ix_indexed_value_{kind}", "indexed_value", *found, where=f"{column} IS NOT NULL")


def downgrade() -> None:
    op.drop_table("indexed_value")
