"""Reads expressions by operator precedence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from app.feel.cursor import Cursor
from app.feel.errors import FeelSyntaxError
from app.feel.lexer import tokens_of
from app.feel.parse_primary import PrimaryParser
from app.feel.parse_types import type_ref
from app.feel.saying import Word
from app.feel.tree import (
    Between,
    Call,
    Chain,
    Compare,
    Filter,
    In,
    InstanceOf,
    Literal,
    Logic,
    Negate,
    Node,
    Path,
    Test,
)
from app.feel.types import TypeRef

CHAIN_LIMIT = 50
"""How many comparisons, or how many paths, filters and calls, may follow one another."""

NO_TYPES: Mapping[str, TypeRef] = MappingProxyType({})
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_POWERS = (("**",), ("*", "/"), ("+", "-"))
_ENDS_INTERVAL = frozenset(
    [")", "]", "}", ",", ".", ":", "=", "!=", "<", "<=", ">", ">=", "+", "*", "/", "**", "..", "",
     "and", "or", "then", "else", "return", "satisfies", "in", "between"]
)  # fmt: skip


class Parser(PrimaryParser):
    """Recursive descent; every recursion passes `expression`, which bounds the nesting."""

    def expression(self) -> Node:
        with self.cursor.nested(self.cursor.token.position):
            return self._or()

    def _or(self) -> Node:
        position = self.cursor.token.position
        operands = [self._and()]
        while self.cursor.takes("or"):
            operands.append(self._and())
        return operands[0] if len(operands) == 1 else Logic(position, "or", tuple(operands))

    def _and(self) -> Node:
        position = self.cursor.token.position
        operands = [self._comparison()]
        while self.cursor.takes("and"):
            operands.append(self._comparison())
        return operands[0] if len(operands) == 1 else Logic(position, "and", tuple(operands))

    def _comparison(self) -> Node:
        node = self.arithmetic()
        for _ in range(CHAIN_LIMIT):
            if (token := self.cursor.takes(*COMPARISONS)) is not None:
                node = Compare(token.position, token.text, node, self.arithmetic())
            elif (token := self.cursor.takes("between")) is not None:
                low = self.arithmetic()
                self.cursor.expect("and")
                node = Between(token.position, node, low, self.arithmetic())
            elif (token := self.cursor.takes("in")) is not None:
                node = In(token.position, node, self._in_tests())
            else:
                return node
        raise self._too_long(Word("comparisons"))

    def arithmetic(self) -> Node:
        """Read a flat run of operands, then bind `**`, then `*` and `/`, then `+` and `-`."""
        operands = [self._unary()]
        operators = []
        while (token := self.cursor.takes("+", "-", "*", "/", "**")) is not None:
            operators.append((token.text, token.position))
            operands.append(self._unary())
        for level in _POWERS:
            operands, operators = _bind(level, operands, operators)
        return operands[0]

    def _unary(self) -> Node:
        signs = []
        while (sign := self.cursor.takes("-")) is not None:
            signs.append(sign.position)
        if len(signs) > CHAIN_LIMIT:
            raise self._too_long(Word("signs"))
        node = self._postfix(self.primary())
        for position in reversed(signs):
            node = Negate(position, node)
        if self.cursor.sees_instance_of():
            position = self.cursor.take().position
            self.cursor.take()
            node = InstanceOf(position, node, type_ref(self.cursor))
        return node

    def _postfix(self, node: Node) -> Node:
        for _ in range(CHAIN_LIMIT):
            if (token := self.cursor.takes(".")) is not None:
                node = Path(token.position, node, self._key_after_dot())
            elif self.cursor.sees("[") and not self._interval_ends_here():
                token = self.cursor.take()
                node = Filter(token.position, node, self._inside("]"))
            elif self.cursor.sees("(") and not isinstance(node, Literal):
                node = self._call(node)
            else:
                return node
        raise self._too_long(Word("paths, filters and calls"))

    def _key_after_dot(self) -> str:
        if self.cursor.token.kind == "keyword":
            return self.cursor.take().text
        return self.cursor.name(Word("a name after '.'"))

    def _interval_ends_here(self) -> bool:
        # In `[1..10[` the last bracket closes; nothing that starts an expression follows it.
        return self.in_interval_end and self.cursor.ahead().text in _ENDS_INTERVAL

    def _call(self, callee: Node) -> Node:
        self.cursor.expect("(")
        arguments: list[Node] = []
        names: list[str] = []
        while not self.cursor.sees(")"):
            if (name := self.argument_name()) is not None:
                if name in names:
                    raise FeelSyntaxError(
                        "The argument {name} is given twice", self.cursor.token.position, name=name
                    )
                names.append(name)
            arguments.append(self._inside())
            if not self.cursor.takes(","):
                break
        self.cursor.expect(")")
        if names and len(names) != len(arguments):
            raise FeelSyntaxError(
                "Either all arguments of a call have names, or none", callee.position
            )
        return Call(callee.position, callee, tuple(arguments), tuple(names))

    def _in_tests(self) -> tuple[Test, ...]:
        return self.test_group() if self.cursor.sees("(") else (self.test(),)

    def test(self) -> Test:
        """Read one unary test: `< 5`, `[1..5]` or an expression."""
        position = self.cursor.token.position
        if (token := self.cursor.takes(*COMPARISONS)) is not None:
            return Test(position, token.text, self.arithmetic())
        return Test(position, "", self.arithmetic())

    def _too_long(self, what: str) -> FeelSyntaxError:
        return FeelSyntaxError(
            "More than {chain_limit} {what} follow one another",
            self.cursor.token.position,
            chain_limit=CHAIN_LIMIT,
            what=what,
        )


def _bind(
    level: tuple[str, ...], operands: list[Node], operators: list[tuple[str, int]]
) -> tuple[list[Node], list[tuple[str, int]]]:
    """Join operands over the operators of one precedence; leave the others."""
    if not any(operator in level for operator, _ in operators):
        return operands, operators
    left_operands: list[Node] = []
    left_operators: list[tuple[str, int]] = []
    first, rest = operands[0], list[tuple[str, int, Node]]()
    for (operator, position), operand in zip(operators, operands[1:], strict=True):
        if operator in level:
            rest.append((operator, position, operand))
            continue
        left_operands.append(Chain(first.position, first, tuple(rest)) if rest else first)
        left_operators.append((operator, position))
        first, rest = operand, []
    left_operands.append(Chain(first.position, first, tuple(rest)) if rest else first)
    return left_operands, left_operators


def parse_expression(
    text: str, names: frozenset[str], types: Mapping[str, TypeRef] = NO_TYPES
) -> Node:
    """Read one whole expression."""
    with placed(text):
        parser = Parser(Cursor(tokens_of(text, names), types))
        node = parser.expression()
        parser.finish()
    return node


@contextmanager
def placed(text: str) -> Iterator[None]:
    """Give syntax errors the text that they are about, so that they can tell line and character."""
    try:
        yield
    except FeelSyntaxError as error:
        error.source = text
        raise
