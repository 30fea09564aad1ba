"""Compiles unary tests: after `in`, and in cells."""

from collections.abc import Callable

from app.feel import tree
from app.feel.compare import meets
from app.feel.compile_operators import comparison
from app.feel.compiler import INPUT, Code, Compiler, Env, compiles, lookup
from app.feel.errors import Unfit
from app.feel.run import Run
from app.feel.values import Value, type_name


@compiles(tree.In)
def _in(compiler: Compiler, node: tree.In) -> Code:
    value = compiler.code(node.value)
    tests = tuple(test_code(compiler, test) for test in node.tests)

    def run_in(run: Run, env: Env) -> Value:
        return any_of(run, env, tests, value(run, env))

    return run_in


TestCode = Callable[[Run, Env, Value], bool | None]


def test_code(compiler: Compiler, test: tree.Test) -> TestCode:
    """Compile one unary test into a function of the tested value."""
    compiler.cost += 1
    operand, position = compiler.code(test.operand), test.position
    if test.operator:
        compare = comparison(test.operator, position)
        return lambda run, env, value: compare(run, value, operand(run, env))

    def met(run: Run, env: Env, value: Value) -> bool | None:
        wanted = operand(run, env)
        try:
            result = meets(run, value, wanted)
        except Unfit as unfit:
            run.note(unfit.said, position)
            return None
        if result is None:
            run.note(
                "Cannot compare {left} with {right}",
                position,
                left=type_name(value),
                right=type_name(wanted),
            )
        return result

    return met


def any_of(run: Run, env: Env, tests: tuple[TestCode, ...], value: Value) -> bool | None:
    """Tell whether one of the tests holds, in three-valued logic."""
    result: bool | None = False
    for test in tests:
        held = test(run, env, value)
        if held is True:
            return True
        if held is None:
            result = None
    return result


@compiles(tree.Tests)
def _tests(compiler: Compiler, node: tree.Tests) -> Code:
    negated = node.negated
    if not node.tests:
        return lambda _run, _env: True
    tests = tuple(_cell_test(compiler, test) for test in node.tests)

    def run_tests(run: Run, env: Env) -> Value:
        held = any_of(run, env, tests, lookup(env, INPUT))
        return held if held is None or not negated else not held

    return run_tests


def _cell_test(compiler: Compiler, node: tree.Test) -> TestCode:
    """Compile a test; an expression over `?` is a condition by itself, not a value to be met."""
    compiler.speaks_of_tested = False
    test = test_code(compiler, node)
    if node.operator or not compiler.speaks_of_tested:
        return test
    condition = compiler.code(node.operand)

    def holds(run: Run, env: Env, _: Value) -> bool | None:
        value = condition(run, env)
        return value if isinstance(value, bool) else None

    return holds
