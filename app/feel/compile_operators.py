"""Compiles arithmetic, comparisons and three-valued logic."""

from collections.abc import Callable
from decimal import Decimal, DecimalException

from app.feel import tree
from app.feel.arithmetic import calculate, negate
from app.feel.compare import equals, order
from app.feel.compiler import Code, Compiler, Env, compiles
from app.feel.conformance import coerced, is_instance
from app.feel.errors import Unfit
from app.feel.numbers import DECIMAL
from app.feel.run import Run
from app.feel.values import Value, type_name

_FAST = {"+": DECIMAL.add, "-": DECIMAL.subtract, "*": DECIMAL.multiply}
_ORDER: dict[str, Callable[[int], bool]] = {
    "<": lambda side: side < 0,
    "<=": lambda side: side <= 0,
    ">": lambda side: side > 0,
    ">=": lambda side: side >= 0,
}


@compiles(tree.Chain)
def _chain(compiler: Compiler, node: tree.Chain) -> Code:
    first = compiler.code(node.first)
    rest = tuple(
        (operator, position, compiler.code(operand)) for operator, position, operand in node.rest
    )

    def run_chain(run: Run, env: Env) -> Value:
        value = first(run, env)
        for operator, position, operand in rest:
            value = _apply(run, operator, value, operand(run, env), position)
        return value

    return run_chain


def _apply(run: Run, operator: str, left: Value, right: Value, position: int) -> Value:
    try:
        if type(left) is Decimal and type(right) is Decimal and operator in _FAST:
            return _FAST[operator](left, right)
        return calculate(run, operator, left, right)
    except Unfit as unfit:
        run.note(unfit.said, position)
    except DecimalException:
        run.note("The result is too large or undefined", position)
    return None


@compiles(tree.Negate)
def _negate(compiler: Compiler, node: tree.Negate) -> Code:
    operand, position = compiler.code(node.operand), node.position

    def run_negate(run: Run, env: Env) -> Value:
        try:
            return negate(operand(run, env))
        except Unfit as unfit:
            run.note(unfit.said, position)
            return None

    return run_negate


@compiles(tree.Logic)
def _logic(compiler: Compiler, node: tree.Logic) -> Code:
    """`and` and `or`: the deciding value wins over null, from left to right."""
    operands = tuple((compiler.code(operand), operand.position) for operand in node.operands)
    deciding = node.operator == "or"
    operator = node.operator

    def run_logic(run: Run, env: Env) -> Value:
        result: bool | None = not deciding
        for operand, position in operands:
            value = operand(run, env)
            if value is deciding:
                return deciding
            if type(value) is not bool:
                result = None
                if value is not None:
                    run.note(
                        "'{operator}' needs booleans, not a {found}",
                        position,
                        operator=operator,
                        found=type_name(value),
                    )
        return result

    return run_logic


@compiles(tree.Compare)
def _compare(compiler: Compiler, node: tree.Compare) -> Code:
    left, right = compiler.code(node.left), compiler.code(node.right)
    test = comparison(node.operator, node.position)
    return lambda run, env: test(run, left(run, env), right(run, env))


def comparison(operator: str, position: int) -> Callable[[Run, Value, Value], bool | None]:
    """Return the test of two values for one operator."""
    if operator in _ORDER:
        return _ordering(_ORDER[operator], position)
    negated = operator == "!="

    def equality(run: Run, left: Value, right: Value) -> bool | None:
        result = equals(run, left, right)
        if result is None:
            run.note(
                "Cannot compare {left} with {right}",
                position,
                left=type_name(left),
                right=type_name(right),
            )
            return None
        return result is not negated

    return equality


def _ordering(
    accepts: Callable[[int], bool], position: int
) -> Callable[[Run, Value, Value], bool | None]:
    def ordering(run: Run, left: Value, right: Value) -> bool | None:
        try:
            return accepts(order(left, right))
        except Unfit as unfit:
            run.note(unfit.said, position)
            return None

    return ordering


@compiles(tree.Between)
def _between(compiler: Compiler, node: tree.Between) -> Code:
    value, low, high = (compiler.code(part) for part in (node.value, node.low, node.high))
    from_low = comparison(">=", node.position)
    to_high = comparison("<=", node.position)

    def run_between(run: Run, env: Env) -> Value:
        found = value(run, env)
        above = from_low(run, found, low(run, env))
        below = to_high(run, found, high(run, env))
        if above is False or below is False:
            return False
        return None if above is None or below is None else True

    return run_between


@compiles(tree.InstanceOf)
def _instance_of(compiler: Compiler, node: tree.InstanceOf) -> Code:
    value, wanted = compiler.code(node.value), node.type
    return lambda run, env: is_instance(run, value(run, env), wanted)


@compiles(tree.Typed)
def _typed(compiler: Compiler, node: tree.Typed) -> Code:
    value, wanted, position = compiler.code(node.value), node.type, node.position
    if wanted.name == "Any" and wanted.allows is None:
        return value

    def run_typed(run: Run, env: Env) -> Value:
        try:
            return coerced(run, value(run, env), wanted)
        except Unfit as unfit:
            run.note(unfit.said, position)
            return None

    return run_typed
