"""Unary tests: what stands in the input cells of a decision table."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from app.feel.budget import DEFAULT_BUDGET, Budget
from app.feel.compiler import INPUT, Code, Compiler
from app.feel.errors import FeelSyntaxError
from app.feel.expression import NO_FUNCTIONS, Outcome, evaluate
from app.feel.parse_tests import parse_tests
from app.feel.run import Run
from app.feel.values import Builtin, Value


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
        return UnaryTests(text, compiler, compiler.code(parse_tests(text, names)))
    except RecursionError:
        raise FeelSyntaxError("The tests nest too deeply", 0) from None
