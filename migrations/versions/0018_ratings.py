"""Ratings: what applicants think of the service they got.

Revision: 0018, after 0017.
"""

from alembic import op

from migrations.pieces import create, ids, integers, moments, strings

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "rating",
        *ids("instance_id"),
        *integers("stars"),
        *strings("words"),
        *moments("rated_at"),
        key=("instance_id",),
        of_instance=True,
        checks={"stars_known": "stars BETWEEN 1 AND 5"},
    )


def downgrade() -> None:
    op.drop_table("rating")
