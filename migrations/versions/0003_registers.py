"""Registers of an office, and papers with a number and a code of their own.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import create, ids, index, integers, jsons, moments, one_of, strings

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "register_counter",
        *strings("register", "office_id"),
        *integers("year", "last"),
        key=("register", "office_id", "year"),
        checks={"last_is_positive": "last > 0"},
    )
    create(
        "register_entry",
        *ids("instance_id", "id"),
        *strings("register", "office_id"),
        *integers("year", "number"),
        *ids("job_id"),
        *moments("entered_at"),
        *jsons("facts"),
        key=("instance_id", "id"),
        of_instance=True,
        checks={
            "register_known": one_of("register", "applications", "notices", "recipients", "acts"),
            "number_is_positive": "number > 0",
        },
        others=[
            sa.UniqueConstraint(
                *("register", "office_id", "year", "number"),
                name=op.f("uq_register_entry_register_office_id_year_number"),
            )
        ],
    )
    index("ix_register_entry_job_id", "register_entry", "job_id", unique=True)
    for name in ("number", "verify_code"):
        # Papers drawn up before have neither: nothing was printed on them.
        op.add_column("document", sa.Column(name, sa.String(), nullable=False, server_default=""))
    index(
        "ix_document_verify_code",
        *("document", "verify_code"),
        unique=True,
        where="verify_code <> ''",
    )


def downgrade() -> None:
    op.drop_index("ix_document_verify_code", "document")
    for name in ("verify_code", "number"):
        op.drop_column("document", name)
    op.drop_table("register_entry")
    op.drop_table("register_counter")
