"""Finds splits that may find no way: no default flow, and conditions that leave something out."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from app.engine.diagram import Node, ProcessDrawing
from app.engine.expressions import tree_of
from app.engine.lint.answers import Asking, answers_of
from app.engine.lint.asked import FALSE, TRUE, Asked
from app.engine.lint.report import Report
from app.engine.lint.results import Beside
from app.engine.lint.shape import CHOOSING
from app.feel import FeelError, tree

OPPOSITES = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def lint_matching(drawing: ProcessDrawing, beside: Beside, report: Report) -> None:
    """The gateways and tasks of one process whose flows all bear conditions."""
    known: tuple[Mapping[str, Asked], Asking] | None = None
    for node in drawing.nodes.values():
        leaving = drawing.outgoing(node.id)
        if node.tag not in CHOOSING or not leaving or node.attribute("default"):
            continue
        texts = [flow.condition for flow in leaving if flow.condition is not None]
        if len(texts) < len(leaving):
            continue
        if known is None:
            known = answers_of(drawing, beside), Asking(drawing, beside)
        if not _leaves_nothing_out(node, texts, *known):
            report.add("no-default", node)


def _leaves_nothing_out(
    node: Node, texts: list[str], answers: Mapping[str, Asked], asking: Asking
) -> bool:
    """Whether one of the conditions is true whatever the case holds."""
    trees = [found for text in texts if (found := _parsed(text)) is not None]
    if any(isinstance(one, tree.Literal) and one.value is True for one in trees):
        return True
    shapes = {_shape(one) for one in trees}
    if any(_opposite(one) in shapes for one in trees):
        return True
    met: dict[str, set[str]] = {}
    for one in trees:
        for name, value in _values(one):
            met.setdefault(name, set()).add(value)
    return any(
        name in answers
        and answers[name].is_certain
        and bool(answers[name].options)
        and values >= answers[name].options
        and asking.is_certain(node, name)
        for name, values in met.items()
    )


def _parsed(text: str) -> tree.Node | None:
    try:
        return tree_of(text)
    except FeelError:
        return None  # told as an expression that does not parse


def _values(node: tree.Node) -> Iterator[tuple[str, str]]:
    """Values of one variable by which the condition is true; none where it is of another form."""
    match node:
        case tree.Name(name=name):
            yield name, TRUE
        case tree.Call(callee=tree.Name(name="not"), arguments=(tree.Name(name=name),)):
            yield name, FALSE
        case tree.Compare(operator="=", left=tree.Name(name=name), right=tree.Literal(value=value)):
            yield from _told(name, value)
        case tree.Compare(operator="=", left=tree.Literal(value=value), right=tree.Name(name=name)):
            yield from _told(name, value)
        case tree.In(value=tree.Name(name=name), tests=tests):
            for test in tests:
                if test.operator == "" and isinstance(test.operand, tree.Literal):
                    yield from _told(name, test.operand.value)
        case tree.Logic(operator="or", operands=operands):
            for operand in operands:
                yield from _values(operand)


def _told(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool):
        yield name, TRUE if value else FALSE
    elif isinstance(value, str):
        yield name, value


def _opposite(node: tree.Node) -> object:
    """The shape of the condition that is true where this one is not."""
    match node:
        case tree.Compare(operator=operator, left=left, right=right) if operator in OPPOSITES:
            return (tree.Compare, OPPOSITES[operator], _shape(left), _shape(right))
        case tree.Call(callee=tree.Name(name="not"), arguments=(inner,)):
            return _shape(inner)
        case _:
            return None


def _shape(part: object) -> object:
    """A part of an expression without its place in the text."""
    if isinstance(part, tree.Node):
        inner = (getattr(part, one.name) for one in fields(part) if one.name != "position")
        return (type(part), *map(_shape, inner))
    return tuple(map(_shape, part)) if isinstance(part, tuple) else part
