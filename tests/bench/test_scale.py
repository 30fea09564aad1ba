"""The inbox of a whole country in small: believable rows, few statements, one answer per click."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from app.bench import crowd
from app.bench.crowd import PAGES, measure_crowd
from app.bench.material import Bench
from app.bench.population import Population, populate
from app.bench.serving import served
from app.cli import bench as command
from app.clock import SystemClock
from app.domain.iin import Iin
from app.storage import count_statements

TASKS, CASES = 240, 70
MOST_STATEMENTS = {
    **dict.fromkeys(("list", "next-page", "filter"), 6),
    "search": 6,
    "counts": 4,
    "task": 21,
}


@pytest.fixture
def people(bench: Bench) -> Population:
    return populate(bench, SystemClock().now(), TASKS, CASES, lambda _: None)


@pytest.fixture(autouse=True)
def nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "BETWEEN_CLICKS", (0.0, 0.0))


def test_a_made_task_reads_like_any_other(bench: Bench, people: Population) -> None:
    with served(bench.pages) as client:
        client.sign_in(people.country.id)
        listed = client.get("/tasks?list=all")
        found = client.get("/tasks?list=all&text=1000007")
    # With the one that the others were made after.
    assert f'<span class="q-count">{TASKS + 1}</span>' in listed
    assert "1000007" in found
    with bench.storage.begin() as uow:
        case = uow.cases.find("ЖК-2026-1000007") or pytest.fail("no such case")
        tasks = uow.user_tasks.open_of(case.instance_id)
    assert str(Iin.parse(case.applicant.iin)) == case.applicant.iin
    assert 3 <= len(tasks) <= 4
    assert {task.office_id for task in tasks} == {case.office_id}


def test_no_page_sends_more_statements_because_there_are_more_tasks(
    bench: Bench, people: Population
) -> None:
    figures = measure_crowd(bench, people, seconds=0.5)
    with served(bench.pages) as client:
        client.sign_in(people.country.id)
        with count_statements(bench.storage) as statements:
            client.get("/tasks?list=all")
    assert statements.count <= MOST_STATEMENTS["list"]
    assert set(MOST_STATEMENTS) == set(PAGES)
    for figure in figures:
        assert figure.statements <= MOST_STATEMENTS[figure.page], figure
        assert 0 < figure.p50 <= figure.p95


def test_the_command_tells_each_page_by_who_opens_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QADAM_VAR", str(tmp_path))
    wanted = ["inbox-at-scale", "--tasks", "60", "--seconds", "0.5", "--json"]
    assert command.main(wanted) == 0
    pages = json.loads(capsys.readouterr().out)["pages"]
    assert pages
    clicks: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        if page["who"] in ("department", "country"):
            clicks[page["page"]].append(page["clicks"])
    pooled = {page["page"]: page["clicks"] for page in pages if page["who"] == "everybody"}
    assert pooled == {page: sum(some) for page, some in clicks.items()}
    assert not list(tmp_path.glob("bench-*"))
