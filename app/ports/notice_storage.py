"""Notices, what people have chosen of them, and letters on their way, in storage."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from app.domain.identity import CaseNumber, PersonId
from app.domain.letters import Letter
from app.domain.notices import Notice, NoticeId, NoticeKind, NoticeSettings
from app.domain.task import UserTask


class NoticeRepository(Protocol):
    def add(self, notices: Sequence[Notice]) -> None:
        """Keep them; one that is kept already stays as it is."""
        ...

    def get(self, notice_id: NoticeId) -> Notice | None: ...

    def see_all(self, person: PersonId, at: datetime) -> None:
        """The person has seen every notice of theirs."""
        ...

    def counted(
        self, person: PersonId, kinds: Collection[NoticeKind], since: datetime
    ) -> Mapping[NoticeKind, int]:
        """How many notices of each kind came after the moment."""
        ...

    def forget_before(self, moment: datetime) -> None:
        """Drop notices and letters of earlier."""
        ...


class NoticeSettingsRepository(Protocol):
    def of(self, people: Collection[PersonId]) -> Mapping[PersonId, NoticeSettings]:
        """What each has chosen; the defaults for who has chosen nothing. Two statements."""
        ...

    def lock(self, person: PersonId) -> NoticeSettings:
        """The same of one person, whom no other transaction may change meanwhile."""
        ...

    def put(self, settings: NoticeSettings) -> None: ...

    def due_digest(self, now: datetime) -> PersonId | None:
        """Somebody whose digest is due."""
        ...

    def due_new_work(self, now: datetime) -> PersonId | None:
        """Somebody for whom new work is to be looked for."""
        ...


class TaskWatch(Protocol):
    """Tasks whose moment has come since somebody last looked."""

    def looked_at(self) -> datetime | None:
        """Up to when it was looked; nothing is locked."""
        ...

    def reached(self, now: datetime) -> datetime | None:
        """Up to when it was looked, locked; `now` is written in its place. None: never before."""
        ...

    def came_due(self, after: datetime, until: datetime) -> Sequence[tuple[UserTask, CaseNumber]]:
        """Held tasks with their due moment in (after, until]."""
        ...

    def came_back(self, after: datetime, until: datetime) -> Sequence[tuple[UserTask, CaseNumber]]:
        """Held tasks whose follow-up moment lies in (after, until]."""
        ...


class LetterRepository(Protocol):
    def add(self, letters: Sequence[Letter]) -> None:
        """Keep them; one that is kept already stays as it is."""
        ...

    def claim_due(self, now: datetime, lease: timedelta) -> Letter | None:
        """Take the letter that is due longest, by one conditional update."""
        ...

    def settle(self, letter: Letter) -> bool:
        """Write it down, if the lease still stands; False where it does not."""
        ...

    def codes_since(self, person: PersonId, since: datetime) -> int:
        """How many codes were asked for by the person after the moment."""
        ...

    def next_due(self) -> datetime | None: ...


class NoticeQueries(Protocol):
    def notices(self, person: PersonId, limit: int) -> Sequence[Notice]:
        """What the page shows, the newest first: one statement."""
        ...

    def notice_settings(self, person: PersonId) -> NoticeSettings: ...

    def failed_letters(self, person: PersonId, since: datetime) -> Sequence[Letter]:
        """Letters to the person that were given up: one statement."""
        ...

    def letters_given_up(self, since: datetime) -> int:
        """To anybody."""
        ...
