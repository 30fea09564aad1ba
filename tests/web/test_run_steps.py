"""The steps of a scenario that was run are told in the language of the page."""

import pytest

from app.domain.texts import Text
from app.web.designer.run_steps import named_in, step_told

NAMES = {"check_completeness": Text("Тексеру", "Проверить полноту документов")}


@pytest.mark.parametrize(
    ("words", "ru"),
    [
        ("start", "Дело начинается"),
        ("complete intake/check_completeness", "Выполнить: Проверить полноту документов"),
        ("sign unnamed", "Подписать: unnamed"),
        ("advance 3 working days", "Проходит время: 3\u00a0рабочих дня"),
        ("advance 1 hour", "Проходит время: 1\u00a0час"),
        ("advance to 2026-12-24 11:00:00+05:00", "Проходит время: 2026-12-24 11:00:00+05:00"),
        ("expect", "Проверка: так ли, как ожидалось"),
        ("fire_timers", "Срабатывает следующий таймер"),
        ("choose_supplier", "На портале выбран поставщик"),
        ("restart", "restart"),
    ],
)
def test_a_step_is_told_by_its_deed_and_the_name_of_its_task(words: str, ru: str) -> None:
    assert step_told(words, NAMES, "ru") == ru


@pytest.mark.parametrize(
    ("value", "ru"),
    [
        ('["intake/check_completeness"]', "Проверить полноту документов"),
        ('["unnamed"]', ""),
        ("null", ""),
    ],
)
def test_a_value_that_differs_is_told_by_the_names_of_its_elements(value: str, ru: str) -> None:
    assert named_in(value, NAMES, "ru") == ru
