"""Parsed expressions: what they read, and their evaluation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from app.feel import (
    compile_calls,
    compile_control,
    compile_filters,
    compile_operators,
    compile_tests,
    compile_values,
)
from app.feel.budget import DEFAULT_BUDGET, Budget
from app.feel.compiler import Code, Compiler, Env
from app.feel.errors import FeelBudgetExceeded, FeelSyntaxError
from app.feel.parser import parse_expression
from app.feel.run import Note, Run
from app.feel.values import Builtin, Range, Value

# Imported for the rules that they hold.
_RULES = (
    compile_calls,
    compile_control,
    compile_filters,
    compile_operators,
    compile_tests,
    compile_values,
)
NO_FUNCTIONS: Mapping[str, Builtin] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an evaluation gave; the notes say why parts of it are null."""

    value: Value
    notes: tuple[Note, ...]


class Expression:
    """A parsed expression; immutable, shared and safe to evaluate from many threads.

    `names` are the free variables that it surely reads, `calls` the functions it calls by name.
    `filter_names` are read inside filters only (`xs[price > limit]`): each may be a variable or an
    entry of the filtered items.
    """

    __slots__ = ("_code", "_cost", "calls", "filter_names", "names", "source")

    def __init__(self, source: str, compiler: Compiler, code: Code) -> None:
        self.source = source
        self.names = frozenset(compiler.names)
        self.filter_names = frozenset(compiler.filter_names) - self.names
        self.calls = frozenset(compiler.calls)
        self._code = code
        self._cost = compiler.cost

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"

    def evaluate(
        self,
        scope: Mapping[str, Value],
        *,
        functions: Mapping[str, Builtin] = NO_FUNCTIONS,
        now: datetime | None = None,
        budget: Budget = DEFAULT_BUDGET,
    ) -> Outcome:
        """Evaluate over the variables of `scope`.

        Args:
            scope: the variables by name.
            functions: domain functions by name, beside those of the standard.
            now: the instant that `now()` and `today()` stand for; aware.
            budget: what the evaluation may cost.

        Raises:
            FeelBudgetExceeded: it would cost more; every other failure is null and a note.
        """
        run = Run(budget, functions, now)
        return evaluate(run, self._code, self._cost, scope)


def evaluate(run: Run, code: Code, cost: int, scope: Mapping[str, Value]) -> Outcome:
    """Run compiled code within the budget of the run."""
    run.spend(cost)
    try:
        value = code(run, Env(scope))
    except RecursionError:
        raise FeelBudgetExceeded("The evaluation nests too deeply") from None
    check_whole(run, value)
    return Outcome(value, tuple(run.notes))


def check_whole(run: Run, value: Value) -> None:
    """Refuse a result that is larger, as a whole, than the budget."""
    if isinstance(value, list | dict | Range):
        run.check_size(_size(run, value, 1, 0))


def _size(run: Run, value: Value, depth: int, count: int) -> int:
    """Count all elements: a list that holds one list twice is written out twice."""
    run.check_depth(depth)
    run.check_size(count)
    if isinstance(value, dict):
        value = list(value.values())
    elif isinstance(value, Range):
        value = [value.start, value.end]
    if isinstance(value, list):
        count += len(value)
        for item in value:
            if isinstance(item, list | dict | Range):
                count = _size(run, item, depth + 1, count)
    return count


def parse(text: str, *, names: frozenset[str] = frozenset()) -> Expression:
    """Parse an expression; the same text is parsed once.

    Args:
        text: the expression, without a leading `=`.
        names: variables whose names hold keywords or characters such as `-`; plain words that
            stand side by side make one name anyway.

    Raises:
        FeelSyntaxError: no expression, or a construct that is not supported.
    """
    return _parsed(text, names)


@lru_cache(maxsize=4096)
def _parsed(text: str, names: frozenset[str]) -> Expression:
    try:
        tree = parse_expression(text, names)
        compiler = Compiler()
        code = compiler.code(tree)
        return Expression(text, compiler, code)
    except RecursionError:
        raise FeelSyntaxError("The expression nests too deeply", 0) from None
