"""Time zones, read from the pinned tzdata package and never from the machine."""

from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from app.feel.errors import Unfit

OFFICE_ZONE = "Asia/Almaty"


class PackagedZone(ZoneInfo):
    """A zone of the tzdata package that can be copied and pickled by its name."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return zone, (self.key,)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8")
    return frozenset(names.split())


@lru_cache(maxsize=600)
def zone(name: str) -> PackagedZone:
    """Return the zone of that name.

    Raises:
        Unfit: tzdata knows no such zone.
    """
    if name not in _known():
        raise Unfit("There is no time zone {name}", name=name)
    path = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with path.open("rb") as file:
        return PackagedZone.from_file(file, key=name)
