"""Reads the texts of one model, and tells what is refused; each kind of box is read elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from app.decisions import elements as xml
from app.decisions.item_types import ItemTypes
from app.decisions.problems import Problem
from app.feel import FeelSyntaxError, tree
from app.feel.parse_tests import parse_tests
from app.feel.parser import parse_expression
from app.feel.saying import Said
from app.safe_xml import line_of

ANY_VALUE = tree.Tests(0, False, ())
NOTHING = tree.Literal(0, None)


class Reader:
    """Reads the expressions of one model; the problems of all of them in one list."""

    def __init__(self, definitions: etree._Element) -> None:
        self.problems: list[Problem] = []
        self.language = xml.attribute(definitions, "expressionLanguage")
        self.types = ItemTypes(definitions, self.tell)

    def tell(
        self,
        rule: str,
        element: etree._Element,
        what: str = "",
        error: FeelSyntaxError | None = None,
        detail: str = "",
    ) -> None:
        """Keep a problem at the nearest element that has an id."""
        named = element
        while not named.get("id") and (above := named.getparent()) is not None:
            named = above
        problem = Problem(
            rule,
            xml.attribute(named, "id"),
            xml.attribute(named, "name"),
            line_of(element),
            what,
            error,
            detail,
        )
        if problem not in self.problems:
            self.problems.append(problem)

    def expression(self, element: etree._Element | None, scope: "Scope") -> tree.Node:
        """The tree of the boxed expression `element`; null where there is none."""
        if element is None:
            return NOTHING
        found = _READERS[xml.kind(element)](self, element, scope)
        return self.typed(found, element)

    def typed(self, node: tree.Node, element: etree._Element | None) -> tree.Node:
        """The node made to fit the type that an element declares."""
        wanted = self.types.of(element)
        if wanted.name == "Any" and wanted.allows is None:
            return node
        return tree.Typed(node.position, node, wanted)

    def text(self, element: etree._Element, scope: "Scope") -> tree.Node:
        """The tree of the text inside an element; null where it is empty."""
        text = xml.text_of(element)
        language = xml.attribute(element, "expressionLanguage") or self.language
        if language and "feel" not in language.casefold():
            self.tell("expression-language", element, language)
            return tree.Refused(
                0, Said("The language {language} is not supported", {"language": language})
            )
        if not text:
            return NOTHING
        try:
            found = parse_expression(text, scope.names | self.types.entry_names, self.types)
        except FeelSyntaxError as error:
            self.tell("bad-expression", element, text, error)
            found = tree.Refused(error.position, error.message)
        return tree.Placed(found.position, found, scope.place)

    def tests(self, element: etree._Element | None, scope: "Scope") -> tree.Tests:
        """The tests of a cell; an empty one lets everything through."""
        text = xml.text_of(element)
        if element is None or not text:
            return ANY_VALUE
        try:
            return parse_tests(text, scope.names | self.types.entry_names, self.types)
        except FeelSyntaxError as error:
            self.tell("bad-expression", element, text, error)
            broken = tree.Refused(error.position, error.message)
            return tree.Tests(0, False, (tree.Test(error.position, "", broken),))

    def refused(self, rule: str, element: etree._Element, what: str, why: str) -> tree.Node:
        """Tell that a part is refused; it gives null."""
        self.tell(rule, element, what)
        return tree.Refused(0, why)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: the names that it sees, and the decision that it belongs to."""

    names: frozenset[str]
    decision: str
    place: str = field(default="")

    def with_names(self, *names: str) -> "Scope":
        return Scope(self.names | set(names), self.decision, self.place)


Read = Callable[[Reader, Any, Scope], tree.Node]
_READERS: dict[str, Read] = {}


def reads(kind: str) -> Callable[[Read], Read]:
    """Mark a function as the one that reads boxed expressions of this kind."""

    def keep(read: Read) -> Read:
        _READERS[kind] = read
        return read

    return keep
