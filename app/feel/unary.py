"""Unary tests: what stands in the input cells of a decision table."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from app.feel import tree
from app.feel.budget import DEFAULT_BUDGET, Budget
from app.feel.compile_operators import TestCode, any_of, test_code
from app.feel.compiler import Code, Compiler, Env
from app.feel.cursor import Cursor
from app.feel.errors import FeelSyntaxError
from app.feel.expression import NO_FUNCTIONS, Outcome, evaluate
from app.feel.lexer import tokens_of
from app.feel.parser import COMPARISONS, Parser
from app.feel.run import Run
from app.feel.values import Builtin, Value

INPUT = "?"


class UnaryTests:
    """Parsed tests of one input; immutable and shared.

    `names` are the free variables that they read, without the input itself.
    """

    __slots__ = ("_code", "_cost", "calls", "filter_names", "names", "source")

    def __init__(self, source: str, compiler: Compiler, code: Code) -> None:
        self.source = source
        self.names = frozenset(compiler.names) - {INPUT}
        self.filter_names = frozenset(compiler.filter_names) - self.names - {INPUT}
        self.calls = frozenset(compiler.calls)
        self._code = code
        self._cost = compiler.cost

    def __repr__(self) -> str:
        return f"UnaryTests({self.source!r})"

    def evaluate(
        self,
        value: Value,
        scope: Mapping[str, Value],
        *,
        functions: Mapping[str, Builtin] = NO_FUNCTIONS,
        now: datetime | None = None,
        budget: Budget = DEFAULT_BUDGET,
    ) -> Outcome:
        """Test the input; the value of the outcome is True, False or None for undecided.

        Raises:
            FeelBudgetExceeded: the tests would cost more.
        """
        run = Run(budget, functions, now)
        return evaluate(run, self._code, self._cost, {**scope, INPUT: value})

    def matches(
        self,
        value: Value,
        scope: Mapping[str, Value],
        *,
        functions: Mapping[str, Builtin] = NO_FUNCTIONS,
        now: datetime | None = None,
        budget: Budget = DEFAULT_BUDGET,
    ) -> bool | None:
        """Tell whether the input meets one of the tests; None where that is undecided.

        Raises:
            FeelBudgetExceeded: the tests would cost more.
        """
        found = self.evaluate(value, scope, functions=functions, now=now, budget=budget).value
        return found if isinstance(found, bool) else None


def parse_unary_tests(text: str, *, names: frozenset[str] = frozenset()) -> UnaryTests:
    """Parse the tests of one cell: `-`, `> 5`, `"a", "b"`, `[1..5]`, `not("x")`, `f(?)`.

    Raises:
        FeelSyntaxError: no tests, or a construct that is not supported.
    """
    return _parsed(text, names)


@lru_cache(maxsize=4096)
def _parsed(text: str, names: frozenset[str]) -> UnaryTests:
    compiler = Compiler()
    try:
        return UnaryTests(text, compiler, _code(compiler, text, names))
    except RecursionError:
        raise FeelSyntaxError("The tests nest too deeply", 0) from None


class _CellParser(Parser):
    """Reads a whole cell."""

    def cell(self) -> tuple[bool, tuple[tree.Test, ...]]:
        """Return whether the tests are negated, and the tests."""
        if self._is_any():
            return False, ()
        if self._is_negated():
            self.cursor.take()
            tests = self.test_group()
            self.finish()
            return True, tests
        tests = self._tests()
        self.finish()
        return False, tests

    def _is_any(self) -> bool:
        return self.cursor.sees("-") and self.cursor.ahead().kind == "end"

    def _is_negated(self) -> bool:
        """Tell whether `not(` encloses the whole cell; `not(a) and b` is an expression."""
        if self.cursor.token.text != "not" or self.cursor.ahead().text != "(":
            return False
        depth, ahead = 0, 1
        while (token := self.cursor.ahead(ahead)).kind != "end":
            if token.kind == "operator":
                depth += (token.text == "(") - (token.text == ")")
            ahead += 1
            if depth == 0:
                return self.cursor.ahead(ahead).kind == "end"
        return False

    def _tests(self) -> tuple[tree.Test, ...]:
        tests = [self._one()]
        while self.cursor.takes(","):
            tests.append(self._one())
        return tuple(tests)

    def _one(self) -> tree.Test:
        if self.cursor.sees(*COMPARISONS):
            return self.test()
        return tree.Test(self.cursor.token.position, "", self.expression())


def _code(compiler: Compiler, text: str, names: frozenset[str]) -> Code:
    negated, nodes = _CellParser(Cursor(tokens_of(text, names))).cell()
    if not nodes:
        compiler.cost += 1
        return lambda _run, _env: True
    tests = tuple(_test_code(compiler, node) for node in nodes)

    def code(run: Run, env: Env) -> Value:
        held = any_of(run, env, tests, env.variables[INPUT])
        return held if held is None or not negated else not held

    return code


def _test_code(compiler: Compiler, node: tree.Test) -> TestCode:
    """Compile a test; an expression over `?` is a condition by itself, not a value to be met."""
    before = set(compiler.names) | set(compiler.filter_names)
    compiler.names.discard(INPUT)
    compiler.filter_names.discard(INPUT)
    test = test_code(compiler, node)
    speaks_of_input = INPUT in compiler.names or INPUT in compiler.filter_names
    compiler.names |= before & {INPUT}
    if node.operator or not speaks_of_input:
        return test
    condition = compiler.code(node.operand)

    def holds(run: Run, env: Env, _: Value) -> bool | None:
        value = condition(run, env)
        return value if isinstance(value, bool) else None

    return holds
