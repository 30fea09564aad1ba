"""Whether values have a type, and how they are made to fit one."""

from datetime import UTC, date, datetime, time

from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.types import ANY, TypeRef, conforms
from app.feel.values import Builtin, Range, Value, type_name


def is_instance(run: Run, value: Value, wanted: TypeRef) -> bool:
    """Tell whether the value has the type; null is an instance of Null alone.

    Allowed values have no say: they limit what may be given, not what it is.
    """
    if value is None:
        return wanted.name == "Null"
    if wanted.name == "Any":
        return True
    if type_name(value) != wanted.name:
        return False
    run.spend(1)
    return _holds_inside(run, value, wanted)


def _holds_inside(run: Run, value: Value, wanted: TypeRef) -> bool:
    if not wanted.inner:
        return True
    if isinstance(value, list):
        return all(_fits(run, item, wanted.inner[0]) for item in value)
    if isinstance(value, dict):
        entries = zip(wanted.keys, wanted.inner, strict=True)
        return all(key in value and _fits(run, value[key], inner) for key, inner in entries)
    if isinstance(value, Range):
        return all(_fits(run, limit, wanted.inner[0]) for limit in (value.start, value.end))
    if isinstance(value, Builtin):
        return conforms(function_type(value), wanted)
    return True


def _fits(run: Run, value: Value, wanted: TypeRef) -> bool:
    return value is None or is_instance(run, value, wanted)


def function_type(function: Builtin) -> TypeRef:
    """Return the type of a function; what it does not say is Any."""
    taken = function.types or tuple(ANY for _ in function.parameters)
    return TypeRef("function", (*taken, function.result))


def coerced(run: Run, value: Value, wanted: TypeRef) -> Value:
    """Return the value as the type wants it (10.3.2.9.4).

    A list of one element stands for the element, one value for a list of it, a date for its
    midnight UTC.

    Raises:
        Unfit: the value cannot stand where this type is wanted.
    """
    if value is None:
        return None
    found = _shaped(run, value, wanted)
    if not _is_allowed(run, found, wanted):
        raise Unfit("The value is not one of those that the type {wanted} allows", wanted=wanted)
    return found


def _shaped(run: Run, value: Value, wanted: TypeRef) -> Value:
    if is_instance(run, value, wanted):
        return value
    if isinstance(value, list) and len(value) == 1 and is_instance(run, value[0], wanted):
        return value[0]
    if wanted.name == "list" and not isinstance(value, list) and is_instance(run, [value], wanted):
        return [value]
    if wanted.name == "date and time" and type(value) is date:
        return datetime.combine(value, time(), tzinfo=UTC)
    raise Unfit(
        "Expected a value of type {wanted}, found a {found}", wanted=wanted, found=type_name(value)
    )


def _is_allowed(run: Run, value: Value, wanted: TypeRef) -> bool:
    if value is None:
        return True
    if wanted.allows is not None and not wanted.allows(run, value):
        return False
    if isinstance(value, list) and wanted.inner:
        return all(_is_allowed(run, item, wanted.inner[0]) for item in value)
    if isinstance(value, dict):
        entries = zip(wanted.keys, wanted.inner, strict=True)
        return all(_is_allowed(run, value[key], inner) for key, inner in entries)
    return True
