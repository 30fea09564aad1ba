"""Order in the code: rooms stay short, nothing is asserted in passing, no error is swallowed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
MOST_LINES_OF_A_FUNCTION = 70
MOST_LINES_OF_A_MODULE = 400
HANDED_OUT = "node_modules"

MODULES = sorted(
    path
    for room in ("app", "handlers")
    for path in (HERE / room).rglob("*.py")
    if HANDED_OUT not in path.parts
)


def nodes_of(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def told(path: Path, node: ast.stmt | ast.excepthandler) -> str:
    return f"{path.relative_to(HERE)}:{node.lineno}"


def test_the_product_is_found() -> None:
    assert len(MODULES) > 400


@pytest.mark.parametrize("room", ["app", "handlers"])
def test_no_module_is_longer_than_a_reader_can_hold(room: str) -> None:
    long = {
        str(path.relative_to(HERE)): lines
        for path in MODULES
        if path.is_relative_to(HERE / room)
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES_OF_A_MODULE
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{told(path, node)} {node.name}": lines
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and (lines := node.end_lineno - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_product_code_asserts_nothing() -> None:
    # `python -O` drops an assertion: what must hold is refused by an error of its own.
    found = [
        told(path, node)
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.Assert)
    ]
    assert found == []


def test_no_error_is_swallowed() -> None:
    found = [
        told(path, node)
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.ExceptHandler)
        and all(isinstance(statement, ast.Pass) for statement in node.body)
    ]
    assert found == []


def test_no_line_is_left_out_of_the_coverage() -> None:
    mark = "pragma: " + "no cover"
    found = [
        str(path.relative_to(HERE)) for path in MODULES if mark in path.read_text(encoding="utf-8")
    ]
    assert found == []
