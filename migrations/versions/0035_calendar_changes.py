"""Changes of the calendar, and the deadlines that move by them.

Revision: 0035, after 0034.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import create, ids, integers, jsons, moments, one_of, strings

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "calendar_change",
        *ids("id"),
        *jsons("days", "before"),
        *strings("act", "made_by"),
        *moments("made_at"),
        *strings("state"),
        *ids("cursor", nullable=True),
        *integers("seen", "total"),
        *strings("applied_by", nullable=True),
        *moments("applied_at", "ended_at", "leased_until", nullable=True),
        key=("id",),
        checks={
            "state_known": one_of("state", "counting", "ready", "applying", "applied", "dropped")
        },
    )
    create(
        "calendar_move",
        *ids("change_id", "instance_id"),
        *integers("place"),
        *strings("number", "process_key", "office_id", "kind"),
        *jsons("name"),
        *moments("old_at", "new_at"),
        *strings("state"),
        key=("change_id", "instance_id", "place"),
        checks={
            "kind_known": one_of("kind", "case", "task", "timer"),
            "state_known": one_of("state", "expected", "moved", "kept", "failed"),
        },
        others=[
            sa.ForeignKeyConstraint(
                ["change_id"],
                ["calendar_change.id"],
                name=op.f("fk_calendar_move_calendar_change"),
                ondelete="CASCADE",
            )
        ],
    )


def downgrade() -> None:
    op.drop_table("calendar_move")
    op.drop_table("calendar_change")
