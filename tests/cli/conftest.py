"""The command line in this process, over a database of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import SERVICE, SMALL_SERVICE, Run, Said
from databases import FreshUrl
from sqlalchemy import make_url

from app.cli.__main__ import main
from app.settings import index_key, read_settings
from app.storage import open_storage


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; keyword arguments are settings without their `QADAM_`."""
    # The logs of a command line go to its standard error; a test keeps pytest's own.
    monkeypatch.setattr("app.cli.__main__.set_up_logs", lambda: None)

    def run(*arguments: str, **settings: str) -> Said:
        for name, value in settings.items():
            monkeypatch.setenv(f"QADAM_{name}", value)
        capsys.readouterr()
        try:
            status = main(list(arguments))
        except SystemExit as usage:  # argparse ends so
            status = int(usage.code or 0)
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installation that has no database yet."""
    monkeypatch.setenv("QADAM_VAR", str(tmp_path))
    return tmp_path


@pytest.fixture
def database(var: Path, fresh_urls: dict[str, FreshUrl]) -> Path:
    """An empty database with the newest schema."""
    path = var / "qadam.db"
    shutil.copyfile(str(make_url(fresh_urls["sqlite"]()).database), path)
    # Under the key of this installation.
    storage = open_storage(f"sqlite:///{path}", index_key=index_key(read_settings()))
    storage.migrate()
    storage.close()
    return path


@pytest.fixture
def service(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of a small service, to be changed at will."""
    copy = tmp_path_factory.mktemp("processes") / SERVICE.name
    shutil.copytree(SMALL_SERVICE, copy)
    return copy
