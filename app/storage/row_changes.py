"""What a command changed, row by row, made again through SQLAlchemy Core: a benchmark's floor."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Insert,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from app.storage.columns import Base
from app.storage.store import Storage
from app.storage.unit_of_work import connected

Row = Mapping[str, object]
Key = tuple[object, ...]
Names = Mapping[object, object]
"""Keys and other words of the rows as they were, to those that take their place."""


class RowNotMet(Exception):
    """An update or delete of the floor met no row: it was not the same change."""


@dataclass(frozen=True, slots=True)
class RowSet:
    """Every row of a database, by table and primary key."""

    tables: Mapping[Table, Mapping[Key, Row]]


@dataclass(frozen=True, slots=True)
class _Write:
    statement: Insert | Update | Delete
    rows: Sequence[dict[str, object]]


@dataclass(frozen=True, slots=True)
class RowChanges:
    """The net difference that a command made; each row counts once however often it was written."""

    inserted: Mapping[Table, Sequence[Row]]
    updated: Sequence[tuple[Table, Row, Row]]
    """Table, row before, row after."""
    deleted: Sequence[tuple[Table, Row]]

    @property
    def count(self) -> int:
        return sum(map(len, self.inserted.values())) + len(self.updated) + len(self.deleted)

    def under(self, names: Names) -> "ReadyChanges":
        """The same changes to other rows; keys without a new name get a random one."""
        renamed = _Renamed(names)
        writes = [
            _Write(insert(table), [renamed.row(row) for row in rows])
            for table, rows in self.inserted.items()
        ]
        for table, before, after in self.updated:
            changed = {name: value for name, value in after.items() if before[name] != value}
            key = {f"key_{name}": value for name, value in _key_row(table, before).items()}
            statement = update(table).where(*_is_row(table))
            writes.append(
                _Write(
                    statement.values({name: bindparam(name) for name in changed}),
                    [renamed.row(changed | key)],
                )
            )
        for table, before in self.deleted:
            key = {f"key_{name}": value for name, value in _key_row(table, before).items()}
            writes.append(_Write(delete(table).where(*_is_row(table)), [renamed.row(key)]))
        return ReadyChanges(tuple(writes))

    def make_room(self, storage: Storage, names: Names) -> None:
        """Write the rows that the updates will meet, as they were, under the other names."""
        renamed = _Renamed(names)
        with connected(storage.engine) as connection:
            for table, before, _ in self.updated:
                connection.execute(insert(table), renamed.row(before))
            connection.commit()


@dataclass(frozen=True, slots=True)
class ReadyChanges:
    """Statements and parameters, made before the clock runs."""

    _writes: Sequence[_Write]

    @property
    def statements(self) -> int:
        return len(self._writes)

    def write(self, connection: Connection) -> None:
        """One transaction, from BEGIN to COMMIT. Raises RowNotMet."""
        with connection.begin():
            for write in self._writes:
                result = connection.execute(write.statement, write.rows)
                if not isinstance(write.statement, Insert) and result.rowcount != 1:
                    raise RowNotMet(str(write.statement))


@contextmanager
def row_writer(storage: Storage) -> Iterator[Callable[[ReadyChanges], None]]:
    """Writes changes, each in one transaction, all on one connection that is held meanwhile."""
    with storage.engine.connect() as connection:
        yield lambda changes: changes.write(connection)


def read_rows(storage: Storage) -> RowSet:
    """Every row there is: for databases that are small."""
    with connected(storage.engine) as connection:
        return RowSet({table: _rows(connection, table) for table in Base.metadata.sorted_tables})


def changes_between(before: RowSet, after: RowSet) -> RowChanges:
    """A row that left a table as another came is one that took another key: an update."""
    inserted: dict[Table, list[Row]] = {}
    updated: list[tuple[Table, Row, Row]] = []
    deleted: list[tuple[Table, Row]] = []
    for table, old in before.tables.items():
        new = after.tables[table]
        come = [row for key, row in new.items() if key not in old]
        gone = [row for key, row in old.items() if key not in new]
        updated += [(table, row, new[key]) for key, row in old.items() if new.get(key, row) != row]
        updated += [(table, row, other) for row, other in zip(gone, come, strict=False)]
        deleted += [(table, row) for row in gone[len(come) :]]
        if come[len(gone) :]:
            inserted[table] = come[len(gone) :]
    return RowChanges(inserted, updated, deleted)


class _Renamed:
    def __init__(self, names: Names) -> None:
        self._names = dict(names)

    def row(self, row: Row) -> dict[str, object]:
        return {name: self._value(value) for name, value in row.items()}

    def _value(self, value: object) -> object:
        if isinstance(value, UUID):
            return self._names.setdefault(value, uuid4())
        return self._names.get(value, value) if isinstance(value, str) else value


def _rows(connection: Connection, table: Table) -> dict[Key, Row]:
    return {
        tuple(_key_row(table, row).values()): row
        for row in (dict(found) for found in connection.execute(select(table)).mappings())
    }


def _key_row(table: Table, row: Mapping[str, object]) -> dict[str, object]:
    return {column.name: row[column.name] for column in table.primary_key}


def _is_row(table: Table) -> list[ColumnElement[bool]]:
    return [column == bindparam(f"key_{column.name}") for column in table.primary_key]
