"""Databases in memory that come and go: the schema is built once and copied, engines are lent.

A scenario's world lives for a second; migrating and compiling statements took a third of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from sqlite3 import Connection
from threading import Lock
from typing import cast

from sqlalchemy import Engine

from app.storage.engine import make_engine
from app.storage.store import Storage, open_storage

URL = "sqlite://"
_NO_SECRET = b"what never leaves the memory needs none"
_lock = Lock()
_free: list[Engine] = []
"""Engines of closed databases; each keeps the statements it has compiled."""


class LentDatabase(Storage):
    """A database of the newest schema with nothing in it; closing gives its engine back."""

    def close(self) -> None:
        with _lock:
            if self.engine not in _free:
                _free.append(self.engine)


def lend_database(content: bytes | None = None) -> Storage:
    """A database in memory, of its own until it is closed.

    Args:
        content: what `content_of` gave; None: migrated and empty.
    """
    with _lock:
        engine = _free.pop() if _free else make_engine(URL)
    with _driver(engine) as driver:
        driver.deserialize(_migrated() if content is None else content)
    return LentDatabase(engine, _NO_SECRET)


def content_of(storage: Storage) -> bytes:
    """All that a database in memory holds, to begin another one with."""
    with _driver(storage.engine) as driver:
        return driver.serialize()


@cache
def _migrated() -> bytes:
    storage = open_storage(URL, index_key=_NO_SECRET)
    storage.migrate()
    content = content_of(storage)
    storage.close()
    return content


@contextmanager
def _driver(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield cast("Connection", connection.connection.driver_connection)
