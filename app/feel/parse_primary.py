"""Reads literals, names and brackets."""

from abc import abstractmethod
from decimal import DecimalException

from app.feel.errors import FeelSyntaxError, Unfit
from app.feel.lexer import Token
from app.feel.numbers import number
from app.feel.parse_forms import FormParser
from app.feel.saying import Word
from app.feel.temporal import read_at_literal
from app.feel.tree import (
    Context,
    Interval,
    ListOf,
    Literal,
    Name,
    Node,
    Test,
)

_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


class PrimaryParser(FormParser):
    """The part of the parser below the operators."""

    @abstractmethod
    def arithmetic(self) -> Node:
        """Read an operand of a comparison."""

    @abstractmethod
    def test(self) -> Test:
        """Read one unary test."""

    def finish(self) -> None:
        """Refuse whatever stands after the expression."""
        if self.cursor.token.kind != "end":
            raise self.cursor.unexpected(Word("an operator or the end of the text"))

    def primary(self) -> Node:
        """Read what an operator can stand next to."""
        token = self.cursor.token
        if token.kind in ("word", "name"):
            return Name(token.position, self.cursor.name(Word("a name")))
        if token.kind == "number":
            return self._number()
        if token.kind == "string":
            return Literal(token.position, self.cursor.take().text)
        if token.kind == "keyword":
            return self.form()
        return self._bracket(token)

    def _number(self) -> Node:
        token = self.cursor.take()
        try:
            return Literal(token.position, number(token.text))
        except DecimalException:
            raise FeelSyntaxError("The number is too large", token.position) from None

    def _bracket(self, token: Token) -> Node:
        if token.text == "(":
            return self._parenthesis()
        if token.text == "[":
            return self._list_or_interval()
        if token.text == "]":
            self.cursor.take()
            return self._interval(token.position, self._inside(), start_included=False)
        if token.text == "{":
            return self._context()
        if token.text == "@":
            return self._at_literal()
        raise self.cursor.unexpected(Word("a value"))

    def _inside(self, closer: str = "") -> Node:
        """Read an expression inside brackets, where an outer interval has no say."""
        outer, self.in_interval_end = self.in_interval_end, False
        node = self.expression()
        self.in_interval_end = outer
        if closer:
            self.cursor.expect(closer)
        return node

    def _at_literal(self) -> Node:
        position = self.cursor.take().position
        if self.cursor.token.kind != "string":
            raise self.cursor.unexpected(Word("a string after '@'"))
        try:
            return Literal(position, read_at_literal(self.cursor.take().text))
        except Unfit as unfit:
            raise FeelSyntaxError(unfit.said, position) from None

    def _parenthesis(self) -> Node:
        position = self.cursor.take().position
        if (token := self.cursor.takes(*_COMPARISONS)) is not None:
            return self._half_interval(token)
        node = self._inside()
        if self.cursor.sees(".."):
            return self._interval(position, node, start_included=False)
        self.cursor.expect(")")
        return node

    def _half_interval(self, operator: Token) -> Node:
        """Read `(< 10)`: an interval with one limit."""
        limit, none = self._inside(")"), Literal(operator.position, None)
        included = operator.text in ("<=", ">=", "=")
        if operator.text in ("=", "!="):
            outside = operator.text == "!="
            return Interval(operator.position, limit, limit, True, True, True, outside)
        if operator.text.startswith("<"):
            return Interval(operator.position, none, limit, False, included, True)
        return Interval(operator.position, limit, none, included, False, True)

    def _interval(self, position: int, start: Node, *, start_included: bool) -> Node:
        self.cursor.expect("..")
        outer, self.in_interval_end = self.in_interval_end, True
        with self.cursor.nested(position):
            end = self.arithmetic()
        self.in_interval_end = outer
        closer = self.cursor.expect("]", ")", "[")
        return Interval(position, start, end, start_included, closer.text == "]")

    def _list_or_interval(self) -> Node:
        position = self.cursor.take().position
        items: list[Node] = []
        while not self.cursor.sees("]"):
            items.append(self._inside())
            if len(items) == 1 and self.cursor.sees(".."):
                return self._interval(position, items[0], start_included=True)
            if not self.cursor.takes(","):
                break
        self.cursor.expect("]")
        return ListOf(position, tuple(items))

    def _context(self) -> Node:
        position = self.cursor.take().position
        entries: dict[str, Node] = {}
        while not self.cursor.sees("}"):
            at = self.cursor.token.position
            key = self._context_key()
            if key in entries:
                raise FeelSyntaxError("The context has two entries {key}", at, key=key)
            self.cursor.expect(":")
            entries[key] = self._inside()
            if not self.cursor.takes(","):
                break
        self.cursor.expect("}")
        return Context(position, tuple(entries.items()))

    def _context_key(self) -> str:
        if self.cursor.token.kind == "string":
            return self.cursor.take().text
        return self.cursor.key(Word("the name of a context entry"))

    def argument_name(self) -> str | None:
        """Read `name:` before an argument, if it stands there."""
        ahead = 0
        while self.cursor.ahead(ahead).kind in ("word", "name"):
            ahead += 1
        if not ahead or self.cursor.ahead(ahead).text != ":":
            return None
        name = self.cursor.name(Word("the name of an argument"))
        self.cursor.expect(":")
        return name

    def test_group(self) -> tuple[Test, ...]:
        """Read `(test, test ...)` after `in`; also an interval that opens with `(`."""
        position = self.cursor.expect("(").position
        tests = []
        outer, self.in_interval_end = self.in_interval_end, False
        with self.cursor.nested(position):
            tests.append(self._group_test())
            if self.cursor.sees(".."):
                interval = self._interval(position, tests[0].operand, start_included=False)
                self.in_interval_end = outer
                return (Test(position, "", interval),)
            while self.cursor.takes(","):
                tests.append(self._group_test())
        self.in_interval_end = outer
        self.cursor.expect(")")
        return tuple(tests)

    def _group_test(self) -> Test:
        if self.cursor.sees(*_COMPARISONS):
            return self.test()
        return Test(self.cursor.token.position, "", self.expression())
