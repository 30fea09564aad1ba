"""When the term of a case was met.

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# A case of before has met its term with the signed result, where it has one, else with its end.
# The element is that of the service as it stood then.
MEET = """
UPDATE service_case SET term_met_at = coalesce(
  (SELECT min(at) FROM history_event
    WHERE history_event.instance_id = service_case.instance_id
      AND kind = 'completed' AND element_id = 'result/sign_result'),
  (SELECT ended_at FROM process_instance WHERE process_instance.id = service_case.instance_id))
"""


def upgrade() -> None:
    met_at = sa.Column("term_met_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("service_case", met_at)
    op.execute(MEET)


def downgrade() -> None:
    op.drop_column("service_case", "term_met_at")
