"""Turns boxed expressions into trees of the expression language, telling what is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from lxml import etree

from app.decisions import elements as xml
from app.decisions.hit_policies import AGGREGATIONS, HitPolicy
from app.decisions.item_types import ItemTypes
from app.decisions.problems import Problem
from app.decisions.tables import Input, Output, Rule, Table
from app.feel import FeelSyntaxError, tree
from app.feel.compiler import Code, Compiler, Env, compiles
from app.feel.inference import Names, Typist, types_node
from app.feel.parse_tests import parse_tests
from app.feel.parser import parse_expression
from app.feel.run import Run
from app.feel.saying import Said
from app.feel.types import TypeRef
from app.feel.values import Value
from app.safe_xml import line_of

_ANY_VALUE = tree.Tests(0, False, ())
_NOTHING = tree.Literal(0, None)
MAX_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Entries(tree.Node):
    """A boxed context: each entry sees those above it; the last one may be the result."""

    entries: tuple[tuple[str, tree.Node], ...]
    result: tree.Node | None


@compiles(Entries)
def _entries(compiler: Compiler, node: Entries) -> Code:
    entries: list[tuple[str, Code]] = []
    with compiler.binding() as bound:
        for key, entry in node.entries:
            entries.append((key, compiler.code(entry)))
            bound.add(key)
        result = None if node.result is None else compiler.code(node.result)

    def build(run: Run, env: Env) -> Value:
        context: dict[str, Value] = {}
        inner = Env(context, env)
        for key, entry in entries:
            context[key] = entry(run, inner)
        return context if result is None else result(run, inner)

    return build


@types_node(Entries)
def _entries_type(typist: Typist, node: Entries, names: Names) -> TypeRef:
    inner, found = dict(names), list[TypeRef]()
    for key, entry in node.entries:
        found.append(typist.type_of(entry, inner))
        inner[key] = found[-1]
    if node.result is not None:
        return typist.type_of(node.result, inner)
    return TypeRef("context", tuple(found), tuple(key for key, _ in node.entries))


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
            return _NOTHING
        found = _BOXED[xml.kind(element)](self, element, scope)
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
            return _NOTHING
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
            return _ANY_VALUE
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


def _literal(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    if xml.part(element, "importedValues") is not None:
        return reader.refused("import", element, "importedValues", "Imports are not supported")
    return reader.text(element, scope)


def _context(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    entries: list[tuple[str, tree.Node]] = []
    result = None
    inner = scope
    for entry in xml.parts(element, "contextEntry"):
        variable = xml.part(entry, "variable")
        if variable is None:
            result = reader.expression(xml.body(entry), inner)
            continue
        name = xml.attribute(variable, "name")
        found = reader.expression(xml.body(entry), inner.with_names(name))
        entries.append((name, reader.typed(found, variable)))
        inner = inner.with_names(name)
    return Entries(0, tuple(entries), result)


def _list(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    items = xml.parts(element, *xml.EXPRESSIONS)
    return tree.ListOf(0, tuple(reader.expression(item, scope) for item in items))


def _relation(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    columns = list(xml.parts(element, "column"))
    rows: list[tree.Node] = []
    for row in xml.parts(element, "row"):
        cells = list(xml.parts(row, *xml.EXPRESSIONS))
        if len(cells) != len(columns):
            reader.tell("row-length", row, str(len(cells)), detail=str(len(columns)))
        entries = tuple(
            (
                xml.attribute(column, "name"),
                reader.typed(reader.expression(cell, scope), column),
            )
            for column, cell in zip(columns, cells, strict=False)
        )
        rows.append(tree.Context(0, entries))
    return tree.ListOf(0, tuple(rows))


def function(reader: Reader, element: etree._Element, scope: Scope, name: str) -> tree.Node:
    """A function definition: of a boxed expression, or the logic of a knowledge model."""
    if xml.attribute(element, "kind") not in ("", "FEEL"):
        kind = xml.attribute(element, "kind")
        return reader.refused(
            "external-function", element, kind, "External functions are not supported"
        )
    parameters = list(xml.parts(element, "formalParameter"))
    names = tuple(xml.attribute(parameter, "name") for parameter in parameters)
    body = reader.expression(xml.body(element), scope.with_names(*names, name))
    types = tuple(reader.types.of(parameter) for parameter in parameters)
    return tree.Lambda(0, names, types, body, name)


def _function(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    return function(reader, element, scope, "function")


def _invocation(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    called = xml.body(element)
    if called is not None and xml.kind(called) == "literalExpression":
        callee = reader.text(called, scope)
        callee = callee.body if isinstance(callee, tree.Placed) else callee
    else:
        callee = reader.expression(called, scope)
    names, arguments = [], []
    for binding in xml.parts(element, "binding"):
        names.append(xml.attribute(xml.part(binding, "parameter"), "name"))
        arguments.append(reader.expression(xml.body(binding), scope))
    call = tree.Call(0, callee, tuple(arguments), tuple(names))
    return tree.Placed(0, call, scope.place)


def _conditional(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    condition, then, otherwise = (
        reader.expression(xml.body(xml.part(element, name)), scope)
        for name in ("if", "then", "else")
    )
    return tree.If(0, condition, then, otherwise)


def _filter(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    target = reader.expression(xml.body(xml.part(element, "in")), scope)
    match = reader.expression(xml.body(xml.part(element, "match")), scope.with_names("item"))
    return tree.Filter(0, target, match)


def _iterator(
    reader: Reader, element: etree._Element, scope: Scope, body: str
) -> tuple[tuple[tree.Iterator, ...], tree.Node]:
    name = xml.attribute(element, "iteratorVariable") or "item"
    source = reader.expression(xml.body(xml.part(element, "in")), scope)
    inner = scope.with_names(name, "partial")
    return (
        (tree.Iterator(name, source, None),),
        reader.expression(xml.body(xml.part(element, body)), inner),
    )


def _for(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    return tree.For(0, *_iterator(reader, element, scope, "return"))


def _some(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    iterators, body = _iterator(reader, element, scope, "satisfies")
    return tree.Quantified(0, False, iterators, body, only_booleans=True)


def _every(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    iterators, body = _iterator(reader, element, scope, "satisfies")
    return tree.Quantified(0, True, iterators, body, only_booleans=True)


def _table(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    named = xml.attribute(element, "hitPolicy") or "UNIQUE"
    try:
        hit = HitPolicy(named)
    except ValueError:
        return reader.refused(
            "hit-policy", element, named, Said("There is no hit policy {named}", {"named": named})
        )
    rules = list(xml.parts(element, "rule"))
    inputs = list(xml.parts(element, "input"))
    outputs = list(xml.parts(element, "output"))
    if len(rules) * (len(inputs) + len(outputs)) > MAX_CELLS:
        return reader.refused("table-too-large", element, str(len(rules)), "The table is too large")
    tests = [list(xml.parts(rule, "inputEntry")) for rule in rules]
    said = [list(xml.parts(rule, "outputEntry")) for rule in rules]
    for rule, cells, results in zip(rules, tests, said, strict=True):
        if (len(cells), len(results)) != (len(inputs), len(outputs)):
            reader.tell(
                "row-length",
                rule,
                str(len(cells) + len(results)),
                detail=str(len(inputs) + len(outputs)),
            )
            return tree.Refused(0, "A rule has another number of cells than the table has columns")
    table = Table(
        0,
        scope.decision,
        tuple(
            _input(reader, column, [cells[n] for cells in tests], scope)
            for n, column in enumerate(inputs)
        ),
        tuple(
            _output(reader, column, [cells[n] for cells in said], scope)
            for n, column in enumerate(outputs)
        ),
        _rules(element, rules),
        hit,
        _aggregation(reader, element, hit),
    )
    if hit.needs_priorities and not any(out.values for out in table.outputs):
        reader.tell("no-priorities", element, hit.value)
    return tree.Placed(0, table, scope.place)


def _aggregation(reader: Reader, element: etree._Element, hit: HitPolicy) -> str:
    named = xml.attribute(element, "aggregation")
    if named and (named not in AGGREGATIONS or hit is not HitPolicy.COLLECT):
        reader.tell("hit-policy", element, f"{hit.value} {named}")
        return ""
    return named


def _input(
    reader: Reader, column: etree._Element, cells: list[etree._Element], scope: Scope
) -> Input:
    expression = xml.part(column, "inputExpression")
    text = xml.text_of(expression)
    if expression is None or not text:
        reader.tell("input-without-expression", column, xml.attribute(column, "label"))
    inner = scope.with_names("?")
    allowed = xml.part(column, "inputValues")
    return Input(
        xml.attribute(column, "label") or text,
        _NOTHING if expression is None else reader.text(expression, scope),
        reader.types.of(expression),
        reader.tests(allowed, inner) if xml.text_of(allowed) else None,
        tuple(reader.tests(cell, inner) for cell in cells),
    )


def _output(
    reader: Reader, column: etree._Element, cells: list[etree._Element], scope: Scope
) -> Output:
    allowed_element = xml.part(column, "outputValues")
    allowed = None
    if xml.text_of(allowed_element):
        allowed = reader.tests(allowed_element, scope.with_names("?"))
    values = tuple(
        test.operand.value
        for test in (allowed.tests if allowed is not None else ())
        if isinstance(test.operand, tree.Literal) and not test.operator
    )
    default = xml.part(column, "defaultOutputEntry")
    return Output(
        xml.attribute(column, "name"),
        reader.types.of(column),
        allowed,
        values,
        None if default is None else reader.text(default, scope),
        tuple(reader.text(cell, scope) for cell in cells),
    )


def _rules(table: etree._Element, rules: list[etree._Element]) -> tuple[Rule, ...]:
    columns = [xml.attribute(column, "name") for column in xml.parts(table, "annotation")]
    found = []
    for rule in rules:
        entries = (xml.text_of(entry) for entry in xml.parts(rule, "annotationEntry"))
        notes = {name: text for name, text in zip(columns, entries, strict=False) if text}
        if described := xml.words_of(xml.part(rule, "description")):
            notes.setdefault("", described)
        found.append(Rule(xml.attribute(rule, "id"), MappingProxyType(notes)))
    return tuple(found)


_Read = Callable[[Reader, Any, Scope], tree.Node]
_BOXED: Mapping[str, _Read] = MappingProxyType(
    {
        "literalExpression": _literal,
        "context": _context,
        "list": _list,
        "relation": _relation,
        "functionDefinition": _function,
        "invocation": _invocation,
        "conditional": _conditional,
        "filter": _filter,
        "for": _for,
        "some": _some,
        "every": _every,
        "decisionTable": _table,
    }
)
