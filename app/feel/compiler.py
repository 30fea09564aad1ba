"""Turns a syntax tree into Python closures, and finds the names that it reads."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

from app.feel.run import Run
from app.feel.tree import Node
from app.feel.values import Value

MISSING: Any = object()
INPUT = "?"
"""The name of the value that tests are about."""


class Env:
    """One scope of variables, inside another."""

    __slots__ = ("outer", "variables")

    def __init__(self, variables: Mapping[str, Value], outer: "Env | None" = None) -> None:
        self.variables = variables
        self.outer = outer


Code: TypeAlias = Callable[[Run, Env], Value]
Rule: TypeAlias = Callable[["Compiler", Any], Code]
_RULES: dict[type[Node], Rule] = {}


def compiles(kind: type[Node]) -> Callable[[Rule], Rule]:
    """Mark a function as the one that compiles nodes of this kind."""

    def keep(rule: Rule) -> Rule:
        _RULES[kind] = rule
        return rule

    return keep


class Compiler:
    """Compiles one expression.

    `cost` counts compiled nodes: what one evaluation of the code is charged for.
    """

    def __init__(self) -> None:
        self.cost = 0
        self.names: set[str] = set()
        self.filter_names: set[str] = set()
        self.calls: set[str] = set()
        self.speaks_of_tested = False
        """Whether what was compiled last reads the tested value."""
        self._tested = frozenset([INPUT])
        self._bound: list[set[str]] = []
        self._in_filters = 0

    def code(self, node: Node) -> Code:
        """Compile a node as a part of the present one."""
        self.cost += 1
        return _RULES[type(node)](self, node)

    def body(self, node: Node) -> tuple[Code, int]:
        """Compile what runs repeatedly; its cost is charged at each round."""
        before = self.cost
        code = self.code(node)
        return code, self.cost - before

    def reads(self, name: str) -> None:
        """Note that the expression reads a variable, unless it binds the name itself."""
        if name in self._tested:
            self.speaks_of_tested = True
        if not self.is_bound(name):
            (self.filter_names if self._in_filters else self.names).add(name)

    def is_bound(self, name: str) -> bool:
        """Tell whether the expression itself gives this name a value here."""
        return any(name in names for names in self._bound)

    @contextmanager
    def binding(self, *names: str) -> Iterator[set[str]]:
        """Compile with these names bound; more can be added on the way."""
        self._bound.append(set(names))
        yield self._bound[-1]
        self._bound.pop()

    @contextmanager
    def testing(self, name: str) -> Iterator[None]:
        """Compile tests of a bound value, which they may also call by this name."""
        before, self._tested = self._tested, frozenset([INPUT, name])
        with self.binding(*self._tested):
            yield
        self._tested = before

    @contextmanager
    def filtering(self) -> Iterator[None]:
        """Compile a filter, where a name may be an entry of the filtered items."""
        self._in_filters += 1
        yield
        self._in_filters -= 1


def lookup(env: Env, name: str) -> Value:
    """Return the variable of the innermost scope that has it, or MISSING."""
    scope: Env | None = env
    while scope is not None:
        found = scope.variables.get(name, MISSING)
        if found is not MISSING:
            value: Value = found
            return value
        scope = scope.outer
    missing: Value = MISSING
    return missing


def names_in(env: Env) -> Iterator[str]:
    """Yield the names of all variables that can be seen here."""
    scope: Env | None = env
    while scope is not None:
        yield from scope.variables
        scope = scope.outer
