"""Databases of their own, over engines that serve one test after the other.

An engine keeps the statements it has compiled; compiling them anew for each database took longer
than sending them.
"""

from collections import defaultdict
from collections.abc import Callable, MutableMapping, MutableSequence
from datetime import datetime
from tempfile import gettempdir

from databases import FreshUrl, copies_of
from sqlalchemy import Dialect, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from app.bootstrap.simulation import SCENARIO, simulation_world
from app.settings import index_key, read_settings
from app.storage import Storage
from app.storage.engine import make_engine

FreshStorage = Callable[[], Storage]
"""Opens a new database, which is the caller's until it is closed."""
SCENARIO_KEY = index_key(read_settings({**SCENARIO, "QADAM_VAR": gettempdir()}))
BEGIN = datetime.fromisoformat("2026-12-22T10:00:00+05:00")


class _Traveller:
    """An engine that goes from database to database of one kind."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        event.listen(self.engine, "do_connect", self._find_the_way)

    def go_to(self, url: str) -> None:
        self.engine.url = make_url(url)

    def _find_the_way(
        self,
        dialect: Dialect,
        _: ConnectionPoolEntry,
        positional: MutableSequence[object],
        named: MutableMapping[str, object],
    ) -> None:
        found, names = dialect.create_connect_args(self.engine.url)
        positional[:] = found
        named.update(names)


_resting: dict[str, list[_Traveller]] = defaultdict(list)


class _Lent(Storage):
    """Closing it sends its engine to the next one."""

    def __init__(self, traveller: _Traveller, key: bytes) -> None:
        super().__init__(traveller.engine, key)
        self._traveller = traveller

    def close(self) -> None:
        super().close()
        resting = _resting[self.engine.dialect.name]
        if self._traveller not in resting:
            resting.append(self._traveller)


def lend_storage(url: str, key: bytes) -> Storage:
    """The database at the URL, which nobody lends before it is closed."""
    resting = _resting[make_url(url).get_backend_name()]
    traveller = resting.pop() if resting else _Traveller(url)
    traveller.go_to(url)
    return _Lent(traveller, key)


def laid_storages(fresh: FreshUrl) -> FreshStorage:
    """Opens databases with the foundations of a world in December 2026."""
    template = fresh()
    simulation_world(BEGIN, database=template).close()
    copied = copies_of(template)
    return lambda: lend_storage(copied(), SCENARIO_KEY)
