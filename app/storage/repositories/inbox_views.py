"""Named filters and the setting of the list of tasks, read in one statement."""

from collections.abc import Collection
from uuid import UUID, uuid5

from sqlalchemy import Connection, bindparam, delete, or_, select

from app.domain.identity import InboxViewId, OfficeId, PersonId
from app.domain.inbox_view import COLUMNS, InboxSetting, InboxViews, SavedFilter
from app.storage.dialects import upsert
from app.storage.reading import change, many
from app.storage.rows import InboxViewRow

_SETTINGS = UUID("5f0c8c55-2a3e-4a2a-9a4b-6a6f4f1f7a11")
_OF = (
    select(InboxViewRow)
    .where(
        or_(
            InboxViewRow.owner == bindparam("person"),
            InboxViewRow.shared_office.in_(bindparam("offices", expanding=True)),
        )
    )
    .order_by(InboxViewRow.name, InboxViewRow.id)
)
_DROP = delete(InboxViewRow).where(InboxViewRow.id == bindparam("of_id"))


class InboxViewRepository:
    """Implements app.ports.inbox_view_storage.InboxViewRepository."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_filter(self, kept: SavedFilter) -> None:
        values = {
            "id": kept.id,
            "owner": kept.owner,
            "name": kept.name,
            "query": kept.query,
            "columns": (),
            "shared_group": kept.group or None,
            "shared_office": kept.office,
        }
        self._connection.execute(upsert(self._connection, InboxViewRow, key=("id",)), values)

    def put_setting(self, owner: PersonId, setting: InboxSetting) -> None:
        values = {
            "id": uuid5(_SETTINGS, owner),
            "owner": owner,
            "name": "",
            "query": setting.order,
            "columns": setting.columns,
            "shared_group": None,
            "shared_office": None,
        }
        self._connection.execute(upsert(self._connection, InboxViewRow, key=("id",)), values)

    def drop(self, view_id: InboxViewId) -> None:
        change(self._connection, _DROP, {"of_id": view_id})

    def of(self, person: PersonId, offices: Collection[OfficeId]) -> InboxViews:
        params = {"person": person, "offices": sorted(offices)}
        rows = many(self._connection, InboxViewRow, _OF, params)
        settings = [_setting_of(row) for row in rows if row.owner == person and not row.name]
        named = [row for row in rows if row.name]
        named.sort(key=lambda row: row.owner != person)
        filters = tuple(_filter_of(row) for row in named)
        return InboxViews(settings[0] if settings else InboxSetting(), filters)


def _setting_of(row: InboxViewRow) -> InboxSetting:
    return InboxSetting(tuple(one for one in row.columns if one in COLUMNS), row.query)


def _filter_of(row: InboxViewRow) -> SavedFilter:
    return SavedFilter(
        id=InboxViewId(row.id),
        owner=PersonId(row.owner),
        name=row.name,
        query=row.query,
        group=row.shared_group or "",
        office=None if row.shared_office is None else OfficeId(row.shared_office),
    )
