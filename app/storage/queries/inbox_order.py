"""The orders of the inbox, each total, and places in them as opaque cursors."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, UnaryExpression, and_, bindparam, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.ports.views import TaskOrder
from app.storage.rows import UserTaskRow

Place = Mapping[str, object]
"""Bound as `after_0`, `after_1` …, the last of which is the id."""


@dataclass(frozen=True, slots=True)
class _Key:
    column: ColumnElement[Any]
    name: str
    kind: type
    down: bool = False

    @property
    def ordered(self) -> UnaryExpression[Any]:
        return self.column.desc() if self.down else self.column.asc()

    def beyond(self, bound: ColumnElement[Any]) -> ColumnElement[bool]:
        return self.column < bound if self.down else self.column > bound

    def not_before(self, bound: ColumnElement[Any]) -> ColumnElement[bool]:
        return self.column <= bound if self.down else self.column >= bound

    def read(self, told: object) -> object:
        """The value of a cursor as the column holds it. Raises ValueError, TypeError."""
        if not isinstance(told, self.kind if self.kind is int else str) or isinstance(told, bool):
            raise TypeError(f"Expected {self.kind.__name__}, found {told!r}")
        if self.kind is not datetime:
            return told
        at = datetime.fromisoformat(str(told))
        if at.tzinfo is None:
            raise ValueError(f"Expected an aware moment, found {told}")
        return at


def _key(column: InstrumentedAttribute[Any], kind: type, *, down: bool = False) -> _Key:
    return _Key(column.expression, column.key, kind, down)


_DUE = _key(UserTaskRow.sort_due, datetime)
_ID = _key(UserTaskRow.id, UUID)
_BY: Mapping[TaskOrder, Sequence[_Key]] = {
    "due": (_DUE,),
    "applicant": (_key(UserTaskRow.sort_name, str),),
    "received": (_key(UserTaskRow.created_at, datetime, down=True),),
    "priority": (_key(UserTaskRow.priority, int, down=True), _DUE),
}
"""What the list is ordered by; the id parts what that leaves alike."""


def order_by(order: TaskOrder) -> list[UnaryExpression[Any]]:
    return [key.ordered for key in (*_BY[order], _ID)]


def behind(order: TaskOrder) -> ColumnElement[bool]:
    """The rows behind a place, which is bound."""
    keys = [*_BY[order], _ID]
    bound = [bindparam(f"after_{n}", type_=key.column.type) for n, key in enumerate(keys)]
    further = [
        and_(*(keys[k].column == bound[k] for k in range(n)), key.beyond(bound[n]))
        for n, key in enumerate(keys)
    ]
    # The bare bound is what an index is entered by; SQLite does not take it from the rest alone.
    return and_(keys[0].not_before(bound[0]), or_(*further))


def cursor_at(order: TaskOrder, row: Row[*tuple[object, ...]]) -> str:
    """The place of a row, as letters for an address."""
    values = [getattr(row, key.name) for key in _BY[order]]
    told = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return urlsafe_b64encode(json.dumps([order, *told, row.id.hex]).encode()).decode()


def place_at(order: TaskOrder, cursor: str) -> Place | None:
    """The place that a cursor names; None, the first page, for anything that is no cursor here."""
    try:
        of_order, *told, row_id = json.loads(urlsafe_b64decode(cursor.encode("ascii")))
        if of_order != order:
            return None
        read = [key.read(value) for key, value in zip(_BY[order], told, strict=True)]
        places = [*read, UUID(hex=row_id)]
    except (NotBase64, UnicodeError, ValueError, TypeError, AttributeError):
        return None
    return {f"after_{n}": value for n, value in enumerate(places)}
