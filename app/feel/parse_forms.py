"""Reads the forms that start with a keyword: conditions, loops, function definitions."""

from abc import ABC, abstractmethod

from app.feel.cursor import Cursor
from app.feel.errors import FeelSyntaxError
from app.feel.parse_types import type_ref
from app.feel.saying import Word
from app.feel.tree import For, If, Iterator, Lambda, Literal, Node, Quantified
from app.feel.types import ANY, TypeRef

ITERATOR_LIMIT = 20
_CONSTANTS = {"true": True, "false": False, "null": None}


class FormParser(ABC):
    """The part of the parser that knows the keywords."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.in_interval_end = False

    @abstractmethod
    def expression(self) -> Node:
        """Read a whole expression."""

    def form(self) -> Node:
        """Read what starts with a keyword."""
        token = self.cursor.token
        if token.text in _CONSTANTS:
            self.cursor.take()
            return Literal(token.position, _CONSTANTS[token.text])
        if token.text == "if":
            return self._if()
        if token.text == "for":
            return self._for()
        if token.text in ("some", "every"):
            return self._quantified()
        if token.text == "function":
            return self._lambda()
        raise self.cursor.unexpected(Word("a value"))

    def _if(self) -> Node:
        position = self.cursor.take().position
        condition = self.expression()
        self.cursor.expect("then")
        then = self.expression()
        self.cursor.expect("else")
        return If(position, condition, then, self.expression())

    def _for(self) -> Node:
        position = self.cursor.take().position
        iterators = self._iterators()
        self.cursor.expect("return")
        return For(position, iterators, self.expression())

    def _quantified(self) -> Node:
        token = self.cursor.take()
        iterators = self._iterators()
        self.cursor.expect("satisfies")
        return Quantified(token.position, token.text == "every", iterators, self.expression())

    def _iterators(self) -> tuple[Iterator, ...]:
        iterators: list[Iterator] = []
        while True:
            if len(iterators) == ITERATOR_LIMIT:
                raise FeelSyntaxError(
                    "A loop has more than {iterator_limit} variables",
                    self.cursor.token.position,
                    iterator_limit=ITERATOR_LIMIT,
                )
            name = self.cursor.name(Word("the name of a loop variable"))
            self.cursor.expect("in")
            source = self.expression()
            end = self.expression() if self.cursor.takes("..") else None
            iterators.append(Iterator(name, source, end))
            if not self.cursor.takes(","):
                return tuple(iterators)

    def _lambda(self) -> Node:
        position = self.cursor.take().position
        self.cursor.expect("(")
        parameters: list[str] = []
        types: list[TypeRef] = []
        while not self.cursor.sees(")"):
            parameters.append(self.cursor.name(Word("the name of a parameter")))
            types.append(type_ref(self.cursor) if self.cursor.takes(":") else ANY)
            if not self.cursor.takes(","):
                break
        self.cursor.expect(")")
        if self.cursor.token.text == "external":
            raise FeelSyntaxError("External functions are not supported", position)
        return Lambda(position, tuple(parameters), tuple(types), self.expression())
