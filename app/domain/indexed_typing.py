"""What people type to narrow a list by indexed variables, read into filters."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.domain.answer_times import typed_date
from app.domain.indexed import IndexedFilter, IndexedKind, IndexedVariable, folded

FROM, TO = ".from", ".to"
"""Behind the id, of a number or a date."""


def wanted_values(
    declared: Sequence[IndexedVariable], typed: Mapping[str, str]
) -> Iterator[IndexedFilter]:
    """A filter for each variable of which something was typed that can be read."""
    for one in declared:
        if one.kind.is_range:
            wanted = _range(one, typed)
        else:
            told = folded(typed.get(one.id, ""))
            wanted = IndexedFilter(one.id, text=told or None)
        if wanted != IndexedFilter(one.id):
            yield wanted


def unreadable(declared: Sequence[IndexedVariable], typed: Mapping[str, str]) -> frozenset[str]:
    """The names of fields in which something stands that is no date or number."""
    return frozenset(
        one.id + end
        for one in declared
        if one.kind.is_range
        for end in (FROM, TO)
        if typed.get(one.id + end, "").strip() and _read(one.kind, typed[one.id + end]) is None
    )


def _range(declared: IndexedVariable, typed: Mapping[str, str]) -> IndexedFilter:
    least, most = (_read(declared.kind, typed.get(declared.id + end, "")) for end in (FROM, TO))
    if declared.kind is IndexedKind.DATE:
        days = [one if isinstance(one, date) else None for one in (least, most)]
        return IndexedFilter(declared.id, day_from=days[0], day_to=days[1])
    numbers = [one if isinstance(one, float) else None for one in (least, most)]
    return IndexedFilter(declared.id, number_from=numbers[0], number_to=numbers[1])


def _read(kind: IndexedKind, typed: str) -> date | float | None:
    told = "".join(typed.split())
    try:
        if kind is IndexedKind.DATE:
            return typed_date(told)
        number = float(told.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None
