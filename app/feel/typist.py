"""Walks over one tree to tell types; what each node means is told by rules beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from app.feel import tree
from app.feel.builtins import STANDARD
from app.feel.nearest import did_you_mean
from app.feel.run import Note
from app.feel.saying import Said
from app.feel.types import (
    ANY,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NUMBER,
    STRING,
    TIME,
    TypeRef,
)
from app.feel.values import Builtin

Names = Mapping[str, TypeRef]
NO_NAMES: Names = MappingProxyType({})
NO_FUNCTIONS: Mapping[str, Builtin] = MappingProxyType({})
ORDERED = frozenset(one.name for one in (NUMBER, STRING, DATE, TIME, DATE_TIME, DAYS, MONTHS))


class Typist:
    """Walks over one tree; collects findings on the way."""

    def __init__(
        self,
        functions: Mapping[str, Builtin] = NO_FUNCTIONS,
        *,
        all_names: bool = False,
        known: frozenset[str] = frozenset(),
    ) -> None:
        self.findings: list[Note] = []
        self._functions = functions
        self._known = known
        self._all_names = all_names

    def type_of(self, node: tree.Node, names: Names) -> TypeRef:
        """Return the type of a node where these variables are known; Any where it is not known."""
        rule = _RULES.get(type(node))
        return ANY if rule is None else rule(self, node, names)

    def doubt(self, template: str, position: int, **facts: object) -> None:
        """Keep a finding; one place is told once."""
        note = Note(Said(template, facts), position)
        if note not in self.findings:
            self.findings.append(note)

    def is_known(self, name: str) -> bool:
        """Tell whether there is such a function, though nothing else is known of it."""
        return name in self._known

    def function_names(self) -> frozenset[str]:
        """Return the names of all functions that there are."""
        return self._known.union(STANDARD, self._functions)

    def function(self, name: str) -> Builtin | None:
        """Return the function that a call by this name finds."""
        return self._functions.get(name) or STANDARD.get(name)

    def tests(self, cell: tree.Tests, value: TypeRef, names: Names) -> None:
        """Look at the tests of a cell over a value of this type."""
        inner = {**names, "?": value}
        for test in cell.tests:
            operand = self.type_of(test.operand, inner)
            if test.operator:
                comparable(self, test.operator, value, operand, test.position)

    def unknown(self, name: str, known: Iterable[str], position: int) -> None:
        """Tell of a variable that there is not, where all of them are known."""
        if self._all_names:
            hint = did_you_mean(name, known)
            self.doubt("There is no variable {name}{hint}", position, name=name, hint=hint)

    @contextmanager
    def any_name(self) -> Iterator[None]:
        """Go where a name may be an entry of something whose entries are not known."""
        kept, self._all_names = self._all_names, False
        yield
        self._all_names = kept


_Rule = Callable[[Typist, Any, Names], TypeRef]
_RULES: dict[type, _Rule] = {}


def types_node(kind: type) -> Callable[[_Rule], _Rule]:
    """Mark a function as the one that tells the type of nodes of this kind."""

    def keep(rule: _Rule) -> _Rule:
        _RULES[kind] = rule
        return rule

    return keep


def comparable(typist: Typist, operator: str, left: TypeRef, right: TypeRef, position: int) -> None:
    """Doubt a comparison of types that can never be compared."""
    if "Any" in (left.name, right.name):
        return
    if operator in ("=", "!="):
        if left.name != right.name and "Null" not in (left.name, right.name):
            typist.doubt("Cannot compare {left} with {right}", position, left=left, right=right)
    elif left.name != right.name or left.name not in ORDERED:
        typist.doubt("Cannot order {left} and {right}", position, left=left, right=right)
