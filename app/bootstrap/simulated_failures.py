"""Jobs that fail because a scenario says so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from app.domain.identity import JobId, Topic
from app.domain.texts import Text
from app.domain.work import RetryCycle
from app.feel import Value
from app.ports.outside import SystemUnavailable
from app.storage import Storage
from app.usecases.run_job import Handle, Handlers


class Failures:
    """Implements the wrapping of handlers that `compose` asks for."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._failing: dict[Topic, list[tuple[str, int | None]]] = {}

    def next_job(self, topic: Topic, reason: str, retries: int | None) -> None:
        """Let the next job of the topic fail, with so many retries left."""
        self._failing.setdefault(topic, []).append((reason, retries))

    def around(self, handlers: Handlers) -> Handlers:
        return {topic: self._failing_once(topic, handle) for topic, handle in handlers.items()}

    def _failing_once(self, topic: Topic, handle: Handle) -> Handle:
        def run(job: JobId, inputs: Mapping[str, Value]) -> Mapping[str, Value]:
            told = self._failing.get(topic)
            if not told:
                return handle(job, inputs)
            reason, retries = told.pop(0)
            if retries is not None:
                self._leave_retries(job, retries)
            raise SystemUnavailable(Text(topic, topic, topic), Text(reason, reason, reason))

        return run

    def _leave_retries(self, job: JobId, retries: int) -> None:
        with self._storage.begin() as uow:
            row = uow.jobs.get(job)
            uow.jobs.put(
                replace(row, attempts=0, retries=RetryCycle(retries, timedelta(minutes=1)))
            )
            uow.commit()
