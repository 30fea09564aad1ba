"""A start of the whole product as a process of its own, and what comes of an interrupted one."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
STOP_WITHIN = 60
"""Seconds; only so that a defect ends the test."""

needs_front_end = pytest.mark.skipif(
    not (ROOT / "app" / "web" / "static" / "build" / "manifest.json").exists(),
    reason="the front end is not built here: `python3 run.py test` builds it",
)
pytestmark = [pytest.mark.slow, needs_front_end]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Started:
    """A running product and the lines it has said so far."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port
        self.lines: list[str] = []

    def wait_for(self, words: str) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if words in line:
                return
        raise AssertionError(f"{words!r} was never said: {''.join(self.lines)}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        rest, _ = self.process.communicate(timeout=STOP_WITHIN)
        self.lines.append(rest)
        return self.process.returncode

    @property
    def said(self) -> str:
        return "".join(self.lines)


@contextmanager
def start(var: Path, port: int | None = None) -> Iterator[Started]:
    chosen = port or free_port()
    kept = {
        name: value
        for name, value in os.environ.items()  # noqa: TID251 - handed on to a start of its own
        if not name.startswith("QADAM_")
    }
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "app.cli"],
        cwd=ROOT,
        env=kept | {"QADAM_VAR": str(var), "QADAM_PORT": str(chosen)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    started = Started(process, chosen)
    try:
        yield started
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def deployments(var: Path) -> int:
    with closing(sqlite3.connect(var / "qadam.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM process_version").fetchone()
    return int(count)


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of an installation that was started once and stopped by Ctrl+C."""
    folder = tmp_path_factory.mktemp("var")
    with start(folder) as first:
        first.wait_for("Qadam is at")
        with urlopen(f"http://127.0.0.1:{first.port}/", timeout=STOP_WITHIN) as answer:
            page = answer.read().decode()
        status = first.stop()
    assert "Making the demo" in first.said
    assert "Traceback" not in first.said
    assert status == 0
    assert 'lang="kk"' in page
    assert "Жанар Оспанова" in page
    return folder


def test_a_second_start_makes_no_demo_and_deploys_nothing(var: Path) -> None:
    before = deployments(var)

    with start(var) as second:
        second.wait_for("Qadam is at")
        assert second.stop() == 0

    assert re.fullmatch(r"Qadam is at \S+ \([\d.]+ s\)\. Stop with Ctrl\+C\.\s*", second.said)
    assert deployments(var) == before == len(list(ROOT.glob("processes/*/service.yaml")))


def test_a_start_ends_cleanly_when_the_system_asks_it_to(var: Path) -> None:
    with start(var) as started:
        started.wait_for("Qadam is at")

        assert started.stop(signal.SIGTERM) == 0

    assert "Traceback" not in started.said


def test_a_taken_port_is_told_in_one_line(var: Path) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with start(var, port) as started:
            started.wait_for("taken")
            status = started.process.wait(timeout=STOP_WITHIN)

    assert status == 1
    assert len(started.lines) == 1
    assert f"Port {port} is taken" in started.said


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_demo_is_made_anew_by_the_next_start(
    tmp_path: Path, how: signal.Signals
) -> None:
    with start(tmp_path) as first:
        first.wait_for("demo cases 10 /")
        first.stop(how)
    assert not (tmp_path / "qadam.db").exists()
    assert "Traceback" not in first.said

    with start(tmp_path) as second:
        second.wait_for("Qadam is at")
        second.stop()

    assert "demo cases 40 / 40" in second.said
    assert (tmp_path / "qadam.db").exists()
    assert list(tmp_path.glob("*.unfinished*")) == []
