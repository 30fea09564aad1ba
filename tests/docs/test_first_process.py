"""What docs/first-process.md tells a designer to type is true."""

import json
import re
from pathlib import Path

import pytest

from app.cli.__main__ import main

DOCUMENT = Path(__file__).parents[2] / "docs" / "first-process.md"
FILE = re.compile(r"`lost-card/([\w./-]+)`(?:(?!`lost-card/)(?!```).)*```\w+\n(.*?)```", re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the document, saved as it says."""
    for path, content in FILE.findall(DOCUMENT.read_text(encoding="utf-8")):
        saved = tmp_path / "lost-card" / path
        saved.parent.mkdir(parents=True, exist_ok=True)
        saved.write_text(content, encoding="utf-8")
    return tmp_path / "lost-card"


def simulated(capsys: pytest.CaptureFixture[str], folder: Path, *names: str) -> tuple[int, str]:
    files = [str(folder / "scenarios" / name) for name in names]
    code = main(["simulate", *files, "--deploy", str(folder)])
    return code, capsys.readouterr().out


def test_the_files_are_all_there(folder: Path) -> None:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert found == {
        "lost-card.bpmn",
        "forms/check-identity.form",
        "scenarios/replaced.yaml",
        "scenarios/refused.yaml",
    }


def test_one_scenario_leaves_an_end_open_and_two_pass_all(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = simulated(capsys, folder, "replaced.yaml")
    assert code == 0
    assert "no scenario passes the elements request_refused" in told

    code, told = simulated(capsys, folder, "replaced.yaml", "refused.yaml")
    assert code == 0
    assert "lost-card: every element and sequence flow was passed" in told


def test_a_wrong_answer_is_told_with_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = folder / "scenarios" / "refused.yaml"
    changed = refused.read_text(encoding="utf-8").replace('"no"', '"yes"')
    refused.write_text(changed, encoding="utf-8")

    code, told = simulated(capsys, folder, "refused.yaml")

    assert code == 1
    assert "card_replaced" in told
    assert "refused.yaml:9" in told


def test_the_linter_asks_for_what_a_service_needs_and_nothing_that_stops_the_engine(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["lint", "--json", str(folder)])
    findings = json.loads(capsys.readouterr().out)["findings"]

    rules = {finding["rule"] for finding in findings}
    assert rules == {"missing-text", "norm-missing", "missing-drawing"}
