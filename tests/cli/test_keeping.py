"""Keeping an installation: its people, its audit and its health."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_line import SERVICE, Run
from in_a_thread import running
from waitress.server import create_server

from app.cli.doctor import CHECKS
from app.integrations.passwords import Argon2Passwords
from app.settings import SYSTEMS
from app.stand import create_stand

OFFICES = """
astana:
  name: {kk: Астана қаласының басқармасы, ru: Управление города Астаны, en: Astana administration}
  kind: region
  schedule: CAL-ED-A
astana-esil:
  name: {kk: Есіл ауданының бөлімі, ru: Отдел района Есиль, en: Esil district department}
  kind: department
  schedule: CAL-ED-A
  parent: astana
  kato: "711310000"
"""
PASSWORD = "жеті рет өлшеп бір рет кес"  # noqa: S105 - a proverb


@pytest.fixture
def offices(run: Run, database: Path, var: Path) -> Path:
    """An installation with two offices."""
    file = var / "offices.yaml"
    file.write_text(OFFICES, encoding="utf-8")
    assert run("user", "offices", str(file)).out == "2 offices: done\n"
    return file


def type_password(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: word)


def tamper(database: Path, change: str) -> None:
    """What somebody with the file in their hands can do."""
    with closing(sqlite3.connect(database)) as file:
        triggers = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute(change)
        file.commit()


def test_another_secret_stops_a_command_until_the_index_is_made_anew(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("user", "list").status == 0
    monkeypatch.setenv("QADAM_SECRET", "another secret of this installation")
    monkeypatch.setenv("QADAM_DEMO", "1")

    refused = run("user", "list")
    made = run("migrate")
    again = run("user", "list")

    assert refused.status == 1
    assert "the key of another QADAM_SECRET" in refused.err
    assert "python3 run.py migrate" in refused.err
    assert (made.status, again.status) == (0, 0)


def test_the_first_person_of_an_office_can_sign_in(
    run: Run, offices: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_password(monkeypatch, PASSWORD)

    added = run("user", "add", "Aigul", "Айгүл Серікова", "clerk", "astana-esil")
    changed = run("user", "password", "aigul")
    listed = run("user", "list")

    assert (added.status, changed.status) == (0, 0)
    assert "python3 run.py user password aigul" in added.out
    assert "office astana-esil: Есіл ауданының бөлімі" in listed.out
    assert "aigul: Айгүл Серікова: clerk in astana-esil\n" in listed.out
    with closing(sqlite3.connect(database)) as file:
        (stored,) = file.execute("SELECT password_hash FROM person").fetchone()
    assert Argon2Passwords().matches(PASSWORD, stored)


def test_a_repeated_grant_changes_nothing_and_another_is_added(run: Run, offices: Path) -> None:
    for role in ("clerk", "clerk", "specialist"):
        assert run("user", "add", "aigul", "Айгүл Серікова", role, "astana-esil").status == 0

    listed = run("user", "list")

    assert "clerk in astana-esil, specialist in astana-esil\n" in listed.out
    assert run("audit", "verify").out == "2 chains, 3 rows: all sound\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "aigul", "Айгүл Серікова", "clerk", "mars"), "There is no office mars: astana"),
        (("password", "nobody"), "There is no person nobody."),
    ],
)
def test_what_nobody_knows_is_refused_in_one_line(
    run: Run,
    offices: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    type_password(monkeypatch, PASSWORD)

    said = run("user", *arguments)

    assert said.status == 1
    assert said.err.startswith(words)
    assert said.err.count("\n") == 1


def test_a_short_password_is_refused(
    run: Run, offices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("user", "add", "aigul", "Айгүл Серікова", "clerk", "astana-esil")
    type_password(monkeypatch, "қысқа")

    said = run("user", "password", "aigul")

    assert (said.status, said.err) == (1, "A password has at least 12 characters.\n")


def test_the_iin_of_a_person_is_kept_for_their_signatures(
    run: Run, offices: Path, database: Path
) -> None:
    run("user", "add", "aigul", "Айгүл Серікова", "clerk", "astana-esil")

    assert run("user", "iin", "aigul", "580412400174").out == "aigul: done\n"
    wrong = run("user", "iin", "aigul", "580412400175")
    nobody = run("user", "iin", "nobody", "580412400174")

    assert (wrong.status, nobody.status) == (1, 1)
    assert "control digit" in wrong.err
    with closing(sqlite3.connect(database)) as file:
        kept = file.execute("SELECT iin FROM person WHERE id = 'aigul'").fetchone()
    assert kept == ("580412400174",)


def test_every_mistake_in_a_list_of_offices_is_named(run: Run, database: Path, var: Path) -> None:
    file = var / "offices.yaml"
    file.write_text("esil: {kind: department, schedule: SOMETIMES, parent: mars, floor: 3}")

    said = run("user", "offices", str(file))

    assert said.status == 1
    for place in ("esil.name: missing", "esil.schedule", "esil.parent", "esil.floor: unknown key"):
        assert place in said.err


def test_user_without_a_deed_tells_its_usage(run: Run) -> None:
    assert run("user").status == 2


def test_a_sound_audit_is_told_with_its_size(run: Run, offices: Path) -> None:
    said = run("audit", "verify")

    assert (said.status, said.out) == (0, "1 chains, 1 rows: all sound\n")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_row SET actor = 'somebody-else' WHERE number = 2",
        "DELETE FROM audit_row WHERE number = 2",
    ],
)
def test_a_row_changed_behind_our_back_is_named(
    run: Run, offices: Path, database: Path, change: str
) -> None:
    for role in ("clerk", "specialist", "head"):
        run("user", "add", "aigul", "Айгүл Серікова", role, "astana-esil")
    tamper(database, change)

    said = run("audit", "verify")

    assert said.status == 1
    assert said.out.startswith("office:astana-esil: row 2: ")
    assert said.err == "1 of 2 chains are broken.\n"


def test_audit_knows_one_deed(run: Run, database: Path) -> None:
    assert run("audit", "mend").status == 2


@pytest.fixture
def healthy(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with a calendar; fonts and front end are looked at by tests of their own."""
    run("migrate")
    for unbuilt in ("front end", "fonts"):
        monkeypatch.setitem(CHECKS, unbuilt, lambda settings: "built")
    return database


