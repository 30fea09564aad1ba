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
from app.feel.builtins.conversion import constant
from app.feel.errors import Unfit
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
    node = test.operand
    if not test.operator:
        if isinstance(node, tree.Interval):
            return _interval(node)
        if isinstance(node, tree.Compare | tree.Logic):
            return _condition(node)
    value = _constant(node)
    kind = type(value)
    if value is _UNKNOWN or (kind not in _EQUAL and value is not None):
        return None
    return (kind, value) if test.operator in ("", "=") else _side(test.operator, value)


def _side(operator: str, value: Any) -> _Span | None:
    """The values on one side of a plain one."""
    kind = type(value)
    if kind not in _ORDERED or operator == "!=":
        return None
    if operator == "=":
        return _Span(kind, value, value)
    included = operator in ("<=", ">=")
    if operator.startswith("<"):
        return _Span(kind, end=value, with_end=included)
    return _Span(kind, start=value, with_start=included)


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def _condition(node: tree.Node) -> _Span | None:
    """`? > 5`, `18 <= ?`, and several of them joined by `and`."""
    if isinstance(node, tree.Compare):
        operator, other = node.operator, node.right
        if not _is_input(node.left):
            operator, other = _TURNED[node.operator], node.left
        if not (_is_input(node.left) or _is_input(node.right)):
            return None
        value = _constant(other)
        return None if value is _UNKNOWN else _side(operator, value)
    if isinstance(node, tree.Logic) and node.operator == "and":
        found = [_condition(operand) for operand in node.operands]
        spans = [one for one in found if one is not None]
        same = {one.kind for one in spans}
        if len(spans) == len(found) and len(same) == 1:
            return _both(spans)
    return None


def _is_input(node: tree.Node) -> bool:
    return isinstance(node, tree.Name) and node.name == "?"


def _both(spans: list[_Span]) -> _Span:
    """The values in all of the spans: the highest start, the lowest end, the open one of equals."""
    starts = [(one.start, not one.with_start) for one in spans if one.start is not _UNKNOWN]
    ends = [(one.end, one.with_end) for one in spans if one.end is not _UNKNOWN]
    start, opened = max(starts, default=(_UNKNOWN, False))
    end, with_end = min(ends, default=(_UNKNOWN, True))
    return _Span(spans[0].kind, start, end, not opened, with_end)


def _interval(node: tree.Interval) -> _Span | None:
    start, end = _constant(node.start), _constant(node.end)
    kind = type(start)
    if kind is not type(end) or kind not in _ORDERED or node.from_test or start > end:
        return None
    return _Span(kind, start, end, node.start_included, node.end_included)


def _constant(node: tree.Node) -> Any:
    try:
        return constant(node)
    except (Unfit, TypeError):
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
