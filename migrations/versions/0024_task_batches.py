"""Batches: one deed on many tasks, which starts after a while in which it may be undone.

Revision: 0024, after 0023.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import create, ids, index, integers, jsons, moments, one_of, strings

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "task_batch",
        *ids("id"),
        *strings("person", "deed"),
        *strings("given_to", nullable=True),
        *moments("made_at", "starts_at"),
        *moments("stopped_at", nullable=True),
        key=("id",),
        checks={"deed_known": one_of("deed", "claim", "assign", "release")},
    )
    create(
        "task_batch_item",
        *ids("id", "batch_id"),
        *integers("place"),
        *ids("task_id"),
        *strings("number"),
        *jsons("name"),
        *strings("state"),
        *jsons("refusal", nullable=True),
        *moments("leased_until", "settled_at", nullable=True),
        key=("id",),
        checks={"state_known": one_of("state", "waiting", "done", "refused")},
        others=[
            sa.ForeignKeyConstraint(
                ["batch_id"],
                ["task_batch.id"],
                name=op.f("fk_task_batch_item_task_batch"),
                ondelete="CASCADE",
            )
        ],
    )
    of_batch = ("batch_id", "place")
    index("ix_task_batch_item_of_batch", "task_batch_item", *of_batch, unique=True)
    index("ix_task_batch_item_waiting", "task_batch_item", *of_batch, where="state = 'waiting'")


def downgrade() -> None:
    op.drop_table("task_batch_item")
    op.drop_table("task_batch")
