"""Files made to break a reader end in findings, within two seconds and 200 MB."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hostile_files import BPMN, FORMS

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 2.0
"""Of processor time, which other programs on the machine do not stretch."""
PACE = 0.075
"""Seconds in which the machine of that bound squares a million numbers; slower ones get longer."""
MOST_MEGABYTES = 200.0


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, Any]]:
    """What became of each file, in a process whose memory nobody else has stretched."""
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    command = [sys.executable, str(Path(__file__).with_name("hostile_files.py"))]
    done = subprocess.run(
        command, env={"PYTHONPATH": path}, capture_output=True, text=True, timeout=120, check=True
    )
    return {one["name"]: one for one in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", [*BPMN, *FORMS])
def test_a_hostile_file_is_findings_and_costs_little(
    told: dict[str, dict[str, Any]], name: str
) -> None:
    found = told[name]
    assert found["rules"]
    assert found["seconds"] <= MOST_SECONDS * max(1.0, told["pace"]["seconds"] / PACE)
    assert found["megabytes"] <= MOST_MEGABYTES
