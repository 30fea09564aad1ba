"""Opens the configured database for commands that look at it and never make one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.problems import CannotGoOn
from app.settings import Settings, index_key

if TYPE_CHECKING:
    from app.storage import Storage

SQLITE = "sqlite:///"


def is_missing(settings: Settings) -> bool:
    """Whether the database is a file that is not there yet."""
    url = settings.database
    return url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).exists()


@contextmanager
def opened(settings: Settings) -> Iterator["Storage"]:
    """The database with the newest schema, closed afterwards.

    Raises:
        CannotGoOn: it is not there yet, its schema is older, or the secret is another one.
        DatabaseUnusable: it cannot be reached or read, or its schema is newer.
    """
    from app.storage import open_storage

    maker = "python3 run.py" if settings.demo else "python3 run.py migrate"
    if is_missing(settings):
        raise CannotGoOn(f"There is no database yet: `{maker}` makes it.")
    storage = open_storage(settings.database, index_key=index_key(settings))
    try:
        if not storage.is_current():
            raise CannotGoOn(
                "The database is empty or older than this version: `python3 run.py migrate` first."
            )
        if not storage.knows_key():
            raise CannotGoOn(
                "IINs are indexed here by the key of another QADAM_SECRET: put that one back, or "
                "stop every process and let `python3 run.py migrate` make the index anew."
            )
        yield storage
    finally:
        storage.close()
