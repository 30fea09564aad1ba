"""`python3 run.py tck FOLDER`: decision models against the DMN TCK test files beside them."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from app.cli.problems import one_line


def main(arguments: list[str]) -> int:
    """0: every case passed. 1: one did not. 2: there is nothing to run."""
    parser = argparse.ArgumentParser(prog="run.py tck", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true", help="print one object")
    chosen = parser.parse_args(arguments)
    if not chosen.folder.is_dir():
        return one_line(f"There is no folder {chosen.folder}.", 2)

    from app.clock import SystemClock
    from app.decisions.judging import NoModels, judge

    try:
        verdict = judge(chosen.folder, SystemClock().now())
    except NoModels as error:
        return one_line(f"{error}.", 2)
    if chosen.json:
        print(json.dumps(asdict(verdict), ensure_ascii=False, indent=1))
    else:
        for one in verdict.failed:
            print(f"{one.file}: {one.case} {one.node}: expected {one.expected}, found {one.found}")
        print(f"{verdict.passed} of {verdict.cases} cases passed")
    return 1 if verdict.failed else 0
