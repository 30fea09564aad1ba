"""Who is barred from an open task by what they did before, for the lists of free tasks.

Revision: 0031, after 0030.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import create, ids, index, strings

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "task_barred",
        *ids("instance_id", "task_id"),
        *strings("person"),
        key=("instance_id", "task_id", "person"),
        of_instance=True,
    )
    index("ix_task_barred_person", "task_barred", "person", "task_id")
    _fill()


def _fill() -> None:
    """Of the open tasks that ask for a second person; `four_eyes` names elements by commas."""
    told = sa.table(
        "user_task",
        *(sa.column("instance_id", sa.Uuid()), sa.column("id", sa.Uuid())),
        *(sa.column(name, sa.String()) for name in ("element_id", "state", "four_eyes")),
        *(sa.column("assignee", sa.String()), sa.column("ended_by", sa.String())),
        sa.column("ended_at", sa.DateTime(timezone=True)),
    )
    barred = sa.table(
        "task_barred",
        *(sa.column("instance_id", sa.Uuid()), sa.column("task_id", sa.Uuid())),
        sa.column("person", sa.String()),
    )
    done = told.alias("done")
    pairs = (
        sa.select(told.c.instance_id, told.c.id, told.c.four_eyes)
        .add_columns(done.c.element_id, done.c.assignee, done.c.ended_by)
        .join(done, done.c.instance_id == told.c.instance_id)
        .where(told.c.ended_at.is_(None), told.c.four_eyes != "", done.c.state == "completed")
    )
    connection = op.get_bind()
    rows = {
        (row.instance_id, row.id, person)
        for row in connection.execute(pairs)
        if row.element_id in row.four_eyes.split(",")
        for person in (row.assignee, row.ended_by)
        if person is not None
    }
    if rows:
        names = ("instance_id", "task_id", "person")
        values = [dict(zip(names, row, strict=True)) for row in sorted(rows, key=str)]
        connection.execute(sa.insert(barred), values)


def downgrade() -> None:
    op.drop_table("task_barred")
