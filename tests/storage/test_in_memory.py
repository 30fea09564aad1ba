"""Databases in memory that are lent again and again."""

from sqlalchemy import text

from app.storage import Storage, content_of, lend_database


def test_a_lent_database_has_the_newest_schema_and_nothing_of_the_one_before() -> None:
    first = lend_database()
    _write(first)
    first.close()

    second = lend_database()

    assert second.engine is first.engine
    assert second.is_current()
    assert _count(second) == 0
    second.close()


def test_databases_that_are_open_at_once_are_apart() -> None:
    one, other = lend_database(), lend_database()
    _write(one)

    assert (_count(one), _count(other)) == (1, 0)
    one.close()
    other.close()


def test_closing_twice_lends_an_engine_to_one_only() -> None:
    closed = lend_database()
    closed.close()
    closed.close()

    one, other = lend_database(), lend_database()

    assert one.engine is not other.engine
    one.close()
    other.close()


def test_what_a_database_holds_begins_others_that_are_apart() -> None:
    founded = lend_database()
    _write(founded)
    content = content_of(founded)
    founded.close()
    one, other = lend_database(content), lend_database(content)

    with one.engine.begin() as connection:
        connection.execute(text("DELETE FROM number_counter"))

    assert (_count(one), _count(other)) == (0, 1)
    one.close()
    other.close()


def _write(storage: Storage) -> None:
    with storage.engine.begin() as connection:
        connection.execute(text("INSERT INTO number_counter VALUES ('ЖК', 2026, 1)"))


def _count(storage: Storage) -> int:
    with storage.engine.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM number_counter")).scalar_one()
