"""A table of a form: its rows sorted and paged as the person looks at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from app.domain.form_fields import Shown
from app.domain.form_words import value_text
from app.domain.names import sort_key
from app.domain.texts import Text
from app.feel import Value
from app.web.form_deeds import look_of

MOST_SHOWN = 5_000
"""Rows that are looked at; what lies behind them is told as a figure."""


@dataclass(frozen=True, slots=True)
class HeadView:
    key: str
    label: Text
    order: str
    """`ascending`, `descending` or `none`."""
    is_focus: bool


@dataclass(frozen=True, slots=True)
class TableView:
    id: str
    look: str
    head: tuple[HeadView, ...]
    rows: tuple[tuple[Value, ...], ...]
    page: int
    pages: int
    total: int
    is_focus: bool


def table_view(shown: Shown, look: str, focus: str) -> TableView:
    by, order, page = look_of(look)
    name = shown.field.id
    given = shown.value if isinstance(shown.value, list) else []
    rows = [row for row in given[:MOST_SHOWN] if isinstance(row, dict)]
    keys = [column.key for column in shown.columns]
    if by in keys:
        rows = _sorted(rows, by, downwards=order == "desc")
    size = shown.field.page_size or max(1, len(rows))
    pages = max(1, -(-len(rows) // size))
    page = min(max(1, page), pages)
    words = {"asc": "ascending", "desc": "descending"}
    return TableView(
        id=name,
        look=look,
        head=tuple(
            HeadView(
                column.key,
                column.label,
                words.get(order, "none") if column.key == by else "none",
                focus == f"{name} {column.key}",
            )
            for column in shown.columns
        ),
        rows=tuple(
            tuple(row.get(key) for key in keys) for row in rows[(page - 1) * size : page * size]
        ),
        page=page,
        pages=pages,
        total=len(given),
        is_focus=focus == name,
    )


def _sorted(
    rows: Sequence[dict[str, Value]], by: str, *, downwards: bool
) -> list[dict[str, Value]]:
    """What has no value stands last, either way; kinds do not mix."""
    known = [row for row in rows if row.get(by) is not None]
    unknown = [row for row in rows if row.get(by) is None]
    return [*sorted(known, key=lambda row: _place(row[by]), reverse=downwards), *unknown]


def _place(value: Value) -> tuple[int, Decimal, str]:
    zero = Decimal(0)
    if isinstance(value, bool):
        return 0, Decimal(value), ""
    if isinstance(value, Decimal):
        return 1, value, ""
    if isinstance(value, datetime | date | time):
        return 2, zero, value.isoformat()
    return 3, zero, sort_key(value_text(value))
