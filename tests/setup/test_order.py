"""Order in the code: rooms stay short, nothing is asserted in passing, no error is swallowed."""

import ast
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Untidy:
    """What every module was looked through for, by where it stands."""

    long_functions: dict[str, int] = field(default_factory=dict)
    assertions: list[str] = field(default_factory=list)
    swallowed: list[str] = field(default_factory=list)

    def look_at(self, path: Path, node: ast.AST) -> None:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() if node.end_lineno is not None:
                lines = node.end_lineno - node.lineno + 1
                if lines > MOST_LINES_OF_A_FUNCTION:
                    self.long_functions[f"{told(path, node)} {node.name}"] = lines
            case ast.Assert():
                self.assertions.append(told(path, node))
            case ast.ExceptHandler():
                if all(isinstance(statement, ast.Pass) for statement in node.body):
                    self.swallowed.append(told(path, node))


@pytest.fixture(scope="module")
def untidy() -> Untidy:
    """Parsed once: it takes longer than all else here."""
    found = Untidy()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found.look_at(path, node)
    return found


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


def test_no_function_is_longer_than_a_screen(untidy: Untidy) -> None:
    assert untidy.long_functions == {}


def test_product_code_asserts_nothing(untidy: Untidy) -> None:
    # `python -O` drops an assertion: what must hold is refused by an error of its own.
    assert untidy.assertions == []


def test_no_error_is_swallowed(untidy: Untidy) -> None:
    assert untidy.swallowed == []


def test_no_line_is_left_out_of_the_coverage() -> None:
    mark = "pragma: " + "no cover"
    found = [
        str(path.relative_to(HERE)) for path in MODULES if mark in path.read_text(encoding="utf-8")
    ]
    assert found == []
