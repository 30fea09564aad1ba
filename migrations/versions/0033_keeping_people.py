"""What administrators keep of people and offices, and people found by name.

Revision: 0033, after 0032.
"""

import sqlalchemy as sa
from alembic import op

from app.domain.names import search_term, sort_key
from migrations.pieces import index, moments

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_TOLD = ("name_ru", "position_kk", "position_ru", "sort_name", "search_name")
_MOMENTS = ("blocked_at", "signed_out_at", "one_time_until")


def upgrade() -> None:
    for name in _TOLD:
        op.add_column("person", sa.Column(name, sa.String(), nullable=False, server_default=""))
    for column in moments(*_MOMENTS, nullable=True):
        op.add_column("person", column)
    for name in ("address", "phone"):
        op.add_column("office", sa.Column(name, sa.String(), nullable=False, server_default=""))
    connection = op.get_bind()
    people = sa.table("person", *(sa.column(n) for n in ("id", "full_name", *_TOLD)))
    for login, name in connection.execute(sa.select(people.c.id, people.c.full_name)).all():
        found = {"sort_name": sort_key(name), "search_name": search_term(f"{login} {name}")}
        connection.execute(people.update().where(people.c.id == login).values(**found))
    index("ix_person_by_name", "person", "sort_name", "id")


def downgrade() -> None:
    op.drop_index("ix_person_by_name", "person")
    for name in (*_TOLD, *_MOMENTS):
        op.drop_column("person", name)
    for name in ("address", "phone"):
        op.drop_column("office", name)
