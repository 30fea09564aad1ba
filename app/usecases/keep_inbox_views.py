"""Keep filters of the list of tasks under a name, for oneself or for a group in an office."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl
from uuid import UUID

from app.domain.identity import InboxViewId, OfficeId, PersonId
from app.domain.iin import IIN_DIGITS, sought_iin
from app.domain.inbox_view import (
    COLUMNS,
    LONGEST_NAME,
    MOST_FILTERS,
    FilterHoldsIin,
    FilterNameUnfit,
    InboxSetting,
    InboxViews,
    SavedFilter,
    SavedFilterNotFound,
    TooManyFilters,
)
from app.domain.people import Person, Power, demand, groups_by_office
from app.ports.storage import BeginWork
from app.ports.views import Queries
from app.usecases.acting import acting
from app.usecases.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class SaveFilter:
    actor: PersonId
    name: str
    query: str
    group: str = ""
    office: OfficeId | None = None
    """Where the group is; both or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptViews:
    """Reads and keeps what people keep of the list."""

    begin: BeginWork
    queries: Queries
    rules: Rulebook
    new_id: Callable[[], UUID]

    def of(self, actor: Person) -> InboxViews:
        """What the list offers the person: one statement."""
        groups = groups_by_office(actor, self.rules.offices())
        reached = frozenset[OfficeId]().union(*groups.values())
        found = self.queries.inbox_views(actor.id, reached)
        mine = tuple(
            one
            for one in found.filters
            if one.owner == actor.id or one.office in groups.get(one.group, frozenset())
        )
        return replace(found, filters=mine)

    def save(self, command: SaveFilter) -> None:
        """Keep it; one of the same name is replaced.

        Raises:
            FilterNameUnfit, FilterHoldsIin, TooManyFilters: as they say.
            NotPermitted: shared by who gives no orders in the office.
        """
        name = " ".join(command.name.split())
        if not 0 < len(name) <= LONGEST_NAME:
            raise FilterNameUnfit(f"Expected 1 to {LONGEST_NAME} characters, found {len(name)}")
        if _holds_iin(name, command.query):
            raise FilterHoldsIin("Expected a filter without an IIN")
        with self.begin() as uow:
            actor = acting(uow, command.actor, self.rules)
            if command.office is not None:
                demand(actor, Power.ASSIGN_TASKS, command.office, self.rules.offices(uow))
            own = [one for one in uow.inbox_views.of(actor.id, ()).filters if one.owner == actor.id]
            same = next((one.id for one in own if one.name == name), None)
            if same is None and len(own) >= MOST_FILTERS:
                raise TooManyFilters(f"Expected at most {MOST_FILTERS} filters of {actor.id}")
            group = command.group if command.office is not None else ""
            view_id = same or InboxViewId(self.new_id())
            kept = SavedFilter(view_id, actor.id, name, command.query, group, command.office)
            uow.inbox_views.put_filter(kept)
            uow.commit()

    def drop(self, actor: PersonId, view_id: InboxViewId) -> None:
        """Forget one of one's own. Raises SavedFilterNotFound."""
        with self.begin() as uow:
            own = uow.inbox_views.of(actor, ()).filters
            if view_id not in [one.id for one in own if one.owner == actor]:
                raise SavedFilterNotFound(f"Expected a filter {view_id} of {actor}")
            uow.inbox_views.drop(view_id)
            uow.commit()

    def set(self, actor: PersonId, setting: InboxSetting) -> None:
        """Keep which columns stand, in which order the list is."""
        columns = tuple(one for one in COLUMNS if one in setting.columns)
        with self.begin() as uow:
            uow.inbox_views.put_setting(actor, replace(setting, columns=columns))
            uow.commit()


def _holds_iin(name: str, query: str) -> bool:
    """Whether an IIN is looked for, or stands anywhere else: sums and days are shorter."""
    asked = dict(parse_qsl(query))
    if any(sought_iin(piece) for piece in asked.pop("text", "").split()):
        return True
    others = (sought_iin(piece) for told in (name, *asked.values()) for piece in told.split())
    return any(len(digits or "") == IIN_DIGITS for digits in others)
