"""Reads the tests of a cell: `-`, `> 5`, `"a", "b"`, `not("x")`."""

from collections.abc import Mapping

from app.feel import tree
from app.feel.cursor import Cursor
from app.feel.lexer import tokens_of
from app.feel.parser import COMPARISONS, NO_TYPES, Parser, placed
from app.feel.types import TypeRef


class _CellParser(Parser):
    """Reads a whole cell."""

    def cell(self) -> tree.Tests:
        if self._is_any():
            return tree.Tests(0, False, ())
        negated = self._is_negated()
        if negated:
            self.cursor.take()
        tests = self.test_group() if negated else self._tests()
        self.finish()
        return tree.Tests(0, negated, tests)

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


def parse_tests(
    text: str, names: frozenset[str], types: Mapping[str, TypeRef] = NO_TYPES
) -> tree.Tests:
    """Read the tests of one whole cell."""
    with placed(text):
        return _CellParser(Cursor(tokens_of(text, names), types)).cell()
