"""`python3 run.py lint PATH…`: the findings that a deployment would have, as text or JSON."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from app.cli.problems import one_line


def main(arguments: list[str]) -> int:
    """0: no findings. 1: findings. 2: nothing to lint."""
    parser = argparse.ArgumentParser(prog="run.py lint", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--json", action="store_true", help="print one object")
    parser.add_argument("--lang", choices=("kk", "ru", "en"), default="en")
    chosen = parser.parse_args(arguments)
    missing = [path for path in chosen.paths if not path.exists()]
    if missing:
        return one_line(f"There is no {missing[0]}.", 2)

    from app.bootstrap.checking import check

    findings = [
        (root, finding) for root, files in _units(chosen.paths) for finding in check(root, files)
    ]
    if chosen.json:
        told = [
            {
                "file": str(root / finding.file) if root.is_dir() else finding.file,
                "line": finding.line,
                "element": finding.element,
                "name": finding.element_name.kk,
                "rule": finding.rule,
                "severity": finding.severity,
                "message": {lang: finding.message.in_language(lang) for lang in ("kk", "ru", "en")},
            }
            for root, finding in findings
        ]
        print(json.dumps({"findings": told}, ensure_ascii=False, indent=1))
    else:
        for root, f in findings:
            where = f"{root.name}/{f.file}" if root.is_dir() else f.file
            name = f.element_name.in_language(chosen.lang)
            element = f" {f.element}" + (f" «{name}»" if name else "")
            words = f"[{f.rule}, {f.severity}] {f.message.in_language(chosen.lang)}"
            print(f"{where}:{f.line}:{element} {words}")
        print(f"{len(findings)} findings" if findings else "No findings.")
    return 1 if findings else 0


def _units(paths: list[Path]) -> Iterator[tuple[Path, list[Path]]]:
    """Each service folder as a whole, each stray file alone."""
    for path in paths:
        if path.is_file():
            yield path, [path]
        elif (path / "service.yaml").exists() or not list(path.glob("*/service.yaml")):
            yield path, []
        else:
            for standard in sorted(path.glob("*/service.yaml")):
                yield standard.parent, []
