"""The source of time: the system clock in production, a fixed one in tests."""

from dataclasses import dataclass
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(slots=True)
class FixedClock:
    """A clock that only its owner moves: virtual time of scenarios and tests."""

    at: datetime

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def move_to(self, at: datetime) -> None:
        self.at = at
