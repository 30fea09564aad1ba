"""What revisions are written with: tables and columns in the few kinds that this schema has.

A revision that has been released must keep meaning the same, so nothing here may change its sense.
"""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from alembic import op

Columns = list[sa.Column[object]]

# Ordered by code point whatever the database was created with, so that a prefix is a range.
BY_CODE_POINT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_NO_CHECKS: Mapping[str, str] = {}


def create(
    table: str,
    *columns: sa.Column[object],
    key: tuple[str, ...],
    of_instance: bool = False,
    checks: Mapping[str, str] = _NO_CHECKS,
    others: Iterable[sa.Constraint] = (),
) -> None:
    """Create a table; `of_instance` ties it to its instance, checked at commit."""
    made: list[sa.Constraint] = [sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}"))]
    for name, claim in checks.items():
        made.append(sa.CheckConstraint(claim, name=op.f(f"ck_{table}_{name}")))
    if of_instance:
        made.append(
            sa.ForeignKeyConstraint(
                ["instance_id"],
                ["process_instance.id"],
                name=op.f(f"fk_{table}_process_instance"),
                deferrable=True,
                initially="DEFERRED",
            )
        )
    op.create_table(table, *columns, *made, *others)


def one_of(column: str, *words: str) -> str:
    """The claim that the column holds one of these words."""
    told = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({told})"


def index(name: str, table: str, *columns: str, unique: bool = False, where: str = "") -> None:
    only = sa.text(where) if where else None
    ordered = [sa.text(name) if name.endswith(" DESC") else name for name in columns]
    op.create_index(name, table, ordered, unique=unique, sqlite_where=only, postgresql_where=only)


def strings(*names: str, nullable: bool = False) -> Columns:
    return _columns(sa.String(), names, nullable)


def ids(*names: str, nullable: bool = False) -> Columns:
    return _columns(sa.Uuid(), names, nullable)


def integers(*names: str, nullable: bool = False) -> Columns:
    return _columns(sa.Integer(), names, nullable)


def booleans(*names: str, nullable: bool = False) -> Columns:
    return _columns(sa.Boolean(), names, nullable)


def doubles(*names: str, nullable: bool = False) -> Columns:
    return _columns(sa.Double(), names, nullable)


def moments(*names: str, nullable: bool = False) -> Columns:
    return _columns(sa.DateTime(timezone=True), names, nullable)


def dates(*names: str, nullable: bool = False) -> Columns:
    return _columns(sa.Date(), names, nullable)


def jsons(*names: str, nullable: bool = False) -> Columns:
    return _columns(sa.JSON(), names, nullable)


def blobs(*names: str, nullable: bool = False) -> Columns:
    return _columns(sa.LargeBinary(), names, nullable)


def _columns(kind: sa.types.TypeEngine[object], names: tuple[str, ...], nullable: bool) -> Columns:
    return [sa.Column(name, kind, nullable=nullable, autoincrement=False) for name in names]
