"""What differs of an element is told in the words of the panel."""

import re
from pathlib import Path

import pytest

from app.domain.texts import LANGUAGES, Language, Text
from app.safe_xml import read_xml
from app.usecases.compare_versions import Detail, _drawn
from app.web.designer.told_details import detail_name, detail_values

PROCESSES = Path(__file__).parents[2] / "processes"
KEYS = sorted(
    {
        key
        for path in PROCESSES.rglob("*.bpmn")
        for facts in _drawn(read_xml(path.read_bytes())).facts.values()
        for key in facts
    }
)
NAMED = re.compile(r"«[^»]*»")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_our_diagrams_say_is_told_by_the_name_in_its_file(language: Language) -> None:
    assert len(KEYS) > 30
    raw = re.compile(r"[a-z]+[A-Z]\w*|\w+\.(kk|ru|en)\b" if language == "en" else r"[A-Za-z]{2,}")

    told = {key: detail_name(key, language) for key in KEYS}

    assert {key: one for key, one in told.items() if raw.search(NAMED.sub("", one))} == {}


@pytest.mark.parametrize(
    ("key", "ru"),
    [
        ("name", "Название, на казахском"),
        ("name.ru", "Название, на русском"),
        ("hint.en", "Пояснение специалисту, на английском"),
        ("inputOutput/inputParameter[message]", "Входные данные «message»"),
        ("timerEventDefinition/timeDate", "Таймер: Дата"),
        ("conditionExpression", "Условие этого пути"),
        ("unheard", "unheard"),
    ],
)
def test_a_field_is_called_what_the_panel_calls_it(key: str, ru: str) -> None:
    assert detail_name(key, "ru") == ru


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        (Detail("targetRef", "intake", "visit"), ("Приём", "visit")),
        (Detail("candidateGroups", "clerk, head", "=groups"),
         ("Сотрудник канцелярии, Руководитель", "=groups")),
        (Detail("stage", "", "decision"), ("", "Решение")),
        (Detail("isInterrupting", "true", "false"), ("да", "нет")),
        (Detail("topic", "intake", "send-sms"), ("intake", "send-sms")),
    ],
)  # fmt: skip
def test_values_are_told_by_their_names(detail: Detail, told: tuple[str, str]) -> None:
    assert detail_values(detail, {"intake": Text("Қабылдау", "Приём")}, "ru") == told
