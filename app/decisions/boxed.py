"""Turns boxed expressions into trees of the expression language."""

from dataclasses import dataclass

from lxml import etree

from app.decisions import elements as xml
from app.decisions.reader import Reader, Scope, reads
from app.feel import tree
from app.feel.compiler import Code, Compiler, Env, compiles
from app.feel.run import Run
from app.feel.types import TypeRef
from app.feel.typist import Names, Typist, types_node
from app.feel.values import Value


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


@reads("literalExpression")
def _literal(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    if xml.part(element, "importedValues") is not None:
        return reader.refused("import", element, "importedValues", "Imports are not supported")
    return reader.text(element, scope)


@reads("context")
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


@reads("list")
def _list(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    items = xml.parts(element, *xml.EXPRESSIONS)
    return tree.ListOf(0, tuple(reader.expression(item, scope) for item in items))


@reads("relation")
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


@reads("functionDefinition")
def _function(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    return function(reader, element, scope, "function")


@reads("invocation")
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


@reads("conditional")
def _conditional(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    condition, then, otherwise = (
        reader.expression(xml.body(xml.part(element, name)), scope)
        for name in ("if", "then", "else")
    )
    return tree.If(0, condition, then, otherwise)


@reads("filter")
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


@reads("for")
def _for(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    return tree.For(0, *_iterator(reader, element, scope, "return"))


@reads("some")
def _some(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    iterators, body = _iterator(reader, element, scope, "satisfies")
    return tree.Quantified(0, False, iterators, body, only_booleans=True)


@reads("every")
def _every(reader: Reader, element: etree._Element, scope: Scope) -> tree.Node:
    iterators, body = _iterator(reader, element, scope, "satisfies")
    return tree.Quantified(0, True, iterators, body, only_booleans=True)
