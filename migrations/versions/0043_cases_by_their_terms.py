"""Cases whose term is not met yet in the order of their terms, for what runs out soon.

Revision: 0043, after 0042.
"""

from alembic import op

from migrations.pieces import index

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

NAME = "ix_service_case_by_term"


def upgrade() -> None:
    columns = ("term_closes_at", "instance_id", "office_id")
    index(NAME, "service_case", *columns, where="term_met_at IS NULL")


def downgrade() -> None:
    op.drop_index(NAME, "service_case")
