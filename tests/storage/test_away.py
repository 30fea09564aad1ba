"""A database that is away is told as such, and its errors quote no data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import NOW
from databases import INDEX_KEY
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.domain.identity import PersonId
from app.domain.people import Person
from app.domain.refusals import StorageAway
from app.ports.views import Viewer
from app.storage import Storage, open_storage

NOBODY = PersonId("nobody")
_END_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def test_a_database_that_cannot_be_reached_is_away(tmp_path: Path) -> None:
    addresses = (
        "postgresql+psycopg://qadam@127.0.0.1:9/qadam",
        f"sqlite:///{tmp_path / 'no-such-folder' / 'qadam.db'}",
    )
    for address in addresses:
        storage = open_storage(address, index_key=INDEX_KEY)
        with pytest.raises(StorageAway), storage.begin() as uow:
            uow.people.get(NOBODY)
        storage.close()


def end_others(admin: Storage) -> None:
    with admin.engine.connect() as connection:
        connection.execute(text(_END_OTHERS))


@pytest.fixture
def admin(storage: Storage) -> Iterator[Storage]:
    """Another program at the same database."""
    opened = open_storage(
        storage.engine.url.render_as_string(hide_password=False), index_key=INDEX_KEY
    )
    yield opened
    opened.close()


def strike(storage: Storage, admin: Storage) -> None:
    """End every connection of the database but the admin's, amid a command."""
    with storage.begin() as uow:
        uow.people.get(NOBODY)
        end_others(admin)
        uow.people.get(NOBODY)


@pytest.mark.parametrize("database", ["postgresql"])
def test_a_restarted_server_is_away_for_the_command_it_struck_alone(
    storage: Storage, admin: Storage
) -> None:
    with pytest.raises(StorageAway):
        strike(storage, admin)

    with storage.begin() as uow:
        assert uow.people.get(NOBODY) is None


@pytest.mark.parametrize("database", ["postgresql"])
def test_a_server_that_restarted_while_nobody_asked_costs_no_command(
    url: str, admin: Storage
) -> None:
    rested = open_storage(url, ping_after=0, index_key=INDEX_KEY)
    with rested.begin() as uow:
        uow.people.get(NOBODY)

    end_others(admin)

    with rested.begin() as uow:
        assert uow.people.get(NOBODY) is None
    assert rested.queries.person(NOBODY) is None
    rested.close()


@pytest.mark.parametrize("database", ["postgresql"])
def test_a_server_that_restarts_amid_commands_costs_one_of_them_alone(
    url: str, admin: Storage
) -> None:
    busy = open_storage(url, ping_after=3600, index_key=INDEX_KEY)
    with busy.begin() as one, busy.begin() as other:
        one.people.get(NOBODY)
        other.people.get(NOBODY)

    end_others(admin)

    with pytest.raises(StorageAway), busy.begin() as uow:
        uow.people.get(NOBODY)
    with busy.begin() as one, busy.begin() as other:
        assert one.people.get(NOBODY) is None
        assert other.people.get(NOBODY) is None
    busy.close()


@pytest.mark.parametrize("database", ["postgresql"])
def test_what_pages_read_lets_commands_keep_their_prepared_statements(storage: Storage) -> None:
    # The driver prepares what it has sent five times over the same connection.
    for _ in range(6):
        assert storage.queries.open_task_counts([Viewer(NOBODY, {})], NOW) == {NOBODY: 0}
        assert storage.queries.person(NOBODY) is None
    with storage.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar()


def test_an_error_of_the_database_quotes_no_parameters(storage: Storage) -> None:
    with pytest.raises(IntegrityError) as refused, storage.begin() as uow:
        uow.people.put(Person(PersonId("aigul"), "Айгүл", None, "", ()))  # type: ignore[arg-type]
    assert "[SQL parameters hidden" in str(refused.value)
    assert "'aigul'" not in str(refused.value).partition("DETAIL")[0]
