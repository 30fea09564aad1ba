"""A database that is away is told as such, and its errors quote no data."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.domain.identity import PersonId
from app.domain.people import Person
from app.domain.refusals import StorageAway
from app.storage import Storage, open_storage

NOBODY = PersonId("nobody")


def test_a_database_that_cannot_be_reached_is_away(tmp_path: Path) -> None:
    addresses = (
        "postgresql+psycopg://qadam@127.0.0.1:9/qadam",
        f"sqlite:///{tmp_path / 'no-such-folder' / 'qadam.db'}",
    )
    for address in addresses:
        storage = open_storage(address)
        with pytest.raises(StorageAway), storage.begin() as uow:
            uow.people.get(NOBODY)
        storage.close()


def strike(storage: Storage, admin: Storage) -> None:
    """End every connection of the database but the admin's, amid a command."""
    with storage.begin() as uow:
        uow.people.get(NOBODY)
        with admin.engine.connect() as connection:
            connection.execute(text(_END_OTHERS))
        uow.people.get(NOBODY)


_END_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@pytest.mark.parametrize("database", ["postgresql"])
def test_a_restarted_server_is_away_for_the_command_it_struck_alone(storage: Storage) -> None:
    admin = open_storage(storage.engine.url.render_as_string(hide_password=False))

    with pytest.raises(StorageAway):
        strike(storage, admin)

    admin.close()
    with storage.begin() as uow:
        assert uow.people.get(NOBODY) is None


def test_an_error_of_the_database_quotes_no_parameters(storage: Storage) -> None:
    with pytest.raises(IntegrityError) as refused, storage.begin() as uow:
        uow.people.put(Person(PersonId("aigul"), None, "kk", "", ()))  # type: ignore[arg-type]
    assert "[SQL parameters hidden" in str(refused.value)
    assert "'aigul'" not in str(refused.value).partition("DETAIL")[0]
