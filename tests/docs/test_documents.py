"""The documents say what is there: commands, settings, files, links."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from app.cli.commands import COMMANDS
from app.domain.iin import Iin
from app.settings import ADDRESSES, INBOUND, OF_TESTS, VARIABLES
from app.storage.columns import Base

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    path
    for folder in (".", "docs", "docs/adr", "processes/*", "app/feel")
    for path in ROOT.glob(f"{folder}/*.md")
)
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
LITERAL = re.compile(r"`([^`\s]+)`")
OF_SET_UP = {"test", "help"}
"""What run.py and the list of commands answer themselves."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_local_link_resolves(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in local if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_command_that_is_named_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")

    told = set(re.findall(r"run\.py +([a-z][a-z-]*)\b(?!\))", text))

    assert told - set(COMMANDS) - OF_SET_UP - {"or", "and"} == set()


def test_the_readme_tells_every_command() -> None:
    told = set(re.findall(r"`python3 run\.py ([a-z]+)", README))

    assert told >= set(COMMANDS) - {"start"}


def test_every_path_in_the_readme_is_there() -> None:
    paths = re.findall(
        r"`((?:app|docs|handlers|processes|migrations|tests)(?:/[\w.-]+)*/?(?:\.\w+)?)`", README
    )

    assert len(paths) > 20
    built = "app/web/static/build"
    assert [
        path for path in paths if not path.startswith(built) and not (ROOT / path).exists()
    ] == []


def test_every_setting_is_in_the_operations_page_and_no_other() -> None:
    rows = [line for line in OPERATIONS.splitlines() if line.startswith("| `QADAM_")]
    told = {name for row in rows for name in re.findall(r"`(QADAM_\w+)`", row.split("|")[1])}

    assert told == set(VARIABLES)


def test_settings_reads_nothing_that_it_does_not_list() -> None:
    source = (ROOT / "app" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"(QADAM_[A-Z]+(?:_[A-Z]+)*)"', source))

    # Those of the state systems are made of the systems' codes.
    assert read == {*VARIABLES, *OF_TESTS} - {*ADDRESSES, *INBOUND}


def test_the_list_of_offices_in_the_operations_page_is_accepted() -> None:
    from app.bootstrap import read_yaml
    from app.domain.office_list import read_offices

    (example,) = re.findall(r"```yaml\n(.*?)```", OPERATIONS, re.DOTALL)

    assert [office.id for office in read_offices(read_yaml(example.encode()))] == [
        "astana",
        "astana-esil",
    ]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_page_on_the_architecture_names_the_rooms_and_tables_that_are_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = {room.strip() for layer in layers for room in layer.split("|")}
    outside_of_rooms = {"app.settings", "app.clock", "app.safe_xml", "app.safe_yaml"}

    assert {room for room in rooms - outside_of_rooms if room not in page} == set()
    stored = page.partition("## What is stored")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.*?) \|", stored, re.M)
    told = {name for cell in cells for name in LITERAL.findall(cell)}
    assert told
    assert told <= set(Base.metadata.tables)
    files = [one for one in LITERAL.findall(page) if re.fullmatch(r"(app|docs)/[\w/]+\.py", one)]
    assert files
    assert [one for one in files if not (ROOT / one).is_file()] == []


def test_the_iin_in_the_operations_page_is_one_that_is_accepted() -> None:
    (example,) = re.findall(r"user iin \w+ (\d{12})", OPERATIONS)

    assert str(Iin.parse(example)) == example
