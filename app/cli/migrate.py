"""`python3 run.py migrate`: bring the configured database to this version's schema."""

from app.cli.problems import one_line
from app.settings import SettingsMissing, read_settings


def main(arguments: list[str]) -> int:
    if arguments:
        return one_line("`python3 run.py migrate` takes no arguments.", 2)
    try:
        settings = read_settings()
    except SettingsMissing as missing:
        return one_line(str(missing))

    from app.storage import open_storage

    storage = open_storage(settings.database)
    was_current = storage.is_current()
    storage.migrate()
    print("The database was up to date." if was_current else "The database is up to date now.")
    return 0
