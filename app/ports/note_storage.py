"""Internal notes on cases, in storage."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.identity import InstanceId
from app.domain.notes import CaseNote


class NoteRepository(Protocol):
    def add(self, note: CaseNote) -> None: ...


class NoteQueries(Protocol):
    def case_notes(self, instance_id: InstanceId) -> Sequence[CaseNote]:
        """The oldest first: one statement."""
        ...
