"""What no reviewed tree may hold, whoever reads it."""

import re
from pathlib import Path

import pytest
import reviewed_trees

TREES = sorted(reviewed_trees.FOLDER.iterdir())
CONTROL = re.compile(
    r"\s*- (?:button|link|checkbox|radio|textbox|searchbox|combobox|heading|dialog|table)(?! \")"
)
DESCRIBED = re.compile(r'\s*- \w+ "(?P<name>.+?)"(?: \[[^]]+\])*(?: = .*)? \((?P<description>.+)\)')
HEADING = re.compile(r'\s*- heading ".+" \[level=(?P<level>\d)\]')


@pytest.mark.parametrize("tree", TREES, ids=lambda path: path.stem)
def test_everything_is_named_once_below_headings_in_order(tree: Path) -> None:
    lines = tree.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if CONTROL.match(line)] == []
    described = [found for line in lines if (found := DESCRIBED.match(line))]
    # A tip that is the name itself is told by no reader twice.
    doubled = [one for one in described if one["description"] in one["name"]]
    assert [one[0] for one in doubled if one["description"] != one["name"]] == []
    levels = [int(found["level"]) for line in lines if (found := HEADING.match(line))]
    is_window = any(line.startswith("- dialog ") for line in lines)
    assert [
        (above, below)
        for above, below in zip([int(is_window), *levels], levels, strict=False)
        if below > above + 1
    ] == []
