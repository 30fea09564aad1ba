"""One engine for all worlds of a run: equal files are checked and read once."""

from collections.abc import Mapping, Sequence
from functools import cache
from threading import Lock

from app.domain.models import Deployment, ModelFile
from app.engine import SpiffEngine
from app.ports.engine import TopicContract
from app.usecases.deploy_service import content_hash

REMEMBERED = 32
"""Deployments of which the findings are kept; the oldest leaves first."""


class CheckedOnce(SpiffEngine):
    """Gives the findings of equal files and topics again; no engine keeps an instance."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._known: dict[tuple[str, frozenset[TopicContract]], Deployment] = {}

    def check(
        self, files: Sequence[ModelFile], *, topics: Mapping[str, TopicContract]
    ) -> Deployment:
        key = (content_hash(files), frozenset(topics.values()))
        with self._lock:
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = super().check(files, topics=topics)
                if len(self._known) > REMEMBERED:
                    del self._known[next(iter(self._known))]
        return found


@cache
def shared_engines() -> tuple[CheckedOnce, CheckedOnce]:
    """The engine that the worlds of this process begin with, and another for after a restart.

    What an engine has read is most of the time a step takes, so both keep it for the next world.
    """
    return CheckedOnce(), CheckedOnce()
