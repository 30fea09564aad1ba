"""An open database: units of work for commands, questions for pages, and its schema."""

from contextlib import AbstractContextManager

from sqlalchemy import Engine

from app.storage.engine import (
    LOCK_WAIT_SECONDS,
    PING_AFTER_SECONDS,
    make_engine,
    reading,
    reading_once,
)
from app.storage.iin_terms import IinTerms, carried, index_anew, knows_key
from app.storage.queries import SqlQueries
from app.storage.schema_version import is_current, upgrade
from app.storage.statements import Statements, watched
from app.storage.unit_of_work import SqlUnitOfWork, connected, unit_of_work


class Storage:
    """One database with its pool of connections; threads may share it.

    Args:
        engine: of the database.
        index_key: the secret that IINs are indexed by.
    """

    def __init__(self, engine: Engine, index_key: bytes) -> None:
        self.engine = engine
        engine.update_execution_options(**carried(IinTerms(index_key)))
        self._reading = reading(engine)
        self._known_sets: set[str] = set()
        self.queries = SqlQueries(self._reading, reading_once(engine))

    def begin(self) -> AbstractContextManager[SqlUnitOfWork]:
        """A unit of work; satisfies app.ports.storage.BeginWork."""
        return unit_of_work(self.engine, self._known_sets)

    def is_current(self) -> bool:
        """Whether the schema is the newest."""
        with connected(self._reading) as connection:
            return is_current(connection)

    def knows_key(self) -> bool:
        """Whether IINs are indexed by the key at hand; the schema has to be the newest."""
        with connected(self._reading) as connection:
            return knows_key(connection)

    def migrate(self) -> None:
        """Bring the schema to the newest version, and the index of IINs to the key at hand.

        Quick where both are there already.
        """
        if self.is_current() and self.knows_key():
            return
        with connected(self.engine) as connection:
            upgrade(connection)
            if not knows_key(connection):
                index_anew(connection)
            connection.commit()

    def close(self) -> None:
        """Close the connections; a database in memory is gone then."""
        self.engine.dispose()


def open_storage(
    url: str,
    *,
    index_key: bytes,
    echo: bool = False,
    lock_wait: float = LOCK_WAIT_SECONDS,
    ping_after: float = PING_AFTER_SECONDS,
) -> Storage:
    """Open a database; nothing is read or changed yet.

    Args:
        url: `sqlite:///path`, `sqlite://` (in memory) or `postgresql+psycopg://…`.
        index_key: the secret that IINs are indexed by (`app.settings.index_key`).
        echo: log each statement.
        lock_wait: seconds that a command waits for another before it is refused as Busy.
        ping_after: seconds that a connection to a server may rest before it is asked first.

    Raises:
        ValueError: any other database.
    """
    engine = make_engine(url, echo=echo, lock_wait=lock_wait, ping_after=ping_after)
    return Storage(engine, index_key)


def count_statements(storage: Storage) -> AbstractContextManager[Statements]:
    """Watch what reaches the database within the `with` block."""
    return watched(storage.engine)
