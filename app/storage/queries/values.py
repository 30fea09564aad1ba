"""Finding cases by their indexed variables: built once per shape, only values differ."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.indexed import IndexedFilter
from app.storage.rows import IndexedValueRow

ValueShape = tuple[Literal["text", "number_from", "number_to", "day_from", "day_to"], ...]
"""Which bounds a filter has."""


def value_shape(wanted: IndexedFilter) -> ValueShape:
    bounds = {
        "text": wanted.text,
        "number_from": wanted.number_from,
        "number_to": wanted.number_to,
        "day_from": wanted.day_from,
        "day_to": wanted.day_to,
    }
    return tuple(name for name, value in bounds.items() if value is not None)  # type: ignore[misc]  # the names above


def has_value(
    place: int, shape: ValueShape, instance_id: InstrumentedAttribute[UUID]
) -> ColumnElement[bool]:
    """The condition that an instance has such a value; one look at the key of its row."""
    row = IndexedValueRow
    conditions = {
        "text": row.text_value == bindparam(f"text_{place}"),
        "number_from": row.number_value >= bindparam(f"number_from_{place}"),
        "number_to": row.number_value <= bindparam(f"number_to_{place}"),
        "day_from": row.day_value >= bindparam(f"day_from_{place}"),
        "day_to": row.day_value <= bindparam(f"day_to_{place}"),
    }
    named = row.name == bindparam(f"value_{place}")
    wanted = [conditions[bound] for bound in shape]
    return exists().where(row.instance_id == instance_id, named, *wanted)


def value_params(filters: Sequence[IndexedFilter]) -> dict[str, object]:
    params: dict[str, object] = {}
    for place, wanted in enumerate(filters):
        params[f"value_{place}"] = wanted.id
        params |= {f"{bound}_{place}": getattr(wanted, bound) for bound in value_shape(wanted)}
    return params
