"""What the tests of the stand share: tokens, a known person, a clock moved by hand."""

from datetime import UTC, datetime, timedelta

from app.stand import PEOPLE

TOKENS = {"gbdfl": "registry-token", "sms": "gateway-token"}
AIGUL = PEOPLE[0]


class Hand:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 5, 44, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, span: timedelta) -> None:
        self.now += span
