"""Complaints: what they are about, their register, who reviews them, and cases taken up again.

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import (
    create,
    ids,
    index,
    integers,
    jsons,
    moments,
    one_of,
    strings,
)

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FIRST_ROLES = ("clerk", "specialist", "head", "operator")
LAST_ROLES = ("supervisor", "designer", "administrator", "auditor")
REGISTERS = ("applications", "notices", "recipients", "acts")


def upgrade() -> None:
    for column in (*moments("taken_up_at", nullable=True), *strings("passed_on_to", nullable=True)):
        op.add_column("service_case", column)
    create(
        "complaint",
        *ids("instance_id", "contested_id"),
        *strings("against"),
        *ids("act", nullable=True),
        *strings("act_state", nullable=True),
        *moments("act_state_at", nullable=True),
        *strings("reviewer", nullable=True),
        *moments("passed_on_at", nullable=True),
        key=("instance_id",),
        of_instance=True,
        checks={
            "against_known": one_of("against", "department", "corporation", "result"),
            "act_state_known": one_of("act_state", "suspended", "restored", "annulled"),
        },
        others=[
            sa.ForeignKeyConstraint(
                ["contested_id"],
                ["process_instance.id"],
                name=op.f("fk_complaint_contested"),
                deferrable=True,
                initially="DEFERRED",
            )
        ],
    )
    index("ix_complaint_contested_id", "complaint", "contested_id")
    _allow_roles(*FIRST_ROLES, "quality_officer", *LAST_ROLES)
    _allow_registers(*REGISTERS, "complaints")


def downgrade() -> None:
    op.execute("DELETE FROM register_entry WHERE register = 'complaints'")
    _allow_registers(*REGISTERS)
    op.execute("DELETE FROM person_grant WHERE role = 'quality_officer'")
    _allow_roles(*FIRST_ROLES, *LAST_ROLES)
    op.drop_table("complaint")
    for column in ("passed_on_to", "taken_up_at"):
        op.drop_column("service_case", column)


def _allow_roles(*roles: str) -> None:
    if _on_postgresql():
        _change_rule("person_grant", "role_known", one_of("role", *roles))
        return
    # SQLite changes no rule of a table: the rows move into a new one.
    op.rename_table("person_grant", "person_grant_before")
    create(
        "person_grant",
        *strings("person_id"),
        *integers("place"),
        *strings("role", "office_id"),
        key=("person_id", "place"),
        checks={"role_known": one_of("role", *roles)},
        others=[
            sa.ForeignKeyConstraint(
                ["person_id"],
                ["person.id"],
                name=op.f("fk_person_grant_person"),
                ondelete="CASCADE",
            )
        ],
    )
    _move_rows("person_grant")


def _allow_registers(*registers: str) -> None:
    rule = one_of("register", *registers)
    if _on_postgresql():
        _change_rule("register_entry", "register_known", rule)
        return
    op.drop_index("ix_register_entry_job_id", "register_entry")
    op.rename_table("register_entry", "register_entry_before")
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
        checks={"register_known": rule, "number_is_positive": "number > 0"},
        others=[
            sa.UniqueConstraint(
                *("register", "office_id", "year", "number"),
                name=op.f("uq_register_entry_register_office_id_year_number"),
            )
        ],
    )
    _move_rows("register_entry")
    index("ix_register_entry_job_id", "register_entry", "job_id", unique=True)


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _change_rule(table: str, name: str, rule: str) -> None:
    full = op.f(f"ck_{table}_{name}")
    op.drop_constraint(full, table)
    op.create_check_constraint(full, table, rule)


def _move_rows(table: str) -> None:
    before = sa.table(f"{table}_before")
    every = sa.select(sa.text("*")).select_from(before)
    op.execute(sa.text(f"INSERT INTO {table} {every}"))
    op.drop_table(f"{table}_before")
