"""What rows of several families are made of: keys into an instance, and closed sets of words."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import CheckConstraint, ColumnClause, ForeignKeyConstraint, String, literal_column

# Ordered by code point whatever the database was created with, so that a prefix is a range.
BY_CODE_POINT = String().with_variant(String(collation="C"), "postgresql")


def of_instance() -> ForeignKeyConstraint:
    """The tie of a case's row to its instance.

    Checked at commit: a case takes its number before its instance is written.
    """
    return ForeignKeyConstraint(
        ["instance_id"], ["process_instance.id"], deferrable=True, initially="DEFERRED"
    )


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """The column holds one of these words and nothing else."""
    told = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({told})", name=f"{column}_known")


def word(state: StrEnum) -> ColumnClause[str]:
    """A state written out in the statement: a plan for any state could use no partial index."""
    return literal_column(f"'{state.value}'", String)
