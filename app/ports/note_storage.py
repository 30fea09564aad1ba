"""Internal notes on cases, in storage."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.domain.identity import InstanceId, PersonId
from app.domain.notes import CaseNote, Mention


class NoteRepository(Protocol):
    def add(self, note: CaseNote) -> None:
        """Keep it, with a mention for each person it names."""
        ...

    def see_all(self, person: PersonId, at: datetime) -> None:
        """The person has seen every mention of theirs."""
        ...


class NoteQueries(Protocol):
    def case_notes(self, instance_id: InstanceId) -> Sequence[CaseNote]:
        """The oldest first: one statement."""
        ...

    def mentions(self, person: PersonId, limit: int) -> Sequence[Mention]:
        """The newest first: one statement."""
        ...
