"""Reads decision tables."""

from types import MappingProxyType

from lxml import etree

from app.decisions import elements as xml
from app.decisions.hit_policies import AGGREGATIONS, HitPolicy
from app.decisions.reader import NOTHING, Reader, Scope, reads
from app.decisions.tables import Input, Output, Rule, Table
from app.feel import tree
from app.feel.saying import Said

MAX_CELLS = 50_000
"""Of one table; each is parsed when the model is read."""


@reads("decisionTable")
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
    variable = xml.extension(column, "inputVariable") or "?"
    inner = scope.with_names("?", variable)
    allowed = xml.part(column, "inputValues")
    return Input(
        xml.attribute(column, "label") or text,
        NOTHING if expression is None else reader.text(expression, scope),
        reader.types.of(expression),
        reader.tests(allowed, inner) if xml.text_of(allowed) else None,
        tuple(reader.tests(cell, inner) for cell in cells),
        variable,
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
