"""The examples of the room's README run, and the room needs nothing of the project."""

import ast
import re
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[2] / "app" / "feel"
EXAMPLES = re.findall(
    r"```python\n(.*?)```", (ROOM / "README.md").read_text(encoding="utf-8"), re.S
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.partition("\n")[0])
def test_an_example_of_the_readme_runs(example: str) -> None:
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102  # what the README shows


def test_there_are_three_examples() -> None:
    assert len(EXAMPLES) == 3


def test_the_room_imports_nothing_of_the_project() -> None:
    imported = {
        name
        for path in ROOM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    own = {name for name in imported if name.split(".")[0] in ("app", "handlers")}

    assert {name for name in own if not name.startswith("app.feel")} == set()
