"""Functions that tell how points and ranges lie to one another, as the standard defines them."""

from collections.abc import Callable

from app.feel.compare import inside, order
from app.feel.errors import Unfit
from app.feel.values import Builtin, Range, Value


def _before(one: Value, other: Value) -> bool:
    end, end_included = (one.end, one.end_included) if isinstance(one, Range) else (one, True)
    start, start_included = (
        (other.start, other.start_included) if isinstance(other, Range) else (other, True)
    )
    side = order(end, start)
    return side < 0 or (side == 0 and not (end_included and start_included))


def _meets(one: Range, other: Range) -> bool:
    return one.end_included and other.start_included and order(one.end, other.start) == 0


def _reaches(one: Range, other: Range) -> bool:
    """Tell whether the end of one lies at or after the start of the other."""
    side = order(one.end, other.start)
    return side > 0 or (side == 0 and one.end_included and other.start_included)


def _overlaps(one: Range, other: Range) -> bool:
    return _reaches(one, other) and _reaches(other, one)


def _starts_no_later(one: Range, other: Range) -> bool:
    side = order(one.start, other.start)
    return side < 0 or (side == 0 and (one.start_included or not other.start_included))


def _ends_no_later(one: Range, other: Range) -> bool:
    side = order(one.end, other.end)
    return side < 0 or (side == 0 and (other.end_included or not one.end_included))


def _overlaps_before(one: Range, other: Range) -> bool:
    return not _starts_no_later(other, one) and _reaches(one, other) and _ends_no_later(one, other)


def _finishes(one: Value, other: Range) -> bool:
    if not isinstance(one, Range):
        return other.end_included and order(one, other.end) == 0
    return (
        one.end_included == other.end_included
        and order(one.end, other.end) == 0
        and _starts_no_later(other, one)
    )


def _starts(one: Value, other: Range) -> bool:
    if not isinstance(one, Range):
        return other.start_included and order(one, other.start) == 0
    return (
        one.start_included == other.start_included
        and order(one.start, other.start) == 0
        and _ends_no_later(one, other)
    )


def _during(one: Value, other: Range) -> bool:
    if not isinstance(one, Range):
        return inside(other, one)
    return _starts_no_later(other, one) and _ends_no_later(one, other)


def _coincides(one: Value, other: Value) -> bool:
    if isinstance(one, Range) and isinstance(other, Range):
        return (
            (one.start_included, one.end_included) == (other.start_included, other.end_included)
            and order(one.start, other.start) == 0
            and order(one.end, other.end) == 0
        )
    if isinstance(one, Range) or isinstance(other, Range):
        raise Unfit("it needs two points or two ranges")
    return order(one, other) == 0


def _function(
    name: str,
    call: Callable[..., bool],
    kinds: tuple[str, str],
    *,
    swapped: bool = False,
) -> Builtin:
    names = tuple("range" if kind == "range" else "point" for kind in kinds)
    parameters = (f"{names[0]}1", f"{names[1]}2") if names[0] == names[1] else names
    if swapped:
        return Builtin(name, parameters, lambda one, other: call(other, one), kinds=kinds)
    return Builtin(name, parameters, call, kinds=kinds)


_BOTH, _LAST, _FIRST, _FREE = ("range", "range"), ("any", "range"), ("range", "any"), ("any", "any")

FUNCTIONS = (
    _function("before", _before, _FREE),
    _function("after", _before, _FREE, swapped=True),
    _function("meets", _meets, _BOTH),
    _function("met by", _meets, _BOTH, swapped=True),
    _function("overlaps", _overlaps, _BOTH),
    _function("overlaps before", _overlaps_before, _BOTH),
    _function("overlaps after", _overlaps_before, _BOTH, swapped=True),
    _function("finishes", _finishes, _LAST),
    _function("finished by", _finishes, _FIRST, swapped=True),
    _function("includes", _during, _FIRST, swapped=True),
    _function("during", _during, _LAST),
    _function("starts", _starts, _LAST),
    _function("started by", _starts, _FIRST, swapped=True),
    _function("coincides", _coincides, _FREE),
)
