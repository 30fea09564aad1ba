"""Functions on booleans and identity."""

from datetime import datetime, time

from app.feel.compare import equals
from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.temporal import zone_name
from app.feel.values import Builtin, Value, type_name


def _not(negand: Value) -> Value:
    if negand is None:
        return None
    if not isinstance(negand, bool):
        raise Unfit("it needs a boolean, not a {found}", found=type_name(negand))
    return not negand


def _all(run: Run, *items: Value) -> Value:
    return _decided(run, items, deciding=False)


def _any(run: Run, *items: Value) -> Value:
    return _decided(run, items, deciding=True)


def _decided(run: Run, items: tuple[Value, ...], *, deciding: bool) -> Value:
    given = items[0] if len(items) == 1 else list(items)
    if given is None:
        raise Unfit("it needs a list, not null")
    values = given if isinstance(given, list) else [given]
    run.spend(len(values))
    if any(value is deciding for value in values):
        return deciding
    return not deciding if all(type(value) is bool for value in values) else None


def _is(run: Run, one: Value, other: Value) -> Value:
    if type(one) is not type(other):
        return False
    if isinstance(one, time | datetime) and isinstance(other, time | datetime):
        # Equal moments of different zones are not the same value.
        return one.replace(tzinfo=None) == other.replace(tzinfo=None) and _zone(one) == _zone(other)
    return equals(run, one, other) is True


def _zone(value: time | datetime) -> object:
    return zone_name(value) or value.utcoffset()


def _is_defined(value: Value) -> Value:
    return value is not None


FUNCTIONS = (
    Builtin("not", ("negand",), _not),
    Builtin("all", ("list",), _all, variadic=True, needs_run=True),
    Builtin("any", ("list",), _any, variadic=True, needs_run=True),
    Builtin("is", ("value1", "value2"), _is, needs_run=True),
    Builtin("is defined", ("value",), _is_defined),
)
