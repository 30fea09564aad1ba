"""`python3 run.py`: everything in one process, on this machine."""

import shutil
import socket
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from app.cli.problems import one_line
from app.settings import Settings, SettingsMissing, read_settings

LEAST_DISK = 200 * 1024 * 1024
"""Bytes that the database, its log and uploads want at least."""
SQLITE = "sqlite:///"


def main(arguments: list[str]) -> int:
    if arguments:
        return one_line("`python3 run.py start` takes no arguments.")
    try:
        settings = read_settings()
    except SettingsMissing as missing:
        return one_line(str(missing))
    if (problem := _obstacle(settings)) is not None:
        return one_line(problem)
    begun = time.perf_counter()
    try:
        _prepare(settings)
        return _serve(settings, begun)
    except OSError as error:
        return one_line(f"Cannot go on: {error.strerror or error} ({error.filename or 'disk'}).")


def _obstacle(settings: Settings) -> str | None:
    """What keeps the server from starting, in one line."""
    settings.var.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(settings.var).free < LEAST_DISK:
        return f"Less than 200 MB are free where {settings.var} lies: make room first."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return (
                f"Port {settings.port} is taken: stop the program that has it, "
                f"or start with QADAM_PORT={settings.port + 1} python3 run.py"
            )
    return None


def _say(words: str) -> None:
    print(words, flush=True)


def _prepare(settings: Settings) -> None:
    """Bring the database up, and in the demo fill it once."""
    is_file = settings.database.startswith(SQLITE)
    if settings.demo and is_file and not Path(settings.database.removeprefix(SQLITE)).exists():
        from app.bootstrap.demo import make_demo

        _say("Making the demo: offices, people, cases")
        make_demo(settings, datetime.now(UTC), _say)  # noqa: TID251  # the one moment a demo is made at


def _serve(settings: Settings, begun: float) -> int:
    from waitress import create_server

    from app.bootstrap.deployments import deploy_folder, service_folders
    from app.bootstrap.serving import serve_all
    from app.usecases.deploy_service import DeploymentRefused

    served = serve_all(settings)
    served.qadam.storage.migrate()
    for folder in service_folders(settings.processes):
        try:
            deployed = deploy_folder(served.qadam, folder, "system")
        except DeploymentRefused as refused:
            _say(f"{folder.name} stays at its version: {len(refused.findings)} findings,")
            _say(f"  python3 run.py lint processes/{folder.name} shows them")
            continue
        if deployed.is_new:
            _say(f"{deployed.key}: version {deployed.version} deployed")
    server = create_server(
        served.wsgi,
        host=settings.host,
        port=settings.port,
        threads=8,
        ident="Qadam",
        max_request_body_size=64 * 1024 * 1024,
        clear_untrusted_proxy_headers=True,
    )
    served.start()
    _say(f"Qadam is at http://{settings.host}:{settings.port}"
         f" ({time.perf_counter() - begun:.1f} s). Stop with Ctrl+C.")  # fmt: skip
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        served.stop()
        sys.stdout.flush()
    return 0
