"""`run.py bench` as a person or a program calls it."""

import json
from pathlib import Path

import psycopg
import pytest
from databases import FreshUrl

from app.bench import databases
from app.bench import run as bench_run
from app.bench.databases import NotDurable, own_postgresql, postgresql_database
from app.bench.material import Bench
from app.bench.measuring import Rounds
from app.bench.run import Extent, measure
from app.cli import bench as command

TINY = Extent(inbox_tasks=3, rounds=Rounds(measured=1, warm_up=0), old=20)
WORKLOADS = ["start", "complete-user-task", "complete-user-task-http", "inbox-page"]
IN_MEMORY = ["feel-condition", "decision-table-1000", "parse-and-deploy", "step-at-depth"]
KEYS = ["name", "database", "ours", "floor", "ratio", "statements"]


def test_json_has_the_promised_shape_and_says_what_was_skipped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QADAM_VAR", str(tmp_path))
    monkeypatch.setattr(bench_run, "QUICK", TINY)
    monkeypatch.setattr(databases, "has_own_server", lambda: False)
    assert command.main(["--quick", "--json"]) == 0
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert list(told) == ["workloads"]
    assert [workload["name"] for workload in told["workloads"]] == [*WORKLOADS, *IN_MEMORY]
    for workload in told["workloads"]:
        assert list(workload) == KEYS
        in_memory = workload["name"] in IN_MEMORY
        assert workload["database"] == ("memory" if in_memory else "sqlite")
        assert workload["ours"] > 0
        assert workload["floor"] > 0
        assert (workload["statements"] == 0) is in_memory
    assert "PostgreSQL is skipped" in printed.err
    assert not list(tmp_path.glob("bench-*"))


def test_every_workload_runs_on_both_databases(bench: Bench) -> None:
    results = measure(bench, "either", TINY, lambda _: None)
    assert [result.name for result in results] == WORKLOADS


def test_a_server_that_may_lose_commits_is_not_measured(
    monkeypatch: pytest.MonkeyPatch,
    fresh_urls: dict[str, FreshUrl],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("QADAM_VAR", str(tmp_path))
    monkeypatch.setattr(bench_run, "QUICK", TINY)
    url = fresh_urls["postgresql"]()
    assert command.main(["--quick", "--postgres", url]) == 1
    assert "fsync" in capsys.readouterr().err


def test_the_database_of_a_run_is_gone_after_it(
    monkeypatch: pytest.MonkeyPatch, fresh_urls: dict[str, FreshUrl]
) -> None:
    monkeypatch.setattr(databases, "DURABLE", ())
    server = fresh_urls["postgresql"]()
    address = server.replace("+psycopg", "")
    with postgresql_database(server) as url:
        assert url.startswith("postgresql+psycopg://")
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute("CREATE TABLE kept (id integer)")
    with psycopg.connect(address) as connection:
        left = connection.execute(
            "SELECT count(*) FROM pg_database WHERE datname LIKE %s", ("qadam_bench_%",)
        ).fetchone()
    assert left == (0,)


def test_the_server_of_its_own_waits_for_its_disk(tmp_path: Path) -> None:
    with own_postgresql(tmp_path) as url, psycopg.connect(url.replace("+psycopg", "")) as server:
        assert server.execute("SHOW fsync").fetchone() == ("on",)
    assert not list(tmp_path.iterdir())
    assert NotDurable.__doc__
