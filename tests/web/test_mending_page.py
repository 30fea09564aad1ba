"""Mending the data of a case on its page, without script."""

import re

import pytest
from desk_world import CLERK, SUPERVISOR, DeskWorld, Visitor

from app.domain.identity import CaseNumber

NAME, WAS = "note", "бұрынғы"


@pytest.fixture
def number(world: DeskWorld) -> CaseNumber:
    """A case with a text among its data."""
    made = world.register().case.number
    world.world.set_variables(made, None, {NAME: WAS})
    return made


@pytest.fixture
def supervisor(world: DeskWorld, number: CaseNumber) -> Visitor:
    visitor = world.visitor(SUPERVISOR)
    visitor.get(f"/cases/{number}/data")
    return visitor


def test_a_changed_value_is_saved_with_its_reason(
    world: DeskWorld, number: CaseNumber, supervisor: Visitor
) -> None:
    shown = supervisor.get(f"/cases/{number}/data").text
    assert f'name="was.{NAME}"' in shown

    done = supervisor.press(
        f"/cases/{number}/data",
        reason="Тіркеу кезіндегі қате",
        new_name="",
        new_value="",
        **{f"was.{NAME}": f'"{WAS}"', f"value.{NAME}": '"басқа"'},
    )

    assert done.status_code == 303
    assert world.world.case(number).variables[NAME] == "басқа"
    assert "Дело исправлено вручную: Тіркеу кезіндегі қате" in supervisor.get(done.location).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("басқа", "Текст пишется в кавычках"),
        ('"басқа', "Значение записано неверно"),
        ("1/0", "Это не готовое значение"),
    ],
)
def test_what_is_no_value_is_told_at_its_line_and_changes_nothing(
    world: DeskWorld, number: CaseNumber, supervisor: Visitor, typed: str, told: str
) -> None:

    answer = supervisor.press(
        f"/cases/{number}/data",
        reason="Қате",
        **{f"was.{NAME}": f'"{WAS}"', f"value.{NAME}": typed},
    )

    assert answer.status_code == 422
    assert told in answer.text
    assert f'<a href="#f-{NAME}">' in answer.text
    assert world.world.case(number).variables[NAME] == WAS


def test_what_another_changed_meanwhile_is_not_overwritten(
    world: DeskWorld, number: CaseNumber, supervisor: Visitor
) -> None:
    world.world.set_variables(number, None, {NAME: "біреудің мәні"})

    answer = supervisor.press(
        f"/cases/{number}/data",
        reason="Қате",
        **{f"was.{NAME}": f'"{WAS}"', f"value.{NAME}": '"менің мәнім"'},
    )

    assert answer.status_code == 422
    assert "За это время записано другое значение" in answer.text
    assert world.world.case(number).variables[NAME] == "біреудің мәні"


def test_a_new_variable_is_added_to_the_stage_that_lacks_it(
    world: DeskWorld, number: CaseNumber, supervisor: Visitor
) -> None:
    page = supervisor.get(f"/cases/{number}/data").text
    stages = re.findall(rf'href="/cases/{number}/data\?at=([^"]+)"', page)
    at = stages[0] if stages else ""
    before = set(world.world.case(number).variables)

    done = supervisor.press(
        f"/cases/{number}/data", at=at, reason="Жетпейді", new_name="added", new_value="12"
    )

    assert done.status_code == 303
    assert set(world.world.case(number).variables) - before == {"added"}


def test_without_a_reason_nothing_is_done(number: CaseNumber, supervisor: Visitor) -> None:
    answer = supervisor.press(f"/cases/{number}/data", reason=" ", new_name="added", new_value="12")

    assert answer.status_code == 422
    assert "Укажите причину" in answer.text
    assert 'value="added"' in answer.text


def test_a_stage_that_is_over_cannot_be_mended(number: CaseNumber, supervisor: Visitor) -> None:
    assert supervisor.get(f"/cases/{number}/data?at=hearing").status_code == 404


def test_who_may_not_mend_is_not_led_there(world: DeskWorld, number: CaseNumber) -> None:
    assert f"/cases/{number}/data" not in world.visitor(CLERK).get(f"/cases/{number}").text
