"""Finding cases by what a person types: a number, an IIN, or the beginnings of names."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.names import search_term
from app.storage.case_values import number_term
from app.storage.rows import SearchTermRow

MOST_WORDS = 8
_LAST = "\U0010ffff"


def beginnings_in(typed: str) -> list[str] | None:
    """The beginnings that must all be found: words of a name, or a number as one.

    A piece with figures is a number or an IIN, whatever signs stand in it. None where nothing was
    typed; an empty list where nothing can be found by what was.
    """
    found: list[str] = []
    for piece in typed.split():
        if any(sign.isdigit() for sign in piece):
            found.append(number_term(piece))
        else:
            found += search_term(piece).split()
    beginnings = [part for part in found if part][:MOST_WORDS]
    return beginnings if beginnings or typed.strip() else None


def found_by(count: int, instance_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """The condition that an instance has words with these beginnings; needs `search_params`."""
    return and_(
        *(
            instance_id.in_(
                select(SearchTermRow.instance_id).where(
                    SearchTermRow.term >= bindparam(f"word_{place}"),
                    SearchTermRow.term < bindparam(f"word_{place}_end"),
                )
            )
            for place in range(count)
        )
    )


def search_params(beginnings: Sequence[str]) -> dict[str, object]:
    params: dict[str, object] = {}
    for place, beginning in enumerate(beginnings):
        params |= {f"word_{place}": beginning, f"word_{place}_end": beginning + _LAST}
    return params
