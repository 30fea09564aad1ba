"""Builds decision models for the tests."""

from collections.abc import Sequence
from html import escape

from app.decisions import DecisionModel, read_model

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def definitions(content: str, **attributes: str) -> bytes:
    told = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    opening = f'<definitions xmlns="{NAMESPACE}" name="m" namespace="n"{told}>'
    return f"{opening}{content}</definitions>".encode()


def model(content: str, **attributes: str) -> DecisionModel:
    return read_model(definitions(content, **attributes))


def input_data(name: str, kind: str = "Any") -> str:
    variable = f'<variable name="{name}" typeRef="{kind}"/>'
    return f'<inputData id="{name}" name="{name}">{variable}</inputData>'


def decision(name: str, body: str, needs: Sequence[str] = (), kind: str = "Any") -> str:
    links = "".join(
        f'<informationRequirement><requiredInput href="#{one}"/></informationRequirement>'
        for one in needs
    )
    variable = f'<variable name="{name}" typeRef="{kind}"/>'
    return f'<decision id="{name}" name="{name}">{variable}{links}{body}</decision>'


def literal(text: str) -> str:
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def cell(kind: str, text: str) -> str:
    return f"<{kind}><text>{escape(text)}</text></{kind}>"


def table(
    inputs: Sequence[str],
    outputs: Sequence[str],
    rules: Sequence[Sequence[str]],
    hit: str = "UNIQUE",
    aggregation: str = "",
    values: Sequence[str] = (),
    default: str = "",
) -> str:
    """A table; each rule is its cells from left to right, and more cells are annotations."""
    columns = "".join(
        f"<input><inputExpression><text>{escape(one)}</text></inputExpression></input>"
        for one in inputs
    )
    for number, name in enumerate(outputs):
        inner = cell("outputValues", values[number]) if values else ""
        inner += cell("defaultOutputEntry", default) if default else ""
        columns += f'<output name="{name}">{inner}</output>'
    columns += '<annotation name="kk"/><annotation name="ru"/>'
    told = f' aggregation="{aggregation}"' if aggregation else ""
    rows = "".join(_rule(number, cells, inputs, outputs) for number, cells in enumerate(rules, 1))
    return f'<decisionTable hitPolicy="{hit}"{told}>{columns}{rows}</decisionTable>'


def _rule(number: int, cells: Sequence[str], inputs: Sequence[str], outputs: Sequence[str]) -> str:
    width = len(inputs) + len(outputs)
    tests = "".join(cell("inputEntry", one) for one in cells[: len(inputs)])
    said = "".join(cell("outputEntry", one) for one in cells[len(inputs) : width])
    notes = "".join(cell("annotationEntry", one) for one in cells[width:])
    return f'<rule id="r{number}">{tests}{said}{notes}</rule>'
