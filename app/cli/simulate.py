"""`python3 run.py simulate FILE…`: scenarios in virtual time, as text, JSON or JUnit XML."""

import argparse
import json
import os
from pathlib import Path
from typing import NoReturn

from app.cli.problems import one_line


class _Parser(argparse.ArgumentParser):
    """Exits with 3 on wrong arguments: 2 says that a model was refused."""

    def error(self, message: str) -> NoReturn:
        raise SystemExit(one_line(f"{self.prog}: {message}", 3))


def main(arguments: list[str]) -> int:
    """0: every expectation held. 1: one did not. 2: a model was refused. 3: no usable scenario."""
    parser = _Parser(prog="run.py simulate", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument(
        "--deploy", nargs="+", type=Path, action="extend", default=[], metavar="FOLDER_OR_BPMN"
    )
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--junit", type=Path, metavar="OUT.xml", help="also write JUnit XML")
    parser.add_argument(
        "--restart-everywhere",
        action="store_true",
        help="drop everything in memory at each wait state",
    )
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, metavar="N", help="at most so many"
    )
    chosen = parser.parse_args(arguments)

    from app.bootstrap.simulation import world_of
    from app.simulation.folders import scenario_files
    from app.simulation.junit import write_junit
    from app.simulation.report import as_json, as_text
    from app.simulation.side_by_side import run_side_by_side

    report = run_side_by_side(
        scenario_files(chosen.files),
        chosen.deploy,
        world_of,
        restart_everywhere=chosen.restart_everywhere,
        processes=chosen.processes,
    )
    if chosen.junit:
        write_junit(report, chosen.junit)
    if chosen.json:
        print(json.dumps(as_json(report), ensure_ascii=False, indent=1))
    else:
        print(as_text(report))
    return report.exit_status
