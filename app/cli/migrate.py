"""`python3 run.py migrate`: bring the configured database to this version's schema."""

from contextlib import closing

from app.cli.database import is_missing
from app.cli.problems import CannotGoOn, one_line
from app.clock import SystemClock
from app.settings import index_key, read_settings


def main(arguments: list[str]) -> int:
    """0: the schema is the newest, and the calendar of the years around is filled."""
    if arguments:
        return one_line("`python3 run.py migrate` takes no arguments.", 2)
    settings = read_settings()
    if settings.demo and is_missing(settings):
        raise CannotGoOn("There is no database yet: `python3 run.py` makes the demo's.")

    from app.bootstrap.foundations import fill_calendar
    from app.storage import open_storage

    with closing(open_storage(settings.database, index_key=index_key(settings))) as storage:
        was_current = storage.is_current() and storage.knows_key()
        storage.migrate()
        print("The database was up to date." if was_current else "The database is up to date now.")
        if filled := fill_calendar(storage, SystemClock().now()):
            print(f"The calendar was filled: {', '.join(map(str, filled))}.")
    return 0
