"""Functions that look into lists and build new ones."""

from decimal import Decimal

from app.feel.compare import equals
from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.values import Builtin, Value, type_name


def _list_of(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _same(run: Run, one: Value, other: Value) -> bool:
    run.spend(1)
    return equals(run, one, other) is True


def _contains(run: Run, items: list[Value], element: Value) -> Value:
    return any(_same(run, item, element) for item in items)


def _append(run: Run, items: Value, *more: Value) -> Value:
    run.spend(len(more))
    return [*_needed(items), *more]


def _needed(items: Value) -> list[Value]:
    if items is None:
        raise Unfit("it needs a list, not null")
    return _list_of(items)


def _concatenate(run: Run, *lists: Value) -> Value:
    joined: list[Value] = []
    for items in lists:
        joined += _needed(items)
        run.check_items(len(joined))
    return joined


def _sublist(items: list[Value], start: Decimal, length: Decimal | None = None) -> Value:
    first = _place(items, start)
    if length is None:
        return items[first:]
    if length < 0 or first + length > len(items):
        raise Unfit("the list is not that long")
    return items[first : first + int(length)]


def _place(items: list[Value], position: Decimal) -> int:
    """Turn a position, counted from 1 or from the end with -1, into an index."""
    place = int(position) if abs(position) <= len(items) else 0
    if not place:
        raise Unfit("the list has no such position")
    return place - 1 if place > 0 else len(items) + place


def _insert_before(items: list[Value], position: Decimal, element: Value) -> Value:
    at = _place(items, position)
    return [*items[:at], element, *items[at:]]


def _remove(items: list[Value], position: Decimal) -> Value:
    at = _place(items, position)
    return [*items[:at], *items[at + 1 :]]


def _replace(run: Run, items: list[Value], where: Value, element: Value) -> Value:
    if isinstance(where, Decimal):
        at = _place(items, where)
        return [*items[:at], element, *items[at + 1 :]]
    if not isinstance(where, Builtin) or len(where.parameters) != 2 or not where.needs_run:
        raise Unfit(
            "it needs a position or a function of two parameters, not {found}",
            found=type_name(where),
        )
    replaced: list[Value] = []
    for item in items:
        chosen = where.call(run, item, element)
        if not isinstance(chosen, bool):
            raise Unfit("the function must give a boolean")
        replaced.append(element if chosen else item)
    return replaced


def _reverse(items: list[Value]) -> Value:
    return items[::-1]


def _index_of(run: Run, items: list[Value], match: Value) -> Value:
    places: list[Value] = [
        Decimal(place) for place, item in enumerate(items, 1) if _same(run, item, match)
    ]
    return places


def _distinct(run: Run, items: list[Value]) -> list[Value]:
    kept: list[Value] = []
    for item in items:
        if not any(_same(run, item, other) for other in kept):
            kept.append(item)
    return kept


def _union(run: Run, *lists: Value) -> Value:
    joined = _concatenate(run, *lists)
    return _distinct(run, joined if isinstance(joined, list) else [])


def _flatten(run: Run, items: list[Value]) -> Value:
    flat: list[Value] = []
    _pour(run, items, flat, 0)
    return flat


def _pour(run: Run, items: list[Value], into: list[Value], depth: int) -> None:
    run.check_depth(depth)
    run.spend(len(items))
    run.check_items(len(into) + len(items))
    for item in items:
        if isinstance(item, list):
            _pour(run, item, into, depth + 1)
        else:
            into.append(item)


FUNCTIONS = (
    Builtin("list contains", ("list", "element"), _contains, kinds=("list", "any"), needs_run=True),
    Builtin("append", ("list", "item"), _append, 1, variadic=True, needs_run=True),
    Builtin("concatenate", ("list",), _concatenate, variadic=True, needs_run=True),
    Builtin(
        "sublist", ("list", "start position", "length"), _sublist, 2, ("list", "number", "number")
    ),
    Builtin(
        "insert before",
        ("list", "position", "newItem"),
        _insert_before,
        kinds=("list", "number", "any"),
    ),
    Builtin("remove", ("list", "position"), _remove, kinds=("list", "number")),
    Builtin(
        "list replace",
        ("list", "position", "newItem"),
        _replace,
        kinds=("list", "any", "any"),
        overloads=(("list", "match", "newItem"),),
        needs_run=True,
    ),
    Builtin("reverse", ("list",), _reverse, kinds=("list",)),
    Builtin("index of", ("list", "match"), _index_of, kinds=("list", "any"), needs_run=True),
    Builtin("union", ("list",), _union, variadic=True, needs_run=True),
    Builtin("distinct values", ("list",), _distinct, kinds=("list",), needs_run=True),
    Builtin("flatten", ("list",), _flatten, kinds=("list",), needs_run=True),
)
