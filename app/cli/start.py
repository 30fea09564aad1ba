"""`python3 run.py`: everything in one process, on this machine."""

import gc
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from app.cli.database import is_missing
from app.cli.listening import STOP_PATIENCE, address, held_port, make_server, until_stopped
from app.cli.problems import CannotGoOn, one_line
from app.clock import SystemClock
from app.settings import Settings, read_settings

if TYPE_CHECKING:
    from app.bootstrap.serving import Served

LEAST_DISK = 200 * 1024 * 1024
"""Bytes that the database, its log and uploads want at least."""


def main(arguments: list[str]) -> int:
    """0: stopped by Ctrl+C or SIGTERM. 1: something keeps it from starting, told in one line."""
    if arguments:
        return one_line("`python3 run.py start` takes no arguments.", 2)
    begun = time.perf_counter()
    settings = read_settings()
    _demand_place(settings)
    with held_port(settings) as listening:
        try:
            served = _made_ready(settings)
        except KeyboardInterrupt:
            return one_line("Interrupted; the next start makes what is missing.", 130)
        server = make_server(served.wsgi, listening)
        served.start()
        took = time.perf_counter() - begun
        until_stopped(server, f"Qadam is at {address(settings)} ({took:.1f} s). Stop with Ctrl+C.")
        served.stop(patience=STOP_PATIENCE)
    return 0


def _demand_place(settings: Settings) -> None:
    settings.var.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(settings.var).free < LEAST_DISK:
        raise CannotGoOn(f"Less than 200 MB are free where {settings.var} lies: make room first.")
    if not (settings.static / "build" / "manifest.json").exists():
        raise CannotGoOn("The front end is not built: start with `python3 run.py`.")


def _say(words: str) -> None:
    print(words, flush=True)


def _made_ready(settings: Settings) -> "Served":
    """Bring database and processes up; in the demo fill the database once."""
    now = SystemClock().now()
    if settings.demo and is_missing(settings):
        from app.bootstrap.demo import make_demo

        _say("Making the demo: offices, people, cases")
        make_demo(settings, now, _say)

    with _collecting_later():
        return _served(settings, now)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """What a start makes stays for good: to look through it for garbage takes a tenth longer."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _served(settings: Settings, now: datetime) -> "Served":
    """Open the database, and deploy what has changed."""
    from app.bootstrap.deployments import deploy_folder, service_folders
    from app.bootstrap.foundations import fill_calendar
    from app.bootstrap.serving import serve_all
    from app.usecases.deploy_service import DeploymentRefused, PublishedAbove

    served = serve_all(settings)
    served.qadam.storage.migrate()
    fill_calendar(served.qadam.storage, now)
    for folder in service_folders(settings.processes):
        try:
            deployed = deploy_folder(served.qadam, folder, "system")
        except DeploymentRefused as refused:
            _say(f"{folder.name} stays at its version: {len(refused.findings)} findings,")
            _say(f"  python3 run.py lint processes/{folder.name} shows them")
            continue
        except PublishedAbove:
            _say(f"{folder.name} stays as it was published in the designer;")
            _say(f"  python3 run.py deploy --over processes/{folder.name} replaces it")
            continue
        if deployed.is_new:
            _say(f"{deployed.key}: version {deployed.version} deployed")
    return served
