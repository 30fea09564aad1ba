"""What the pages of the administration read of people: lists, what they hold, what was changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from app.domain.audit import AuditEntry
from app.domain.identity import OfficeId, PersonId, ProcessKey, UserTaskId
from app.domain.people import Person, Role

Standing = Literal["", "working", "blocked", "invited"]
"""Of people: all, who may sign in, who is blocked, who has a slip and no password yet."""


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    offices: Collection[OfficeId]
    """People with a role in one of them, and people without any role."""
    text: str = ""
    """Folded; the person's words begin or hold it."""
    role: Role | None = None
    standing: Standing = ""
    after: tuple[str, PersonId] | None = None
    """Sort key and login of the last person of the page before."""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class PeoplePage:
    people: Sequence[Person]
    """By the Kazakh alphabet."""
    next: tuple[str, PersonId] | None
    total: int
    """Exact, of the query without `after`."""


@dataclass(frozen=True, slots=True)
class HeldTasks:
    """Claimed tasks of a person, of one service in one office."""

    process_key: ProcessKey
    office_id: OfficeId
    count: int
    soonest: datetime
    """When the first of them is due; the end of time where none is."""


class PeopleQueries(Protocol):
    def people(self, query: PeopleQuery) -> PeoplePage:
        """Three statements, however many people there are."""
        ...

    def held_tasks(self, person: PersonId) -> Sequence[HeldTasks]:
        """Counted by service and office; nothing of a case is read."""
        ...

    def held_task_ids(self, person: PersonId, limit: int) -> Sequence[UserTaskId]: ...

    def latest_entries(self, chain: str, limit: int) -> Sequence[AuditEntry]:
        """The newest entries of an audit chain, newest first."""
        ...

    def people_counts(self, offices: Collection[OfficeId]) -> tuple[int, int]:
        """How many people there are in these offices, and how many of them are blocked."""
        ...