def test_the_doctor_finds_a_healthy_installation_well(run: Run, healthy: Path) -> None:
    said = run("doctor")

    assert said.status == 0
    assert [line.split(":")[0] for line in said.out.splitlines()] == [
        f"ok     {name}" for name in CHECKS
    ]


def test_the_doctor_looks_at_the_disk_where_no_folder_has_been_needed_yet(
    run: Run, healthy: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "not" / "made" / "yet"

    said = run(
        "doctor", DATABASE=f"sqlite:///{healthy}", VAR=str(folder), SECRET="s" * 32, DEMO="1"
    )

    assert not folder.exists()

    assert "ok     disk: " in said.out


def test_the_doctor_names_a_tampered_audit_and_goes_on(run: Run, healthy: Path) -> None:
    run("deploy", str(SERVICE))
    tamper(healthy, "UPDATE audit_row SET actor = 'somebody-else'")

    said = run("doctor")

    assert said.status == 1
    assert "WRONG  audit: 1 chains are broken: python3 run.py audit verify" in said.out
    assert said.out.count("WRONG") == 1


def test_the_doctor_tells_of_a_timer_that_nobody_fires(run: Run, healthy: Path) -> None:
    run("deploy", str(SERVICE))
    tamper(
        healthy,
        "INSERT INTO start_timer (process_key, element_id, event, version, office_id, since, round,"
        " due_at) SELECT key, 'monthly', 0, version, 'almaty', '2026-01-01 00:00:00', 1,"
        " '2026-02-01 00:00:00' FROM process_version",
    )

    said = run("doctor")

    assert said.status == 1
    assert "is a scheduler running?" in said.out


def test_the_doctor_asks_every_state_system(run: Run, healthy: Path) -> None:
    tokens = {system: f"{system}-token" for system in SYSTEMS}
    stand = create_stand(clock=lambda: datetime(2026, 11, 20, tzinfo=UTC), tokens=tokens)
    server = create_server(stand, host="127.0.0.1", port=0, threads=2)
    named = {}
    for system in SYSTEMS:
        named[f"{system.upper()}_URL"] = f"http://127.0.0.1:{server.effective_port}"
        named[f"{system.upper()}_TOKEN"] = tokens[system]
    with running(server):
        well = run("doctor", **named)
        stand.control.set_fault("mab", "*", "down-until")
        ill = run("doctor", **(named | {"SMS_TOKEN": "stale"}))
    stand.control.close()

    assert "ok     state systems: all 9 answer" in well.out
    assert (
        "WRONG  state systems: mab: Temporarily out of service; sms: Refused the access key."
        " Look at QADAM_MAB_URL, QADAM_SMS_URL and the tokens beside" in ill.out
    )


def test_the_doctor_misses_a_calendar(run: Run, healthy: Path) -> None:
    tamper(healthy, "DELETE FROM calendar_day")

    said = run("doctor")

    assert said.status == 1
    assert "WRONG  database: the calendar has no holidays for the coming year" in said.out
