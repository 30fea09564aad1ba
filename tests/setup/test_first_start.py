"""The first start: what run.py says and does before anything is installed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "run.py"


def test_an_old_python_can_parse_run_py() -> None:
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 4))


@pytest.mark.parametrize("version", ["(3, 6, 8)", "(3, 10, 12)", "(3, 15, 0)"])
def test_another_python_gets_one_line_with_the_way_out(version: str) -> None:
    pretend = f"import sys, runpy; sys.version_info = {version}; runpy.run_path({str(RUN)!r})"

    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs Python 3.11 to 3.14" in done.stderr
