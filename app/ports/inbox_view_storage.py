"""What people keep of the list of tasks, in storage."""

from collections.abc import Collection
from typing import Protocol

from app.domain.identity import InboxViewId, OfficeId, PersonId
from app.domain.inbox_view import InboxSetting, InboxViews, SavedFilter


class InboxViewRepository(Protocol):
    def put_filter(self, kept: SavedFilter) -> None:
        """Insert it, or replace the one of this id."""
        ...

    def put_setting(self, owner: PersonId, setting: InboxSetting) -> None: ...

    def drop(self, view_id: InboxViewId) -> None: ...

    def of(self, person: PersonId, offices: Collection[OfficeId]) -> InboxViews:
        """One's own, by name, then those shared in one of the offices, whatever their group."""
        ...
