"""Running statements and reading their rows, typed by the mapped class whose columns they hold."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar, cast

from sqlalchemy import Connection, Executable, Insert, Row, Select, Update, insert
from sqlalchemy.sql.dml import Delete

from app.storage.columns import Base

R = TypeVar("R", bound=Base)
Params = Mapping[str, object]


def as_row(row_type: type[R], row: object) -> R:
    """A plain row seen as the mapped class: it has the same attributes, and no session."""
    return cast("R", row)


def first(
    connection: Connection, row_type: type[R], statement: Executable, params: Params | None = None
) -> R | None:
    found = connection.execute(statement, params).first()
    return None if found is None else as_row(row_type, found)


def many(
    connection: Connection, row_type: type[R], statement: Select[R], params: Params | None = None
) -> list[R]:
    return [as_row(row_type, row) for row in connection.execute(statement, params)]


def add(connection: Connection, row_type: type[Base], rows: Params | Sequence[Params]) -> None:
    """Insert one row, or several in one go."""
    connection.execute(_insert_into(row_type), rows)


@cache  # A statement that is made anew is also looked up anew among the compiled ones.
def _insert_into(row_type: type[Base]) -> Insert:
    return insert(row_type)


def change(connection: Connection, statement: Update | Delete, params: Params) -> int:
    """Run it; how many rows it met."""
    return connection.execute(statement, params).rowcount


def change_all(connection: Connection, statement: Update | Delete, params: Sequence[Params]) -> int:
    """Run it for each set of parameters, in one go; how many rows they met."""
    return connection.execute(statement, [dict(each) for each in params]).rowcount


class Slice:
    """The columns of one table within a row of a join."""

    def __init__(self, row_type: type[Base], row: Row[*tuple[object, ...]], start: int) -> None:
        for place, column in enumerate(row_type.__table__.columns, start):
            setattr(self, column.name, row[place])


def width(row_type: type[Base]) -> int:
    return len(row_type.__table__.columns)
