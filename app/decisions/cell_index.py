"""Finds the rules whose cell in one column lets a value through, without trying each of them.

Sets of rules are whole numbers, one bit per rule. A cell of plain values, comparisons and intervals
is looked up; any other one is left to be tried.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.feel import tree
from app.feel.numbers import DECIMAL
from app.feel.values import Value, YearsMonths

_ORDERED = frozenset([Decimal, str, date, timedelta, YearsMonths])
_EQUAL = _ORDERED | {bool}
_UNKNOWN: Any = object()


@dataclass(frozen=True, slots=True)
class _Span:
    """The values from `start` to `end`; an end that is missing has no limit."""

    kind: type
    start: Any = _UNKNOWN
    end: Any = _UNKNOWN
    with_start: bool = True
    with_end: bool = True


@dataclass(slots=True)
class CellIndex:
    """One column of a table."""

    always: int = 0
    """Rules whose cell is empty."""
    not_null: int = 0
    to_try: int = 0
    """Rules whose cell has to be evaluated."""
    _equal: dict[tuple[type, Value], int] = field(default_factory=dict)
    _spans: dict[type, tuple[list[Any], list[int]]] = field(default_factory=dict)

    def surely(self, value: Value) -> int:
        """The rules whose cell lets the value through without being tried."""
        if value is None:
            return self.always | self._equal.get((type(None), None), 0)
        found = self.always | self.not_null
        kind = type(value)
        if kind not in _EQUAL:
            return found
        found |= self._equal.get((kind, value), 0)
        if (spans := self._spans.get(kind)) is not None:
            points, rules = spans
            place = bisect_left(points, value)
            exact = place < len(points) and points[place] == value
            found |= rules[2 * place + exact]
        return found


def index_of(cells: Sequence[tree.Tests]) -> CellIndex:
    """Build the index of a column from its cells, one per rule."""
    index = CellIndex()
    spans: dict[type, list[tuple[_Span, int]]] = {}
    for rule, cell in enumerate(cells):
        _place(index, spans, cell, 1 << rule)
    for kind, of_kind in spans.items():
        index._spans[kind] = _swept(of_kind)  # noqa: SLF001  # built here, read there
    return index


def _place(
    index: CellIndex, spans: dict[type, list[tuple[_Span, int]]], cell: tree.Tests, bit: int
) -> None:
    if not cell.tests:
        index.always |= bit
        return
    found = [_plain(test) for test in cell.tests]
    if cell.negated and len(found) == 1 and found[0] == (type(None), None):
        index.not_null |= bit
    elif cell.negated or any(one is None for one in found):
        index.to_try |= bit
    else:
        for one in found:
            if isinstance(one, _Span):
                spans.setdefault(one.kind, []).append((one, bit))
            elif one is not None:
                index._equal[one] = index._equal.get(one, 0) | bit  # noqa: SLF001  # as above


def _plain(test: tree.Test) -> "_Span | tuple[type, Value] | None":
    """A test that can be looked up, or None."""
    if isinstance(test.operand, tree.Interval) and not test.operator:
        return _interval(test.operand)
    value = _constant(test.operand)
    kind = type(value)
    if value is _UNKNOWN or (kind not in _EQUAL and value is not None):
        return None
    if test.operator in ("", "="):
        return (kind, value)
    if kind not in _ORDERED or test.operator == "!=":
        return None
    included = test.operator in ("<=", ">=")
    if test.operator.startswith("<"):
        return _Span(kind, end=value, with_end=included)
    return _Span(kind, start=value, with_start=included)


def _interval(node: tree.Interval) -> _Span | None:
    start, end = _constant(node.start), _constant(node.end)
    kind = type(start)
    if kind is not type(end) or kind not in _ORDERED or node.from_test or start > end:
        return None
    return _Span(kind, start, end, node.start_included, node.end_included)


def _constant(node: tree.Node) -> Any:
    if isinstance(node, tree.Literal):
        return node.value
    if isinstance(node, tree.Negate):
        inner = _constant(node.operand)
        if type(inner) is Decimal:
            return DECIMAL.minus(inner)
    return _UNKNOWN


def _swept(spans: list[tuple[_Span, int]]) -> tuple[list[Any], list[int]]:
    """Cut the values at every limit: the set of rules for each limit and for each gap between."""
    points = sorted(
        {end for span, _ in spans for end in (span.start, span.end) if end is not _UNKNOWN}
    )
    place = {point: 2 * number + 1 for number, point in enumerate(points)}
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for span, bit in spans:
        first = 0 if span.start is _UNKNOWN else place[span.start] + (not span.with_start)
        last = 2 * len(points) if span.end is _UNKNOWN else place[span.end] - (not span.with_end)
        if first > last:
            continue  # `(5..5)` holds nothing
        starts.setdefault(first, []).append(bit)
        ends.setdefault(last + 1, []).append(bit)
    open_spans: dict[int, int] = {}
    rules, found = 0, []
    for segment in range(2 * len(points) + 1):
        for bit in ends.get(segment, ()):
            open_spans[bit] -= 1
            if not open_spans[bit]:
                rules &= ~bit
        for bit in starts.get(segment, ()):
            open_spans[bit] = open_spans.get(bit, 0) + 1
            rules |= bit
        found.append(rules)
    return points, found


def numbers_in(rules: int) -> Iterator[int]:
    """The numbers of the rules in a set, the first one first."""
    while rules:
        lowest = rules & -rules
        yield lowest.bit_length() - 1
        rules ^= lowest
