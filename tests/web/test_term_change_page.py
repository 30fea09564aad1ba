"""Suspending, resuming and extending a term from the case page, without script."""

import re

import pytest
from desk_world import CLERK, SUPERVISOR, DeskWorld, Visitor, as_form

from app.domain.identity import CaseNumber

SUSPENDED = as_form(
    {
        "change": "suspend",
        "first": "23.12.2026",
        "last": "25.12.2026",
        "reason": "Тыңдау өтініш берушінің сұрауымен шегерілді",
        "norm": "ӘРПК, 73-бап",
    }
)


@pytest.fixture
def number(world: DeskWorld) -> str:
    return world.register().case.number


@pytest.fixture
def supervisor(world: DeskWorld, number: str) -> Visitor:
    visitor = world.visitor(SUPERVISOR)
    visitor.get(f"/cases/{number}/term")
    return visitor


def test_a_change_is_shown_before_it_is_made(
    world: DeskWorld, supervisor: Visitor, number: str
) -> None:
    shown = supervisor.press(f"/cases/{number}/term", **SUSPENDED)

    assert shown.status_code == 200
    days = re.findall(r"<dd>(?:<strong>)?([^<]*2027[^<]*)", shown.text)
    assert [day.replace("\u00a0", " ") for day in days] == ["8 января 2027 г.", "13 января 2027 г."]
    assert world.world.case(CaseNumber(number)).case.term_changes == ()


def test_only_a_suspended_term_can_be_let_run_on(supervisor: Visitor, number: str) -> None:
    path = f"/cases/{number}/term"
    assert "Возобновить срок" not in supervisor.get(path).text

    supervisor.press(path, confirmed="yes", **SUSPENDED)

    assert "Возобновить срок" in supervisor.get(path).text


def test_a_confirmed_change_moves_the_term_and_says_why(supervisor: Visitor, number: str) -> None:
    done = supervisor.press(f"/cases/{number}/term", confirmed="yes", **SUSPENDED)

    assert done.status_code == 303
    page = supervisor.get(done.location).text.replace("\u00a0", " ").replace("\u2060", "")
    assert "Первоначальный последний день 8 января 2027 г." in page
    assert "Тыңдау өтініш берушінің сұрауымен шегерілді (ӘРПК, 73-бап)" in page
    assert "Срок приостановлен, новый последний день 13 января 2027 г." in page


@pytest.mark.parametrize(
    ("days", "told"),
    [(2, "Срок приостановлен"), (21, "10-й день из 10"), (40, "срок 10 дн. истёк")],
)
def test_the_inbox_counts_by_the_changed_term(
    world: DeskWorld, supervisor: Visitor, number: str, days: int, told: str
) -> None:
    for_two_days = {**SUSPENDED, **as_form({"first": "24.12.2026"})}
    supervisor.press(f"/cases/{number}/term", confirmed="yes", **for_two_days)
    world.pass_time(days=days)

    page = world.visitor(CLERK).get("/tasks?list=groups").text

    assert f'<span class="q-case-term">{told}' in page.replace("\u00a0", " ").replace("\u2060", "")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"reason": ""}, "Укажите причину"),
        ({"norm": ""}, "Укажите норму"),
        ({"first": "25.12.2026", "last": "23.12.2026"}, "Так изменить срок нельзя"),
        ({"change": "resume", "on": "24.12.2026"}, "Этот срок не приостановлен"),
        ({"change": "extend", "amount": "1,5"}, "Укажите целое число дней"),
        ({"change": "extend", "amount": "0"}, "Допустимо 1–365"),
    ],
)
def test_a_change_that_cannot_be_made_stands_at_its_field_with_what_was_typed(
    supervisor: Visitor, number: str, changed: dict[str, object], told: str
) -> None:
    typed = {**SUSPENDED, **as_form(changed)}
    if "change" in changed:
        typed.pop("answers.first")
        typed.pop("answers.last")

    answer = supervisor.press(f"/cases/{number}/term", **typed)

    assert answer.status_code == 422
    assert told in answer.text.replace("\u00a0", " ").replace("\u2060", "")


def test_the_page_offers_the_change_to_those_who_decide_alone(
    world: DeskWorld, supervisor: Visitor, number: str
) -> None:
    link = f"/cases/{number}/term"
    clerk = world.visitor(CLERK)

    assert clerk.get(link).status_code == 403
    assert "Изменить срок" not in clerk.get(f"/cases/{number}").text
    assert "Изменить срок" in supervisor.get(f"/cases/{number}").text
