"""What cases refer to: versions of processes, people and offices, the calendar."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.calendar import CalendarDay
from app.domain.identity import OfficeId, PersonId, ProcessKey
from app.domain.models import ModelFile
from app.domain.people import Office, Person
from app.domain.versions_in_force import InForce


@dataclass(frozen=True, slots=True)
class ProcessVersion:
    """A deployed version of a service's folder."""

    key: ProcessKey
    version: int
    content_hash: str
    """SHA-256 over all files, hex."""
    deployed_at: datetime
    deployed_by: str
    note: str = ""
    """What a designer told of it when it was published."""
    is_designed: bool = False
    """Whether it was published in the designer: no folder replaces it in silence."""


class ProcessRepository(Protocol):
    def latest(self, key: ProcessKey) -> ProcessVersion | None: ...

    def get(self, key: ProcessKey, version: int) -> ProcessVersion: ...

    def add(self, version: ProcessVersion, files: Sequence[ModelFile]) -> None: ...

    def files(self, key: ProcessKey, version: int) -> tuple[ModelFile, ...]:
        """All files of a version; callers cache them, since a version never changes."""
        ...

    def keys(self) -> tuple[ProcessKey, ...]: ...

    def in_force(self, key: ProcessKey) -> tuple[InForce, ...]:
        """Every decision on which version new cases take, in their order."""
        ...

    def put_in_force(self, key: ProcessKey, decision: InForce) -> None: ...


class PeopleRepository(Protocol):
    def get(self, person: PersonId) -> Person | None: ...

    def lock(self, person: PersonId) -> Person | None:
        """The person, who changes in no other transaction until this one is over."""
        ...

    def lock_administrators(self) -> None:
        """Lock whoever has the administrator's role anywhere, in the order of their logins.

        Two of them who take each other's rights take turns, and the second has none any more.
        """
        ...

    def put(self, person: Person) -> None: ...

    def all(self) -> tuple[Person, ...]: ...

    def granted_in(self, offices: Collection[OfficeId]) -> tuple[Person, ...]:
        """Those with a role in one of these very units, with all their grants."""
        ...

    def offices(self) -> tuple[Office, ...]: ...

    def put_offices(self, offices: Sequence[Office]) -> None: ...


class CalendarRepository(Protocol):
    def days(self, first: date, last: date) -> tuple[CalendarDay, ...]: ...

    def put(self, days: Sequence[CalendarDay]) -> None: ...

    def replace(self, days: Sequence[CalendarDay]) -> None:
        """Put these in place of all that stands on their dates, for whichever week."""
        ...
