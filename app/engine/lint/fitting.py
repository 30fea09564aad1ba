"""Finds expressions over answers of forms that can never work: other types, no such option."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from app.domain.texts import Text
from app.engine.diagram import ProcessDrawing
from app.engine.expressions import compiled, tree_of
from app.engine.lint.answers import answers_of
from app.engine.lint.asked import Asked
from app.engine.lint.reads import reads_of
from app.engine.lint.report import Place, Report, words_of
from app.engine.lint.results import Beside
from app.feel import FeelError, Note, infer, tree
from app.feel.types import ANY, TypeRef


def lint_fitting(drawing: ProcessDrawing, beside: Beside, report: Report) -> None:
    """The expressions of one process of a service."""
    answers = answers_of(drawing, beside)
    for read in reads_of(drawing, beside) if answers else ():
        check_fit(read.text, read.what, read.place, answers, report, read.line, read.local)


def check_fit(
    text: str,
    what: str | Text,
    place: Place,
    answers: Mapping[str, Asked],
    report: Report,
    line: int = 0,
    local: Collection[str] = (),
) -> None:
    """A finding where the text does with an answer what its field does not allow.

    Variables in `local` are others that bear the name of an answer.
    """
    try:
        expression = compiled(text)
        node = tree_of(text)
    except FeelError:
        return  # told as an expression that does not parse
    read = expression.names - frozenset(local)
    asked = {name: answers[name] for name in read if name in answers}
    if not asked:
        return
    types = tuple((name, asked[name].type) for name in sorted(asked))
    for doubt in _doubts(text, types):
        report.add("expression-type", place, line=line, detail=words_of(doubt))
    for name, value in dict.fromkeys(_compared(node)):
        options = asked[name].options if name in asked else frozenset[str]()
        if options and value not in options:
            listed = ", ".join(sorted(options))
            report.add("no-such-option", place, line=line, what=what, name=name, value=value,
                       known=listed)  # fmt: skip


@lru_cache(maxsize=4096)
def _doubts(text: str, types: tuple[tuple[str, TypeRef], ...]) -> tuple[Note, ...]:
    """What the types of answers forbid; the same condition stands at many flows."""
    expression = compiled(text)
    anything = dict.fromkeys(expression.names, ANY)
    doubts = infer(expression.source, {**anything, **dict(types)}, known=expression.calls).findings
    # What is wrong whatever the variables are has been told already.
    told = infer(expression.source, anything, known=expression.calls).findings if doubts else ()
    anyhow = {one.message for one in told}
    return tuple(doubt for doubt in doubts if doubt.message not in anyhow)


def _compared(node: tree.Node) -> Iterator[tuple[str, str]]:
    """Variables with the texts that they are compared with, where conditions are combined."""
    match node:
        case tree.Compare(operator="=" | "!=", left=tree.Name(name=name), right=tree.Literal()):
            yield from _text(name, node.right)
        case tree.Compare(operator="=" | "!=", left=tree.Literal(), right=tree.Name(name=name)):
            yield from _text(name, node.left)
        case tree.In(value=tree.Name(name=name), tests=tests):
            for test in tests:
                yield from _text(name, test.operand) if test.operator == "" else ()
        case tree.Logic(operands=operands):
            for operand in operands:
                yield from _compared(operand)
        case tree.Call(callee=tree.Name(name="not"), arguments=(inner,)):
            yield from _compared(inner)
        case tree.If(condition=condition, then=then, otherwise=otherwise):
            for part in (condition, then, otherwise):
                yield from _compared(part)


def _text(name: str, node: tree.Node) -> Iterator[tuple[str, str]]:
    if isinstance(node, tree.Literal) and isinstance(node.value, str):
        yield name, node.value
    elif isinstance(node, tree.ListOf):
        for item in node.items:
            yield from _text(name, item)
