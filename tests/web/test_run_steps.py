"""The steps of a scenario that was run are told in the language of the page."""

import pytest

from app.domain.texts import Text
from app.web.designer.run_steps import step_told
from app.web.designer.told_values import value_told, value_written

NAMES = {"check_completeness": Text("Тексеру", "Проверить полноту документов")}


@pytest.mark.parametrize(
    ("words", "ru"),
    [
        ("start", "Дело начинается"),
        ("complete intake/check_completeness", "Выполнить: Проверить полноту документов"),
        ("sign unnamed", "Подписать: unnamed"),
        ("advance 3 working days", "Проходит время: 3\u00a0рабочих дня"),
        ("advance 1 hour", "Проходит время: 1\u00a0час"),
        (
            "advance to 2026-12-24 11:00:00+05:00",
            "Проходит время: 24\u00a0декабря\u00a02026\u00a0г., 11:00",
        ),
        ("expect", "Проверка: так ли, как ожидалось"),
        ("fire_timers", "Срабатывает следующий таймер"),
        ("choose_supplier", "На портале выбран поставщик"),
        ("restart", "Программа запускается заново"),
        ("term suspended", "Срок приостанавливается"),
        ("job sms.send fails", "Задача системы не выполняется: sms.send"),
        ("complete *", "Выполнить: самая ранняя из открытых задач"),
        ("dance", "dance"),
    ],
)
def test_a_step_is_told_by_its_deed_and_the_name_of_its_task(words: str, ru: str) -> None:
    assert step_told(words, NAMES, "ru") == ru


@pytest.mark.parametrize(
    ("key", "value", "ru"),
    [
        ("waits_at", ["intake/check_completeness"], "Проверить полноту документов"),
        ("waits_at", ["unnamed"], "unnamed"),
        ("waits_at", [], "ничего"),
        ("waits_at_any", {"one of": ["a", "b"]}, "одно из: a, b"),
        ("due", {"check_completeness": "2026-12-24"}, "Проверить полноту документов: 24 декабря"),
        ("status", "suspended", "приостановлено"),
        ("registers", {"notices": 2}, "Журнал регистрации уведомлений: 2"),
        ("variables", {"seen": True, "reply": None}, "seen: да, reply: ничего"),
        ("timers", {"late": "2026-12-24T11:00:00+05:00"}, "late: 24 декабря 2026"),
        ("messages", [{"template": "asked", "to": None}], "шаблон: asked"),
        ("messages", [{"template": None, "to": None, "at": None}], "что угодно"),
        ("messages", [{"template": "a"}, {"template": "b"}], "шаблон: a; шаблон: b"),
        ("", Text("Тым көп", "Больше"), "Больше"),
    ],
)
def test_a_value_that_differs_is_told_in_words(key: str, value: object, ru: str) -> None:
    told = value_told(value, NAMES, "ru", key=key).replace("\u00a0", " ")

    assert told.startswith(ru)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (["a"], '["a"]'),
        ("a", "a"),
        (Text("Тым көп", "Больше"), ""),
        ([{"reason": Text("Себебі", "Причина", "Reason")}], '[{"reason": "Reason"}]'),
    ],
)
def test_a_value_stays_beside_its_words_as_a_scenario_writes_it(
    value: object, written: str
) -> None:
    assert value_written(value) == written
