"""What a person keeps of the list: filters under a name, shared ones, columns and order."""

import re

import pytest
from desk_world import CLERK, HERE, SPECIALIST, DeskWorld

HEAD = "bauyrzhan"
LATE = {"f.list": "all", "f.due": "overdue", "f.order": "applicant"}


def test_a_filter_is_kept_under_a_name_and_found_again(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    page = visitor.get("/tasks?list=all&due=overdue&order=applicant").text
    assert 'name="f.due" value="overdue"' in page
    saved = visitor.post("/tasks/filters", {"name": "Кешіккендер", **LATE})
    assert saved.location.endswith("/tasks?list=all&due=overdue&order=applicant")
    page = visitor.get("/tasks").text
    assert 'href="/tasks?list=all&amp;due=overdue&amp;order=applicant"' in page
    assert "Кешіккендер" in page
    assert "Кешіккендер" not in world.visitor(SPECIALIST).get("/tasks").text
    found = re.search(r'action="(/tasks/filters/[^"]+/delete)"', page)
    assert found is not None
    visitor.post(found[1], {})
    assert "Кешіккендер" not in visitor.get("/tasks").text


def test_heads_share_a_filter_with_a_group_of_their_office(world: DeskWorld) -> None:
    head = world.visitor(HEAD)
    head.get("/tasks")
    head.post("/tasks/filters", {"name": "Ортақ", "shared": f"clerk@{HERE}", **LATE})
    assert "Ортақ" in world.visitor(CLERK).get("/tasks").text
    assert "Ортақ" not in world.visitor(SPECIALIST).get("/tasks").text
    assert "Ортақ" not in world.visitor("timur").get("/tasks").text
    clerk = world.visitor(CLERK)
    clerk.get("/tasks")
    refused = clerk.post("/tasks/filters", {"name": "Жоқ", "shared": f"head@{HERE}", **LATE})
    assert refused.status_code == 403


def test_a_filter_without_a_name_is_refused_in_words(world: DeskWorld) -> None:
    visitor = world.visitor(CLERK)
    visitor.get("/tasks")
    answer = visitor.post("/tasks/filters", {"name": " ", **LATE})
    assert "Дайте отбору название" in visitor.get(answer.location).text


@pytest.mark.parametrize("typed", ["850101400123", "калиева 850101", "8501014"])
def test_a_filter_that_looks_for_an_iin_is_refused_in_words(world: DeskWorld, typed: str) -> None:
    visitor = world.visitor(CLERK)
    visitor.get("/tasks")
    sent = {"name": "Бір адам", **LATE, "f.text": typed}
    answer = visitor.post("/tasks/filters", sent)
    page = visitor.get(answer.location).text
    assert "В отборе ИИН не сохраняется" in page
    assert "Бір адам" not in page


def test_columns_and_order_stay_as_the_person_keeps_them(world: DeskWorld) -> None:
    world.register()
    visitor = world.visitor(CLERK)
    visitor.get("/tasks")
    visitor.post("/tasks/columns", {"columns": ["received", "office"], "order": "received"})
    page = visitor.get("/tasks?list=groups").text
    assert 'class="is-received"' in page
    assert 'class="is-office"' in page
    assert 'class="is-case-term"' not in page
    assert '<option value="received" selected>' in page
    other = world.visitor(SPECIALIST).get("/tasks?list=all").text
    assert 'class="is-case-term"' in other
    assert 'class="is-received"' not in other
