"""A batch may complete its tasks, each with the answers kept in it.

Revision: 0041, after 0040.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import create, ids, index, integers, jsons, moments, one_of, strings

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

DEEDS = ("claim", "assign", "release")


def upgrade() -> None:
    _allow(*DEEDS, "complete")


def downgrade() -> None:
    op.execute(
        "DELETE FROM task_batch_item WHERE batch_id IN"
        " (SELECT id FROM task_batch WHERE deed = 'complete')"
    )
    op.execute("DELETE FROM task_batch WHERE deed = 'complete'")
    _allow(*DEEDS)


def _allow(*deeds: str) -> None:
    rule = one_of("deed", *deeds)
    if op.get_bind().dialect.name == "postgresql":
        name = op.f("ck_task_batch_deed_known")
        op.drop_constraint(name, "task_batch")
        op.create_check_constraint(name, "task_batch", rule)
        return
    # SQLite changes no rule of a table: the rows move into a new one, and those that name them.
    for name in ("ix_task_batch_item_of_batch", "ix_task_batch_item_waiting"):
        op.drop_index(name, "task_batch_item")
    op.rename_table("task_batch_item", "task_batch_item_before")
    op.rename_table("task_batch", "task_batch_before")
    _create_batches(rule)
    _create_items()
    op.execute("INSERT INTO task_batch SELECT * FROM task_batch_before")
    op.execute("INSERT INTO task_batch_item SELECT * FROM task_batch_item_before")
    op.drop_table("task_batch_item_before")
    op.drop_table("task_batch_before")
    of_batch = ("batch_id", "place")
    index("ix_task_batch_item_of_batch", "task_batch_item", *of_batch, unique=True)
    index("ix_task_batch_item_waiting", "task_batch_item", *of_batch, where="state = 'waiting'")


def _create_batches(rule: str) -> None:
    create(
        "task_batch",
        *ids("id"),
        *strings("person", "deed"),
        *strings("given_to", nullable=True),
        *moments("made_at", "starts_at"),
        *moments("stopped_at", nullable=True),
        key=("id",),
        checks={"deed_known": rule},
    )


def _create_items() -> None:
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
