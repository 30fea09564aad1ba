"""The first start: what run.py says and does before anything is installed."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "run.py"
STEPS = [
    "create_venv",
    "install_packages",
    "install_test_tools",
    "install_modules",
    "build_frontend",
]


class Machine:
    """A checkout in which every step of the set-up only notes that it was done."""

    def __init__(self, root: Path, run: ModuleType) -> None:
        self.root = root
        self.run = run
        self.done: list[str] = []

    def do(self, name: str) -> Callable[[object, str], None]:
        def step(log: object, title: str) -> None:
            self.done.append(name)
            if name == "create_venv":
                python = Path(self.run.PYTHON)
                python.parent.mkdir(parents=True)
                python.touch()
            for folder in (self.run.MODULES, self.run.BUILD):
                Path(folder).mkdir(parents=True, exist_ok=True)

        return step

    def start(self, *, testing: bool = False) -> list[str]:
        self.done = []
        self.run.set_up(testing)
        return self.done


@pytest.fixture
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", RUN)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def machine(run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    locks = ["requirements.txt", "tests/requirements.txt"]
    frontend = ["package-lock.json", ".npmrc", "build.mjs", "css/qadam.css"]
    for name in [*locks, *(f"app/web/frontend/{each}" for each in frontend)]:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    for constant in ("ROOT", "VENV", "FRONTEND", "MODULES", "BUILD", "LOG", "BIN", "PYTHON"):
        moved = tmp_path / Path(getattr(run, constant)).relative_to(ROOT)
        monkeypatch.setattr(run, constant, str(moved))
    machine = Machine(tmp_path, run)
    for step in STEPS:
        monkeypatch.setattr(run, step, machine.do(step))
    return machine


def test_an_old_python_can_parse_run_py() -> None:
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 4))


@pytest.mark.parametrize("version", ["(3, 6, 8)", "(3, 10, 12)", "(3, 15, 0)"])
def test_another_python_gets_one_line_with_the_way_out(version: str) -> None:
    pretend = f"import sys, runpy; sys.version_info = {version}; runpy.run_path({str(RUN)!r})"

    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs Python 3.11 to 3.14" in done.stderr


def test_a_python_without_venv_is_told_which_package_it_lacks(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    with pytest.raises(run.SetupFailed, match="python3-venv"):
        run.create_venv(None, "1/4 .venv")


def test_the_first_start_does_all_steps_and_the_second_none(machine: Machine) -> None:
    first, second = machine.start(), machine.start()

    assert first == ["create_venv", "install_packages", "install_modules", "build_frontend"]
    assert second == []


def test_only_the_tests_need_the_test_tools(machine: Machine) -> None:
    machine.start()

    assert machine.start(testing=True) == ["install_test_tools"]


def test_an_interrupted_set_up_goes_on_with_the_unfinished_step(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(log: object, title: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as half:
        half.setattr(machine.run, "install_packages", interrupted)
        with pytest.raises(KeyboardInterrupt):
            machine.start()

    assert machine.start() == ["install_packages", "install_modules", "build_frontend"]


@pytest.mark.parametrize(
    ("changed", "repeated"),
    [
        ("requirements.txt", ["install_packages"]),
        ("app/web/frontend/css/qadam.css", ["build_frontend"]),
        ("app/web/frontend/package-lock.json", ["install_modules", "build_frontend"]),
    ],
)
def test_what_has_changed_is_done_again_and_nothing_else(
    machine: Machine, changed: str, repeated: list[str]
) -> None:
    machine.start()

    (machine.root / changed).write_text("newer")

    assert machine.start() == repeated


def test_a_second_start_loads_no_tool_of_the_set_up() -> None:
    stamped = (
        "import sys; before = set(sys.modules); sys.argv = ['run.py']; import runpy; "
        f"run = runpy.run_path({str(RUN)!r}); run['fingerprint'](['requirements.txt'], '');"
        "print('subprocess' in set(sys.modules) - before)"
    )

    done = subprocess.run([sys.executable, "-c", stamped], capture_output=True, text=True)

    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("npm error code ENOSPC", "the disk is full"),
        ("WARNING: Retrying ... NewConnectionError('...: [Errno 111]')", "cannot be reached"),
        ("Temporary failure in name resolution", "cannot be reached"),
        ("npm error code ENOTFOUND", "cannot be reached"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "the one we pinned"),
        ("ERROR: No matching distribution found for typst==0.15.0", "not to be had"),
        ("PermissionError: [Errno 13] Permission denied: '/home/x'", "not permitted"),
    ],
)
def test_what_a_tool_says_becomes_one_line_with_the_way_out(
    run: ModuleType, output: str, words: str
) -> None:
    said = run.cause_in(f"Collecting alembic\n{output}\nmore")

    assert words in said
    assert "\n" not in said
