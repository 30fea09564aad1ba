"""Finding cases by what a person types: a number, an IIN, or the beginnings of names."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    intersect,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.domain.iin import BIRTH_DIGITS, IIN_DIGITS, sought_iin
from app.domain.spellings import readings
from app.storage.case_values import number_term
from app.storage.iin_terms import IinTerms, iin_terms
from app.storage.rows import SearchTermRow, ServiceCaseRow

MOST_WORDS = 8
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed piece may stand for: the beginning of a word that a case is found by."""

    beginning: str
    iin: str = ""
    """Digits that the case's own IIN begins with besides: the few of one birthday are compared."""


Beginnings = Sequence[tuple[Reading, ...]]
"""What must all be found, each in one of its readings."""
Shape = tuple[tuple[bool, ...], ...]
"""Of each reading of each beginning, whether it compares IINs."""

_Own = aliased(ServiceCaseRow)


def beginnings_in(typed: str, connection: Connection) -> Beginnings | None:
    """The beginnings that must all be found: words of a name, or a number as one.

    A piece with figures is a number or an IIN, whatever signs stand in it. A name in Latin letters
    is looked for in each of its readings; fewer than six digits begin no IIN. None where nothing
    was typed; an empty list where nothing can be found by what was.
    """
    found: list[tuple[Reading, ...]] = []
    for piece in typed.split():
        if any(sign.isdigit() for sign in piece):
            found.append((Reading(number_term(piece)), *_iins_of(piece, iin_terms(connection))))
        else:
            found += _words_of(piece)
    beginnings = [read for read in found if read[0].beginning][:MOST_WORDS]
    return beginnings if beginnings or typed.strip() else None


def shape_of(beginnings: Beginnings) -> Shape:
    return tuple(tuple(bool(read.iin) for read in one) for one in beginnings)


def found_by(shape: Shape, instance_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """The condition that an instance has words with these beginnings; needs `search_params`."""
    having = [_having(place, compares) for place, compares in enumerate(shape)]
    return instance_id.in_(intersect(*having) if len(having) > 1 else having[0])


def _having(place: int, compares: tuple[bool, ...]) -> Select[UUID]:
    """The instances that have a word with one of the readings of a beginning.

    Each reading is a range of the index, which holds all that is asked: PostgreSQL reads the table
    where the ranges are alternatives of one condition.
    """
    ranges = [
        _read(f"word_{place}_{number}", by_iin=by_iin) for number, by_iin in enumerate(compares)
    ]
    read = union_all(*ranges).subquery(f"having_{place}")
    return select(read.c.instance_id)


def _read(name: str, *, by_iin: bool) -> Select[UUID]:
    found = select(SearchTermRow.instance_id).where(_begins(name))
    if not by_iin:
        return found
    of_case = _Own.instance_id == SearchTermRow.instance_id
    return found.join(_Own, of_case).where(_Own.applicant_iin.like(bindparam(f"{name}_iin")))


def search_params(beginnings: Beginnings) -> dict[str, object]:
    params: dict[str, object] = {}
    for place, readings_of_one in enumerate(beginnings):
        for number, read in enumerate(readings_of_one):
            name = f"word_{place}_{number}"
            params |= {name: read.beginning, f"{name}_end": read.beginning + _LAST}
            if read.iin:
                params[f"{name}_iin"] = f"{read.iin}%"
    return params


def _iins_of(piece: str, terms: IinTerms) -> tuple[Reading, ...]:
    """The hash of a whole IIN, or of the birth date that it begins with."""
    digits = sought_iin(piece)
    if digits is None:
        return ()
    if len(digits) == IIN_DIGITS:
        return (Reading(terms.whole(digits)),)
    born = terms.born(digits[:BIRTH_DIGITS])
    return (Reading(born, digits if len(digits) > BIRTH_DIGITS else ""),)


def _words_of(piece: str) -> list[tuple[Reading, ...]]:
    """The words of a piece, which are several in a double name, each with its readings."""
    by_reading = [term.split() for term in readings(piece)]
    own = by_reading[0]
    alike = [words for words in by_reading if len(words) == len(own)]
    return [
        tuple(map(Reading, dict.fromkeys(words[place] for words in alike)))
        for place in range(len(own))
    ]


def _begins(name: str) -> ColumnElement[bool]:
    return and_(
        SearchTermRow.term >= bindparam(name), SearchTermRow.term < bindparam(f"{name}_end")
    )
