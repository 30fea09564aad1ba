"""Calls functions: fits the arguments to the parameters, turns refusals into notes."""

from collections.abc import Sequence
from decimal import DecimalException

from app.feel.conformance import coerced
from app.feel.convert import to_value
from app.feel.errors import FeelBudgetExceeded, Unfit
from app.feel.kinds import fit
from app.feel.run import Run
from app.feel.values import TYPE_NAMES, Builtin, Value


def call_function(
    run: Run, function: Builtin, values: list[Value], names: Sequence[str], position: int
) -> Value:
    """Call the function; what it refuses becomes null and a note."""
    run.depth += 1
    run.check_depth(run.depth)
    try:
        arguments = _placed(function, values, names)
        result = _called(run, function, _fitted(run, function, arguments))
    except Unfit as unfit:
        run.note("{name}: {unfit}", position, name=function.name, unfit=unfit.said)
        return None
    except (DecimalException, OverflowError):
        run.note("{name}: the result is too large or undefined", position, name=function.name)
        return None
    finally:
        run.depth -= 1
    if isinstance(result, str):
        run.check_size(len(result))
        run.spend(len(result) // 16)
    elif isinstance(result, list | dict):
        run.check_items(len(result))
        run.spend(len(result))
    return result


def _called(run: Run, function: Builtin, arguments: list[Value]) -> Value:
    if function.needs_run:
        result: Value = function.call(run, *arguments)
        return result
    try:
        given = function.call(*arguments)
        return given if type(given) in TYPE_NAMES else to_value(given)
    except (FeelBudgetExceeded, Unfit, DecimalException, OverflowError):
        raise
    except Exception as error:
        # A function of a caller: whatever it says about its arguments, an expression never raises.
        raise Unfit(str(error) or type(error).__name__) from error


def _placed(function: Builtin, values: list[Value], names: Sequence[str]) -> list[Value]:
    """Put the arguments in the order of the parameters."""
    lists = (function.parameters, *function.overloads)
    if names:
        for parameters in lists:
            if set(names) <= set(parameters) and len(names) >= _required(function, parameters):
                given = dict(zip(names, values, strict=True))
                last = max(parameters.index(name) for name in names)
                return [given.get(name) for name in parameters[: last + 1]]
        raise Unfit("it has no parameters {names}", names=", ".join(names))
    for parameters in lists:
        most = len(values) if function.variadic else len(parameters)
        if _required(function, parameters) <= len(values) <= most:
            return values
    raise Unfit(
        "it takes {counts} arguments, not {values}", counts=_counts(function), values=len(values)
    )


def _required(function: Builtin, parameters: tuple[str, ...]) -> int:
    if parameters is function.parameters and function.required is not None:
        return function.required
    return len(parameters)


def _counts(function: Builtin) -> str:
    counts = set()
    for parameters in (function.parameters, *function.overloads):
        counts |= {_required(function, parameters), len(parameters)}
    return " or ".join(str(count) for count in sorted(counts))


def _fitted(run: Run, function: Builtin, arguments: list[Value]) -> list[Value]:
    if function.types:
        return [coerced(run, *pair) for pair in zip(arguments, function.types, strict=True)]
    kinds = function.kinds
    if not kinds:
        return arguments
    last = len(kinds) - 1
    return [fit(kinds[min(place, last)], value) for place, value in enumerate(arguments)]
