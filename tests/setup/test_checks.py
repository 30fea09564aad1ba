"""The checks themselves: a skip that is not allowed, and the closing line."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

TESTS = Path(__file__).resolve().parents[1]
SKIPPING = """
import pytest

@pytest.mark.{marker}
def test_that_skips():
    pytest.skip("the means are missing")

def test_that_may_skip():
    pytest.skip("of its own accord")
"""


@pytest.fixture(scope="module")
def checks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("checks", TESTS / "checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outcome(folder: Path, marker: str, promised: dict[str, str]) -> str:
    """The closing line of a run over one marked and one plain test that both skip."""
    for name in ("conftest.py", "chromium.py", "compiled_once.py", "databases.py"):
        shutil.copy(TESTS / name, folder)
    (folder / "test_it.py").write_text(SKIPPING.format(marker=marker))
    (folder / "pytest.ini").write_text(f"[pytest]\nmarkers = {marker}: needs something\n")
    kept = {
        name: value
        for name, value in os.environ.items()  # noqa: TID251 - handed on to a run of its own
        if not name.startswith(("QADAM_", "PYTEST_"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."],
        cwd=folder,
        env=kept | promised | {"PYTHONPATH": str(TESTS.parent)},
        capture_output=True,
        text=True,
    )
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("marker", "variable"),
    [("browser", "QADAM_REQUIRE_BROWSER"), ("conformance", "QADAM_CONFORMANCE")],
)
def test_a_skip_fails_where_the_machine_promised_the_means(
    tmp_path: Path, marker: str, variable: str
) -> None:
    assert outcome(tmp_path, marker, {variable: "1"}).startswith("1 failed, 1 skipped")


@pytest.mark.slow
def test_a_skip_is_allowed_where_nothing_was_promised(tmp_path: Path) -> None:
    assert outcome(tmp_path, "browser", {}).startswith("2 skipped")


@pytest.mark.parametrize(
    ("word", "figure"), [("passed", 976), ("failed", 37), ("error", 2), ("skipped", 0)]
)
def test_figures_are_read_from_the_closing_line(checks: ModuleType, word: str, figure: int) -> None:
    closing = "===== 37 failed, 976 passed, 33 deselected, 2 errors in 36.74s ====="

    assert checks.count(closing, word) == figure


def test_no_two_modules_of_tests_share_a_name() -> None:
    # Rooms of tests are no packages, so a name that stands twice stops the whole run.
    names = Counter(path.name for path in TESTS.rglob("test_*.py"))

    assert [name for name, count in names.items() if count > 1] == []
