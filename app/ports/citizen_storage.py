"""What the cabinet keeps: passwords, sessions, unsigned applications, ratings."""

from datetime import datetime
from typing import Protocol

from app.domain.citizens import CitizenSession, OneTimePassword, PasswordId
from app.domain.pending import PendingApplication, PendingId
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


class PendingApplicationRepository(Protocol):
    def put(self, pending: PendingApplication) -> None:
        """Keep it in place of an earlier one of the same id."""
        ...

    def get(self, pending_id: PendingId) -> PendingApplication | None: ...

    def drop(self, pending_id: PendingId) -> None: ...

    def forget_before(self, moment: datetime) -> None:
        """Remove those that were filled in before it."""
        ...
