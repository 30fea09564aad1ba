"""Where an application was taken in, who acts for the applicant, and operators among the roles.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

from migrations.pieces import create, integers, one_of, strings

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KIND = "representative_kind"
NEW = ("taken_in_at", "representative_iin", "representative_name", "representative_authority")
ROLES = ("clerk", "specialist", "head", "supervisor", "designer", "administrator", "auditor")
ROLES_WITH_OPERATOR = (*ROLES[:3], "operator", *ROLES[3:])


def upgrade() -> None:
    for column in strings(*NEW, nullable=True):
        op.add_column("service_case", column)
    # With its rule in one statement: SQLite adds none to a table that exists.
    name = op.f(f"ck_service_case_{KIND}_known")
    rule = one_of(KIND, "legal", "attorney")
    op.execute(
        f"ALTER TABLE service_case ADD COLUMN {KIND} VARCHAR CONSTRAINT {name} CHECK ({rule})"
    )
    _allow_roles(*ROLES_WITH_OPERATOR)


def downgrade() -> None:
    op.execute("DELETE FROM person_grant WHERE role = 'operator'")
    _allow_roles(*ROLES)
    for name in (KIND, *NEW):
        op.execute(f"ALTER TABLE service_case DROP COLUMN {name}")


def _allow_roles(*roles: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        name = op.f("ck_person_grant_role_known")
        op.drop_constraint(name, "person_grant")
        op.create_check_constraint(name, "person_grant", one_of("role", *roles))
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
    op.execute("INSERT INTO person_grant SELECT * FROM person_grant_before")
    op.drop_table("person_grant_before")
