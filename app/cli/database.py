"""Opens the configured database for commands that look at it and never make one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.problems import CannotGoOn
from app.settings import Settings

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
        CannotGoOn: it is not there yet, or its schema is older.
        DatabaseUnusable: it cannot be reached or read, or its schema is newer.
    """
    from app.storage import open_storage

    maker = "python3 run.py" if settings.demo else "python3 run.py migrate"
    if is_missing(settings):
        raise CannotGoOn(f"There is no database yet: `{maker}` makes it.")
    storage = open_storage(settings.database)
    try:
        if not storage.is_current():
            raise CannotGoOn(
                "The database is empty or older than this version: `python3 run.py migrate` first."
            )
        yield storage
    finally:
        storage.close()
