"""What the cabinet keeps: one-time passwords, sessions of citizens, and ratings."""

from datetime import datetime
from typing import Protocol

from app.domain.citizens import CitizenSession, OneTimePassword, PasswordId
from app.domain.ratings import Rating


class OneTimePasswordRepository(Protocol):
    def add(self, password: OneTimePassword) -> None: ...

    def asked_since(self, iin: str, since: datetime) -> int:
        """How many were asked for the person since then."""
        ...

    def lock(self, password_id: PasswordId) -> OneTimePassword | None:
        """The password, locked to the end of the transaction: two tries are two tries."""
        ...

    def put(self, password: OneTimePassword) -> None: ...

    def claim_due(self, now: datetime, until: datetime) -> OneTimePassword | None:
        """The one that has waited longest to be sent, not due again before `until`."""
        ...

    def forget_before(self, moment: datetime) -> None:
        """Remove those that expired before it."""
        ...


class CitizenSessionRepository(Protocol):
    def add(self, session: CitizenSession) -> None: ...

    def end(self, session_id: str, at: datetime) -> None: ...

    def forget_before(self, moment: datetime) -> None:
        """Remove those that began before it."""
        ...


class RatingRepository(Protocol):
    def put(self, rating: Rating) -> None:
        """Keep it in place of an earlier one of the same case."""
        ...
