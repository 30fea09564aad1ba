"""What the cabinet reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.citizens import CitizenSession
from app.domain.identity import CaseNumber, InstanceId, OfficeId, ProcessKey
from app.domain.ratings import Rating


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A rating with the case it is about."""

    rating: Rating
    number: CaseNumber
    process_key: ProcessKey
    office_id: OfficeId


@dataclass(frozen=True, slots=True)
class RatingPage:
    rows: Sequence[RatingRow]
    """The newest first."""
    counts: dict[int, int]
    """Stars to the number of such ratings, exact."""


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

    def rating(self, instance_id: InstanceId) -> Rating | None: ...

    def ratings(self, offices: frozenset[OfficeId], limit: int) -> RatingPage:
        """Of the cases of these offices."""
        ...
