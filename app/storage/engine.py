"""The SQLAlchemy engine of each database, set up so that both keep the same promises."""

import sqlite3
from collections.abc import Callable
from functools import partial
from time import monotonic

import orjson
import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool

from app.domain.refusals import Busy, StorageAway
from app.storage.unusable import why_unusable

LOCK_WAIT_SECONDS = 5
"""How long a command waits for a row (SQLite: for the database) before it is refused as Busy."""

PING_AFTER_SECONDS = 1
"""How long a connection to PostgreSQL may rest and still be used without being asked first."""

READ_ONLY = "read_only"
"""Execution option of connections that only read."""
ONE_STATEMENT = "one_statement"
"""Execution option of connections that read by a single statement, which is its own transaction."""

_RESTS_SINCE = "rests_since"
_SQLITE_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_POSTGRESQL_BUSY = (
    psycopg.errors.LockNotAvailable,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
)


def make_engine(
    url: str,
    *,
    echo: bool = False,
    lock_wait: float = LOCK_WAIT_SECONDS,
    ping_after: float = PING_AFTER_SECONDS,
) -> Engine:
    """An engine for `sqlite:///path`, `sqlite://` (in memory) or `postgresql+psycopg://…`.

    Raises:
        ValueError: any other database.
    """
    parsed = make_url(url)
    makers: dict[str, Callable[[URL, bool, float], Engine]] = {
        "sqlite": _sqlite,
        "postgresql": partial(_postgresql, ping_after=ping_after),
    }
    maker = makers.get(parsed.get_backend_name())
    if maker is None:
        raise ValueError(f"Expected a sqlite or postgresql database, found {parsed.drivername}")
    engine = maker(parsed, echo, lock_wait)
    event.listen(engine, "handle_error", _refuse)
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine and pool for connections that only read, from one moment's state."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True, **{READ_ONLY: True}
        )
    return engine.execution_options(**{READ_ONLY: True})


def reading_once(engine: Engine) -> Engine:
    """The same engine and pool for connections that read by one statement: no BEGIN, no end."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="AUTOCOMMIT", **{ONE_STATEMENT: True})
    return engine.execution_options(**{ONE_STATEMENT: True})


def _sqlite(url: URL, echo: bool, lock_wait: float) -> Engine:
    in_memory = url.database in (None, "", ":memory:")
    engine = create_engine(
        url,
        echo=echo,
        # Parameters are personal data, and errors reach logs.
        hide_parameters=True,
        json_serializer=_json,
        json_deserializer=orjson.loads,
        connect_args={"check_same_thread": False, "timeout": lock_wait},
        # A database in memory lives as long as its one connection; threads take turns on it.
        poolclass=QueuePool,
        pool_size=1 if in_memory else 10,
        max_overflow=0 if in_memory else 10,
        pool_timeout=lock_wait,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # The driver's own transaction control begins late and never for reads: we emit BEGIN.
        connection.isolation_level = None
        cursor = connection.cursor()
        if not in_memory:
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get(ONE_STATEMENT, False):
            reads = options.get(READ_ONLY, False)
            connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _postgresql(url: URL, echo: bool, lock_wait: float, *, ping_after: float) -> Engine:
    options = f"-c lock_timeout={int(lock_wait * 1000)} -c TimeZone=UTC"
    engine = create_engine(
        url,
        echo=echo,
        # Parameters are personal data, and errors reach logs.
        hide_parameters=True,
        json_serializer=_json,
        json_deserializer=orjson.loads,
        connect_args={"options": options},
        pool_size=10,
        max_overflow=10,
        pool_timeout=lock_wait,
    )

    @event.listens_for(engine, "checkin")
    def rest(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info[_RESTS_SINCE] = monotonic()

    @event.listens_for(engine, "checkout")
    def ping(
        connection: DBAPIConnection, record: ConnectionPoolEntry, _: PoolProxiedConnection
    ) -> None:
        # A restarted server must not cost each pooled connection one refused command. While one
        # command follows the other, none of them needs a question and an answer more for that.
        since = record.info.get(_RESTS_SINCE)
        if since is not None and monotonic() - since >= ping_after:
            try:
                engine.dialect.do_ping(connection)
            except psycopg.OperationalError as gone:
                raise InvalidatePoolError from gone

    return engine


def _refuse(context: ExceptionContext) -> None:
    """Tell a busy and an absent database from a defect."""
    error = context.original_exception
    if isinstance(error, sqlite3.OperationalError):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        busy = code in _SQLITE_BUSY
    else:
        busy = isinstance(error, _POSTGRESQL_BUSY)
    if busy:
        raise Busy("Another command held the row for too long") from error
    is_no_connection = context.connection is None and isinstance(
        error, (sqlite3.OperationalError, psycopg.OperationalError)
    )
    is_unusable = isinstance(error, sqlite3.Error) and why_unusable(error) is not None
    if context.is_disconnect or is_no_connection or is_unusable:
        raise StorageAway("The database is not there") from error


def _json(plain: object) -> str:
    return orjson.dumps(plain).decode()
