"""The few statements that the two databases spell differently."""

from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from app.storage.columns import Base


def upsert(connection: Connection, row: type[Base], *, key: tuple[str, ...]) -> Insert:
    """INSERT that replaces the other columns of a row with the same key."""
    return _upsert(connection.dialect.name, row, key)


def insert_new(connection: Connection, row: type[Base], *, key: tuple[str, ...]) -> Insert:
    """INSERT that leaves a row with the same key as it is.

    On PostgreSQL it waits for another transaction that is just inserting this key.
    """
    return _insert_new(connection.dialect.name, row, key)


def count_up(
    connection: Connection, row: type[Base], *, key: tuple[str, ...], column: str
) -> Insert:
    """INSERT of a counter that starts as given, or one more where it stands; it stays locked."""
    return _count_up(connection.dialect.name, row, key, column)


def upsert_unchanged(connection: Connection, row: type[Base], *, key: tuple[str, ...]) -> Insert:
    """INSERT that finds or makes the row and locks it either way."""
    return _unchanged(connection.dialect.name, row, key)


def never_entered_by(
    connection: Connection, column: InstrumentedAttribute[str]
) -> ColumnElement[str] | InstrumentedAttribute[str]:
    """The column as no index is entered by it on SQLite, which knows no figures of its tables.

    PostgreSQL chooses by what it knows.
    """
    return column.concat("") if connection.dialect.name == "sqlite" else column


@lru_cache(maxsize=100)
def _upsert(dialect: str, row: type[Base], key: tuple[str, ...]) -> Insert:
    others = [column.name for column in row.__table__.columns if column.name not in key]
    if dialect == "postgresql":
        on_postgresql = postgresql.insert(row)
        new = on_postgresql.excluded
        return on_postgresql.on_conflict_do_update(
            index_elements=key, set_={name: new[name] for name in others}
        )
    on_sqlite = sqlite.insert(row)
    return on_sqlite.on_conflict_do_update(
        index_elements=key, set_={name: on_sqlite.excluded[name] for name in others}
    )


@lru_cache(maxsize=100)
def _insert_new(dialect: str, row: type[Base], key: tuple[str, ...]) -> Insert:
    insert: Insert
    if dialect == "postgresql":
        insert = postgresql.insert(row).on_conflict_do_nothing(index_elements=key)
    else:
        insert = sqlite.insert(row).on_conflict_do_nothing(index_elements=key)
    # Callers ask whether a row came; psycopg forgets that when its cursor closes.
    return insert.execution_options(preserve_rowcount=True)


@lru_cache(maxsize=100)
def _count_up(dialect: str, row: type[Base], key: tuple[str, ...], column: str) -> Insert:
    raised = {column: row.__table__.c[column] + 1}
    if dialect == "postgresql":
        return postgresql.insert(row).on_conflict_do_update(index_elements=key, set_=raised)
    return sqlite.insert(row).on_conflict_do_update(index_elements=key, set_=raised)


@lru_cache(maxsize=100)
def _unchanged(dialect: str, row: type[Base], key: tuple[str, ...]) -> Insert:
    same = {name: row.__table__.c[name] for name in key}
    if dialect == "postgresql":
        return postgresql.insert(row).on_conflict_do_update(index_elements=key, set_=same)
    return sqlite.insert(row).on_conflict_do_update(index_elements=key, set_=same)
