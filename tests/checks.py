"""Runs every check and test in one go; `python3 run.py test` ends here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from chromium import find_chromium

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
QUICK = ["-m", "not slow and not browser and not postgresql"]
TOGETHER = ["-n", "2", "--dist", "loadfile"]
"""Two processes, a file of tests each: most tests keep one core busy."""

CHECKS = (
    ("ruff check", [sys.executable, "-m", "ruff", "check"]),
    ("ruff format", [sys.executable, "-m", "ruff", "format", "--check"]),
    ("mypy", [sys.executable, "-m", "mypy"]),
    ("import contracts", [str(TOOLS / "lint-imports")]),
)


def main(args: list[str]) -> int:
    """Run the checks, then pytest with the other arguments; return the first failure's code."""
    quick = "--quick" in args
    rest = [arg for arg in args if arg != "--quick"]
    failed = {name: code for name, command in CHECKS if (code := run(name, command)) != 0}
    tell_what_is_left_out(quick=quick)
    chosen = [*(QUICK if quick else []), *(TOGETHER if quick or not rest else [])]
    code, closing = run_pytest([*chosen, *rest])
    if failed:
        passed = count(closing, "passed") + len(CHECKS) - len(failed)
        broken = count(closing, "failed") + count(closing, "error") + len(failed)
        print(f"Not clean: {', '.join(failed)}")
        print(f"{passed} passed, {broken} failed", flush=True)
    return next(iter(failed.values()), code)


def run(name: str, command: list[str]) -> int:
    """Run one check; its output is shown only when it fails."""
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode != 0:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode


def tell_what_is_left_out(*, quick: bool) -> None:
    """Say plainly which tests will not run here, and why."""
    if quick:
        print("Left out: slow tests, browser tests, PostgreSQL outside of tests/storage (--quick).")
    elif find_chromium() is None:
        print("Left out: browser tests, no Chromium or Chrome is on this machine.")
    if not os.environ.get("QADAM_CONFORMANCE"):
        print("Left out: conformance tests, QADAM_CONFORMANCE does not name the outside material.")
    sys.stdout.flush()


def run_pytest(args: list[str]) -> tuple[int, str]:
    """Run pytest, passing its output on; return its code and its closing line."""
    colour = "--color=yes" if sys.stdout.isatty() else "--color=no"
    command = [sys.executable, "-m", "pytest", colour, *args]
    closing = ""
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as tests:
        for line in tests.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            closing = line if line.strip() else closing
    return tests.returncode, closing


def count(closing: str, word: str) -> int:
    """The figure that stands before `word` in pytest's closing line; 0 if there is none."""
    found = re.search(rf"(\d+) {word}", closing)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
