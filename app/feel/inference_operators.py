"""The types that operators give."""

from app.feel import tree
from app.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    NULL,
    NUMBER,
    RANGE,
    STRING,
    TIME,
    TypeRef,
    joined,
)
from app.feel.typist import ORDERED, Names, Typist, comparable, types_node


@types_node(tree.Negate)
def _negate(typist: Typist, node: tree.Negate, names: Names) -> TypeRef:
    operand = typist.type_of(node.operand, names)
    if operand.name not in ("Any", "number", DAYS.name, MONTHS.name):
        typist.doubt("Cannot negate {found}", node.position, found=operand)
        return NULL
    return operand


@types_node(tree.Chain)
def _chain(typist: Typist, node: tree.Chain, names: Names) -> TypeRef:
    left = typist.type_of(node.first, names)
    for operator, position, operand in node.rest:
        right = typist.type_of(operand, names)
        left = _combined(typist, operator, left, right, position)
    return left


def _combined(
    typist: Typist, operator: str, left: TypeRef, right: TypeRef, position: int
) -> TypeRef:
    if "Any" in (left.name, right.name):
        return ANY
    found = _ARITHMETIC.get((operator, left.name, right.name))
    if found is None:
        typist.doubt(
            "Cannot calculate {left} {operator} {right}",
            position,
            left=left,
            operator=operator,
            right=right,
        )
        return NULL
    return found


def _arithmetic() -> dict[tuple[str, str, str], TypeRef]:
    found = {(operator, "number", "number"): NUMBER for operator in ("+", "-", "*", "/", "**")}
    found["+", "string", "string"] = STRING
    for length in (DAYS, MONTHS):
        name = length.name
        found |= {("+", name, name): length, ("-", name, name): length}
        found |= {("*", name, "number"): length, ("*", "number", name): length}
        found |= {("/", name, "number"): length, ("/", name, name): NUMBER}
        for moment in (DATE, DATE_TIME):
            found |= {("+", moment.name, name): moment, ("+", name, moment.name): moment}
            found["-", moment.name, name] = moment
    found |= {("+", "time", DAYS.name): TIME, ("+", DAYS.name, "time"): TIME}
    found |= {("-", "time", DAYS.name): TIME, ("-", "time", "time"): DAYS}
    for one in (DATE, DATE_TIME):
        found |= {("-", one.name, other.name): DAYS for other in (DATE, DATE_TIME)}
    return found


_ARITHMETIC = _arithmetic()


@types_node(tree.Logic)
def _logic(typist: Typist, node: tree.Logic, names: Names) -> TypeRef:
    for operand in node.operands:
        found = typist.type_of(operand, names)
        if found.name not in ("Any", "Null", "boolean"):
            typist.doubt(
                "'{operator}' needs booleans, not a {found}",
                operand.position,
                operator=node.operator,
                found=found,
            )
    return BOOLEAN


@types_node(tree.Compare)
def _compare(typist: Typist, node: tree.Compare, names: Names) -> TypeRef:
    left, right = typist.type_of(node.left, names), typist.type_of(node.right, names)
    comparable(typist, node.operator, left, right, node.position)
    return BOOLEAN


@types_node(tree.Between)
def _between(typist: Typist, node: tree.Between, names: Names) -> TypeRef:
    value = typist.type_of(node.value, names)
    for limit in (node.low, node.high):
        comparable(typist, "<", value, typist.type_of(limit, names), node.position)
    return BOOLEAN


@types_node(tree.In)
def _in(typist: Typist, node: tree.In, names: Names) -> TypeRef:
    value = typist.type_of(node.value, names)
    for test in node.tests:
        operand = typist.type_of(test.operand, names)
        if test.operator:
            comparable(typist, test.operator, value, operand, test.position)
    return BOOLEAN


@types_node(tree.InstanceOf)
def _instance_of(typist: Typist, node: tree.InstanceOf, names: Names) -> TypeRef:
    typist.type_of(node.value, names)
    return BOOLEAN


@types_node(tree.Interval)
def _interval(typist: Typist, node: tree.Interval, names: Names) -> TypeRef:
    start, end = typist.type_of(node.start, names), typist.type_of(node.end, names)
    limit = joined([start, end])
    return TypeRef("range", (limit,)) if limit.name in ORDERED else RANGE
