"""Places in a list, as opaque cursors: the sort moment and the id of the last row shown."""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SHAPE = struct.Struct(">q16s")

LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True)
class Place:
    at: datetime
    id: UUID


def cursor_of(place: Place) -> str:
    """The place as letters for an address."""
    micros = (place.at - _EPOCH) // _MICROSECOND
    return urlsafe_b64encode(_SHAPE.pack(micros, place.id.bytes)).decode()


def place_of(cursor: str) -> Place | None:
    """The place that a cursor names; None, the first page, for anything that is no cursor."""
    try:
        micros, raw = _SHAPE.unpack(urlsafe_b64decode(cursor.encode("ascii")))
        return Place(_EPOCH + timedelta(microseconds=micros), UUID(bytes=raw))
    except (NotBase64, UnicodeEncodeError, ValueError, OverflowError, struct.error):
        return None


def before(
    place: Place, at: InstrumentedAttribute[datetime], row_id: InstrumentedAttribute[UUID]
) -> ColumnElement[bool]:
    """The rows behind the place in a list sorted downwards."""
    # The bare bound is what an index is entered by; SQLite does not take it from the pair alone.
    return and_(at <= place.at, or_(at < place.at, row_id < place.id))


def after(
    place: Place, at: InstrumentedAttribute[datetime], row_id: InstrumentedAttribute[UUID]
) -> ColumnElement[bool]:
    """The rows behind the place in a list sorted upwards."""
    return and_(at >= place.at, or_(at > place.at, row_id > place.id))


def page_size(limit: int) -> int:
    return max(1, min(limit, LARGEST_PAGE))
