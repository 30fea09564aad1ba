"""Which version of a service new cases take, from when, and where a version was published.

Revision: 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import create, integers, moments, strings

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# Until now the newest version was the one that new cases took.
AS_DEPLOYED = """
INSERT INTO version_in_force (key, place, version, from_at, decided_at, decided_by, reason)
SELECT key, version, version, deployed_at, deployed_at, deployed_by, '' FROM process_version
"""


def upgrade() -> None:
    designed = sa.Column("is_designed", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("process_version", designed)
    create(
        "version_in_force",
        *strings("key"),
        *integers("place", "version"),
        *moments("from_at", "decided_at"),
        *strings("decided_by", "reason"),
        key=("key", "place"),
        others=[
            sa.ForeignKeyConstraint(
                ["key", "version"],
                ["process_version.key", "process_version.version"],
                name=op.f("fk_version_in_force_process_version"),
            )
        ],
    )
    op.execute(AS_DEPLOYED)


def downgrade() -> None:
    op.drop_table("version_in_force")
    op.drop_column("process_version", "is_designed")
