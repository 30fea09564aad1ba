"""Counting the statements that reach a database, for benchmarks and tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext


@dataclass(slots=True)
class Statements:
    """What was sent; rows of one insert or update go as one statement."""

    texts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.texts)


@contextmanager
def watched(engine: Engine) -> Iterator[Statements]:
    """The statements of all threads meanwhile, without BEGIN, COMMIT and ROLLBACK."""
    seen = Statements()

    def note(
        connection: Connection,
        cursor: DBAPICursor,
        statement: str,
        parameters: object,
        context: ExecutionContext | None,
        executemany: bool,
    ) -> None:
        if not statement.startswith("BEGIN"):
            seen.texts.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
