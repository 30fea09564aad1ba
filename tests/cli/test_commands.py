"""The command line as such: help, unknown commands, and one line for whatever stands in the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from command_line import Run

from app.cli.commands import COMMANDS

LOOKING = [("doctor",), ("audit", "verify"), ("user", "list"), ("deploy", "SERVICE"), ("web",)]


@pytest.mark.parametrize("name", ["help", "--help", "-h"])
def test_help_tells_every_command(run: Run, name: str) -> None:
    said = run(name)

    assert said.status == 0
    assert all(f"run.py {command}" in said.out for command in (*COMMANDS, "test"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_module(name: str) -> None:
    assert callable(import_module(f"app.cli.{COMMANDS[name][0]}").main)


def test_an_unknown_command_is_told_where_the_list_is(run: Run) -> None:
    said = run("deplyo")

    assert said.status == 2
    assert said.err == "There is no command 'deplyo'. `python3 run.py help` lists them.\n"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "0", "QADAM_PORT has to be a number from 1 to 65535, not '0'."),
        ("PORT", "٨٠٠٠", "QADAM_PORT has to be a number"),
        ("PATIENCE_SECONDS", "soon", "QADAM_PATIENCE_SECONDS has to be a number"),
        ("DEMO", "yes", "QADAM_DEMO has to be 0 or 1, not 'yes'."),
        ("DEMO", "0", "Set QADAM_SECRET, QADAM_DATABASE, QADAM_GBDFL_URL"),
        ("HTTPS", "on", "QADAM_HTTPS has to be 0 or 1"),
        ("HOST", "0.0.0.0", "The demo answers on this machine only"),  # noqa: S104 - to be refused
        ("DATABASE", "mysql://qadam:word@db/qadam", "QADAM_DATABASE has to be sqlite:///PATH"),
        ("GBDFL_URL", "gbdfl.example", "QADAM_GBDFL_URL has to begin with http"),
        ("GBDFL_URL", "http://gbdfl.example", "Set QADAM_GBDFL_TOKEN, too"),
        ("SMTP_FROM", "qadam@office.kz", "QADAM_SMTP_FROM without QADAM_SMTP_HOST says nothing."),
        ("SMTP_HOST", "mail.office.kz", "QADAM_SMTP_FROM has to be the address that notices come"),
        ("PROT", "8001", "There is no setting QADAM_PROT: is it misspelt?"),
    ],
)
def test_an_unfit_setting_is_told_in_one_line(
    run: Run, var: Path, name: str, value: str, words: str
) -> None:
    said = run("start", **{name: value})

    assert said.status == 1
    assert words in said.err
    assert said.err.count("\n") == 1
    assert "word@" not in said.err
    assert list(var.iterdir()) == []


@pytest.mark.parametrize("command", LOOKING, ids=" ".join)
def test_a_look_at_an_installation_makes_no_database(
    run: Run, var: Path, service: Path, command: tuple[str, ...]
) -> None:
    said = run(*(str(service) if word == "SERVICE" else word for word in command))

    assert said.status == 1
    assert "There is no database yet" in said.out + said.err
    assert not (var / "qadam.db").exists()


@pytest.mark.parametrize("command", [*LOOKING, ("migrate",)], ids=" ".join)
def test_a_database_of_a_newer_version_is_told_in_one_line(
    run: Run, database: Path, service: Path, command: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(database)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()

    said = run(*(str(service) if word == "SERVICE" else word for word in command))

    assert said.status == 1
    assert "schema 9999" in said.out + said.err
    assert said.err.count("\n") <= 1


def test_a_file_that_is_no_database_is_told_in_one_line(run: Run, var: Path) -> None:
    (var / "qadam.db").write_text("a letter that somebody saved in the wrong place\n" * 20)

    said = run("migrate")

    assert said.status == 1
    assert said.err == "The database cannot be used: it is no SQLite database\n"


def test_a_database_that_does_not_answer_is_told_without_its_password(run: Run, var: Path) -> None:
    said = run("migrate", DATABASE="postgresql+psycopg://qadam:word@127.0.0.1:9/qadam")

    assert said.status == 1
    assert said.err.startswith("The database cannot be reached: ")
    assert said.err.count("\n") == 1
    assert "word" not in said.err


def test_migrate_fills_the_calendar_once(run: Run, var: Path) -> None:
    (var / "qadam.db").touch()

    first, second = run("migrate"), run("migrate")

    assert (first.status, second.status) == (0, 0)
    assert "The database is up to date now.\nThe calendar was filled: " in first.out
    assert second.out == "The database was up to date.\n"


def test_the_demo_is_not_migrated_into_being(run: Run, var: Path) -> None:
    said = run("migrate")

    assert said.status == 1
    assert "`python3 run.py` makes the demo's" in said.err
    assert not (var / "qadam.db").exists()
