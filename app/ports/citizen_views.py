"""What the cabinet reads."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.citizens import CitizenSession
from app.domain.identity import CaseNumber, InstanceId


class CitizenQueries(Protocol):
    def citizen_session(self, session_id: str) -> CitizenSession | None:
        """A session that was not ended; every page of the cabinet asks, so it waits for nobody."""
        ...

    def citizen_cases(self, iin: str, limit: int) -> Sequence[CaseNumber]:
        """Cases in which the person is applicant or representative, the newest first."""
        ...

    def awaited_messages(self, instance_id: InstanceId) -> frozenset[str]:
        """Names of the messages that the case waits for now."""
        ...
