"""Finding cases by what a person types: a number, an IIN, or the beginnings of names."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.names import search_term
from app.storage.case_values import number_term
from app.storage.rows import SearchTermRow

_LAST = "\U0010ffff"
MOST_WORDS = 8


def beginnings_in(typed: str) -> list[str]:
    """The beginnings that must all be found: words of a name, or a number as one.

    A piece with figures is a number or an IIN, whatever signs stand in it.
    """
    found: list[str] = []
    for piece in typed.split():
        if any(sign.isdigit() for sign in piece):
            found.append(number_term(piece))
        else:
            found += search_term(piece).split()
    return [part for part in found if part][:MOST_WORDS]


def found_by(typed: str, instance_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool] | None:
    """The condition on a column of instances; None where nothing was typed."""
    if not typed.strip():
        return None
    beginnings = beginnings_in(typed)
    if not beginnings:
        return false()
    return and_(
        *(
            instance_id.in_(
                select(SearchTermRow.instance_id).where(
                    SearchTermRow.term >= beginning, SearchTermRow.term < beginning + _LAST
                )
            )
            for beginning in beginnings
        )
    )
