"""Finding cases by what a person types: a number, an IIN, or the beginnings of names."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, intersect, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.spellings import readings
from app.storage.case_values import number_term
from app.storage.rows import SearchTermRow

MOST_WORDS = 8
_LAST = "\U0010ffff"


Beginnings = Sequence[tuple[str, ...]]
"""What must all be found, each in one of its readings."""
Shape = tuple[int, ...]
"""How many readings each beginning has."""


def beginnings_in(typed: str) -> Beginnings | None:
    """The beginnings that must all be found: words of a name, or a number as one.

    A piece with figures is a number or an IIN, whatever signs stand in it. A name in Latin letters
    is looked for in each of its readings. None where nothing was typed; an empty list where nothing
    can be found by what was.
    """
    found: list[tuple[str, ...]] = []
    for piece in typed.split():
        if any(sign.isdigit() for sign in piece):
            found.append((number_term(piece),))
        else:
            found += _words_of(piece)
    beginnings = [read for read in found if read[0]][:MOST_WORDS]
    return beginnings if beginnings or typed.strip() else None


def shape_of(beginnings: Beginnings) -> Shape:
    return tuple(len(read) for read in beginnings)


def found_by(shape: Shape, instance_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """The condition that an instance has words with these beginnings; needs `search_params`."""
    having = [_having(place, count) for place, count in enumerate(shape)]
    return instance_id.in_(intersect(*having) if len(having) > 1 else having[0])


def _having(place: int, count: int) -> Select[UUID]:
    """The instances that have a word with one of the readings of a beginning.

    Each reading is a range of the index, which holds all that is asked: PostgreSQL reads the table
    where the ranges are alternatives of one condition.
    """
    ranges = [
        select(SearchTermRow.instance_id).where(_begins(f"word_{place}_{read}"))
        for read in range(count)
    ]
    read = union_all(*ranges).subquery(f"having_{place}")
    return select(read.c.instance_id)


def search_params(beginnings: Beginnings) -> dict[str, object]:
    params: dict[str, object] = {}
    for place, readings_of_one in enumerate(beginnings):
        for read, beginning in enumerate(readings_of_one):
            name = f"word_{place}_{read}"
            params |= {name: beginning, f"{name}_end": beginning + _LAST}
    return params


def _words_of(piece: str) -> list[tuple[str, ...]]:
    """The words of a piece, which are several in a double name, each with its readings."""
    by_reading = [term.split() for term in readings(piece)]
    own = by_reading[0]
    alike = [words for words in by_reading if len(words) == len(own)]
    return [tuple(dict.fromkeys(words[place] for words in alike)) for place in range(len(own))]


def _begins(name: str) -> ColumnElement[bool]:
    return and_(
        SearchTermRow.term >= bindparam(name), SearchTermRow.term < bindparam(f"{name}_end")
    )
