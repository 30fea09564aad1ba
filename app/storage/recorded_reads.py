"""The reads of a page, recorded and run again through SQLAlchemy Core: a benchmark's floor."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Executable, Select, event

from app.storage.engine import reading
from app.storage.store import Storage

Params = Mapping[str, object]


@dataclass(slots=True)
class RecordedReads:
    """The SELECTs of all threads in their order, with what was bound to them."""

    _selects: list[tuple[Select[*tuple[object, ...]], Params]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self._selects)

    def note(self, statement: Executable, params: Params) -> None:
        if isinstance(statement, Select):
            self._selects.append((statement, params))

    def read(self, connection: Connection) -> str:
        """Every row of them, in one transaction, as one string of their values."""
        lines: list[str] = []
        with connection.begin():
            for statement, params in self._selects:
                lines += [" ".join(map(str, row)) for row in connection.execute(statement, params)]
        return "\n".join(lines)


@contextmanager
def recorded_reads(storage: Storage) -> Iterator[RecordedReads]:
    """What is read within the `with` block."""
    seen = RecordedReads()

    def note(
        connection: Connection,
        statement: Executable,
        multiparams: Sequence[Params],
        params: Params,
        execution_options: Mapping[str, object],
    ) -> None:
        seen.note(statement, params)

    event.listen(storage.engine, "before_execute", note)
    try:
        yield seen
    finally:
        event.remove(storage.engine, "before_execute", note)


@contextmanager
def reader(storage: Storage) -> Iterator[Callable[[RecordedReads], str]]:
    """Reads again what was recorded, on one connection that is held meanwhile."""
    with reading(storage.engine).connect() as connection:
        yield lambda reads: reads.read(connection)
