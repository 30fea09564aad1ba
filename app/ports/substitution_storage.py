"""Who stands in for whom, in storage."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from app.domain.identity import PersonId, SubstitutionId
from app.domain.substitution import Substitution


class SubstitutionRepository(Protocol):
    def add(self, substitution: Substitution) -> None: ...

    def get(self, substitution_id: SubstitutionId) -> Substitution:
        """Raises SubstitutionNotFound."""
        ...

    def put(self, substitution: Substitution) -> None:
        """Write when it was ended; nothing else of it changes."""
        ...

    def since(self, day: date) -> Sequence[Substitution]:
        """Those not ended whose last day is not before this one, by first day."""
        ...

    def of(self, person: PersonId) -> Sequence[Substitution]:
        """All in which the person is absent or substitutes, the newest first; at most a hundred."""
        ...
